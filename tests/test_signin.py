"""Signing in: from the form to a provider and back to the form, with a name that nobody can forge."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from door import FORM, HOST, INDEX, JSON, Door
from identityserver import ID, SECRET, IdentityServer
from moderation import siteindex
from moderation.intake.form import Form
from signingin import NOT_SIGNED_IN, Clock, come_back, field, leave, signed_in, text_in

AGAIN = "Please sign in again"
TYPED = {"comment": "Two\nlines & <b>more", "author": "Somebody", "comment_parent": "k7f3q2mx"}


# The way there.


def test_the_button_leads_to_the_provider_with_all_that_makes_the_answer_ours_alone(
    door: Door, provider: IdentityServer
) -> None:
    address = leave(door, provider)

    asked = dict(parse_qsl(urlsplit(address).query))
    assert address.startswith(f"{provider.url}/auth?")
    assert (asked["response_type"], asked["client_id"], asked["scope"]) == ("code", ID, "openid profile")
    assert asked["redirect_uri"] == f"{HOST}/comments/signin/{provider.place}"
    assert asked["code_challenge_method"] == "S256"
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 43
    assert SECRET not in address


def test_no_two_readers_have_anything_in_common(door: Door, provider: IdentityServer) -> None:
    first, second = (dict(parse_qsl(urlsplit(leave(door, provider)).query)) for _ in range(2))

    assert [name for name in ("state", "nonce", "code_challenge") if first[name] == second[name]] == []


def test_the_address_to_come_back_to_is_the_sites_whatever_host_is_asked(door: Door, provider: IdentityServer) -> None:
    answer = door.post("hello", {**JSON, "Host": "evil.example"}, signin=provider.place)

    asked = dict(parse_qsl(urlsplit(answer.json()["address"]).query))
    assert asked["redirect_uri"].startswith(f"{HOST}/")


def test_a_browser_gets_a_page_that_goes_on_by_itself(door: Door, provider: IdentityServer) -> None:
    answer = door.post("hello", None, signin=provider.place)

    assert answer.status_code == 200
    assert f'<meta http-equiv="refresh" content="0; url={provider.url}/auth?' in answer.text
    assert f"<h1>Connecting to {provider.place}</h1>" in answer.text


def test_who_signs_in_first_may_write_afterwards(door: Door, provider: IdentityServer) -> None:
    page = signed_in(door, provider, comment="", author="")

    assert (page.status_code, "You are commenting as Zoë Q." in page.text) == (200, True)


def test_what_is_typed_wrong_is_said_before(door: Door, provider: IdentityServer) -> None:
    answer = door.post("hello", None, signin=provider.place, email="nobody")

    assert (answer.status_code, "That is not an email address" in answer.text) == (422, True)


@pytest.mark.parametrize("place", ["google", "mastodon@example.social", "evil.example", "mastodon"])
def test_only_configured_providers_are_ever_asked(door: Door, provider: IdentityServer, place: str) -> None:
    answer = door.post("hello", None, signin=place, comment="Kept.")

    assert (answer.status_code, NOT_SIGNED_IN in answer.text, text_in(answer)) == (403, True, "Kept.")
    assert provider.asked == []


def test_a_provider_that_is_down_costs_nobody_their_text(door: Door, provider: IdentityServer) -> None:
    provider.answers["/.well-known/openid-configuration"] = (500, {})

    answer = door.post("hello", None, signin=provider.place, comment="Kept.")

    assert (answer.status_code, text_in(answer)) == (403, "Kept.")


def test_who_tries_too_often_has_to_wait(tmp_path: Path, provider: IdentityServer) -> None:
    with Door(tmp_path, signin=provider.key_setting, rate=1) as door:
        statuses = [door.post(signin=provider.place).status_code for _ in range(2)]

    assert statuses == [200, 429]


@pytest.mark.parametrize("server", ["social.example", " @zoe@Social.example", "https://social.example/"])
@pytest.mark.parametrize("button", [{"signin": "mastodon"}, {}], ids=["button", "enter key"])
def test_a_server_of_mastodon_may_be_written_as_people_do(server: str, button: dict[str, str]) -> None:
    assert Form.read({"server": server, **button}).place == "mastodon@social.example"


def test_who_only_wants_a_preview_is_not_sent_away() -> None:
    assert Form.read({"server": "social.example", "preview": "1"}).place == ""


# The way back.


def test_the_text_is_there_and_the_name_is_the_providers(door: Door, provider: IdentityServer) -> None:
    page = signed_in(door, provider, **TYPED)

    assert page.status_code == 200
    assert "You are commenting as Zoë Q." in page.text
    assert text_in(page) == TYPED["comment"]
    assert field(page, "comment_parent") == TYPED["comment_parent"]
    assert 'id="author"' not in page.text


def test_a_comment_so_signed_is_the_persons(door: Door, provider: IdentityServer) -> None:
    page = signed_in(door, provider)
    door.post("hello", None, identity=field(page, "identity"), author="The Author", profile="1")

    [kept] = door.kept()
    assert (kept.comment.author, kept.comment.verified) == ("Zoë Q.", provider.place)
    assert kept.comment.website == "https://id.example/zoe"
    assert re.fullmatch("[0-9a-f]{32}", kept.account)  # a keyed hash: nobody can tell from it that they are 42 there


def test_without_their_wish_nobodys_profile_is_linked(door: Door, provider: IdentityServer) -> None:
    page = signed_in(door, provider)
    door.post("hello", None, identity=field(page, "identity"))

    assert door.kept()[0].comment.website == FORM["url"]


def test_the_same_person_is_the_same_account_and_another_is_another(door: Door, provider: IdentityServer) -> None:
    for subject in ("42", "42", "43"):
        provider.claims["sub"] = subject
        door.post("hello", None, identity=field(signed_in(door, provider), "identity"))

    accounts = [submission.account for submission in door.kept()]
    assert len(set(accounts)) == 2


def test_who_logs_out_is_nobody_and_keeps_the_text(door: Door, provider: IdentityServer) -> None:
    page = signed_in(door, provider)
    out = door.post("hello", None, identity=field(page, "identity"), signout="1", comment="Kept.")

    assert (out.status_code, text_in(out), "You are commenting as" in out.text) == (200, "Kept.", False)
    assert re.findall(r'name="(?:author|identity)"[^>]* value="(.*?)"', out.text) == [FORM["author"]]


def test_a_correction_stays_the_persons(door: Door, provider: IdentityServer) -> None:
    page = signed_in(door, provider)
    receipt = door.post("hello", None, identity=field(page, "identity")).headers["Location"]
    door.client.post(receipt, data=FORM | {"author": "The Author", "comment": "Better."})

    [kept] = door.kept()
    assert (kept.comment.author, kept.comment.text, kept.comment.verified) == ("Zoë Q.", "Better.", provider.place)


def test_a_name_comes_from_where_the_issuer_has_it(door: Door, provider: IdentityServer) -> None:
    provider.claims = {"sub": "42"}
    provider.metadata = {"userinfo_endpoint": f"{provider.url}/me"}

    assert "You are commenting as Zoë from /me" in signed_in(door, provider).text


def test_nobody_else_gives_the_name(door: Door, provider: IdentityServer) -> None:
    provider.claims = {"sub": "43"}
    provider.metadata = {"userinfo_endpoint": f"{provider.url}/me"}

    assert NOT_SIGNED_IN in signed_in(door, provider).text


@pytest.mark.parametrize("name", ["Ann\u2028Kind: author", "Ann\nKind: author", " Ann\r\n Kind:  author "])
def test_a_name_is_one_line(door: Door, provider: IdentityServer, name: str) -> None:
    provider.claims["name"] = name
    door.post("hello", None, identity=field(signed_in(door, provider), "identity"))

    assert door.kept()[0].comment.author == "Ann Kind: author"


@pytest.mark.parametrize("website", ["javascript:alert(1)", "http://id.example/", "https://", 7])
def test_a_profile_that_is_no_web_address_is_none(door: Door, provider: IdentityServer, website: object) -> None:
    provider.claims["profile"] = website

    assert 'name="profile"' not in signed_in(door, provider).text


def test_the_page_tells_nobody_the_address_it_came_by(door: Door, provider: IdentityServer) -> None:
    assert signed_in(door, provider).headers["Referrer-Policy"] == "strict-origin"


# What the form carries.


def test_an_identity_is_for_an_hour(door: Door, provider: IdentityServer, clock: Clock) -> None:
    signed = field(signed_in(door, provider), "identity")
    clock.now += timedelta(hours=1)

    answer = door.post("hello", None, identity=signed, comment="Kept.")

    assert (answer.status_code, AGAIN in answer.text, text_in(answer)) == (403, True, "Kept.")


def test_an_identity_is_for_one_article(door: Door, provider: IdentityServer) -> None:
    articles = {**INDEX.articles, "other": replace(INDEX.articles["hello"], slug="other")}
    siteindex.dump(replace(INDEX, articles=articles), door.index)
    signed = field(signed_in(door, provider), "identity")

    assert door.post("other", None, identity=signed).status_code == 403


@pytest.mark.parametrize("forged", ["x", "é", "A" * 400, "====", "\0"])
def test_nobody_forges_an_identity(door: Door, forged: str) -> None:
    assert door.post("hello", None, identity=forged).status_code == 403
    assert door.kept() == []


def test_not_one_bit_of_it_may_be_changed(door: Door, provider: IdentityServer) -> None:
    signed = field(signed_in(door, provider), "identity")
    changed = [signed[:i] + ("A" if signed[i] != "A" else "B") + signed[i + 1 :] for i in range(0, len(signed) - 4, 40)]

    assert {door.post("hello", None, identity=each).status_code for each in changed} == {403}


def test_no_secret_is_shown_or_logged(door: Door, provider: IdentityServer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "moderation")
    said = provider.grant(leave(door, provider))
    provider.claims["nonce"] = "another"
    pages = come_back(door, provider, said).text + signed_in(door, provider).text

    shown = pages + caplog.text
    assert [secret for secret in (SECRET, "opaque-token", "eyJ", said["code"], said["state"]) if secret in shown] == []


def test_without_any_provider_there_is_nothing_there(tmp_path: Path) -> None:
    with Door(tmp_path) as door:
        back = door.client.get("/comments/signin/google?code=a&state=b")
        assert (back.status_code, door.post("hello", None, signin="google").status_code) == (404, 404)
