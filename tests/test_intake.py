from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from akismet_server import BLOG, KEY, SPAM, AkismetServer, client_of
from builders import NOON
from door import BROWSER, FORM, HOST, INDEX, IP, JSON, Door
from door import KEY as HASH_KEY
from moderation import siteindex
from moderation.comment import Comment
from moderation.errors import CheckFailed
from moderation.intake.gate import client_hash
from moderation.queue.submission import Reason, State, Submission, Verdict
from moderation.spam.akismet import AkismetCheck
from moderation.spam.links import Links
from moderation.spam.rules import Duplicates, trapped
from patience import eventually


def test_a_reader_is_sent_to_the_receipt(tmp_path: Path) -> None:
    with Door(tmp_path) as door:
        answer = door.post()

        assert answer.status_code == 303
        assert answer.headers["Location"].startswith(f"/comments/receipt/{door.kept()[0].id}/")


def test_a_program_is_told_that_a_person_will_decide(tmp_path: Path) -> None:
    with Door(tmp_path) as door:
        answer = door.post(headers=JSON)

        told = answer.json()
        assert (answer.status_code, told["id"], told["status"]) == (202, door.kept()[0].id, "waiting for a moderator")
        assert told["receipt"].startswith(f"/comments/receipt/{told['id']}/")


def test_whoever_was_thanked_is_in_the_queue_with_everything_they_sent(tmp_path: Path) -> None:
    with Door(tmp_path) as door:
        id = door.post(headers=JSON, comment="Two\r\n <b>lines</b>", comment_parent="k7f3q2mx").json()["id"]

        comment = Comment(
            id=id,
            article="hello",
            author="Zoë",
            date=NOON,
            text="Two\n <b>lines</b>",
            website="https://zoe.example/",
            parent="k7f3q2mx",
        )
        assert door.judged() == [
            Submission(
                comment=comment,
                email="zoe@example.com",
                ip=IP,
                client=client_hash(IP, HASH_KEY.encode()),
                user_agent="Firefox/140",
                referrer=f"{HOST}/hello/",
                state=State.PENDING,
                verdict=Verdict.HAM,
            )
        ]


def test_a_form_in_parts_is_the_same_form(tmp_path: Path) -> None:
    parts = {name: (None, text) for name, text in FORM.items()}
    with Door(tmp_path) as door:
        door.post()
        door.client.post("/comments/hello", files=parts)

        one, other = door.judged()
        assert one == replace(other, comment=replace(other.comment, id=one.id))


def test_what_a_browser_says_of_itself_is_kept_short_and_clean(tmp_path: Path) -> None:
    with Door(tmp_path) as door:
        door.post(headers={"User-Agent": "x\x1b" * 500, "Referer": "https://a.example/" + "y" * 500})

        kept = door.kept()[0]
        assert (kept.user_agent, kept.referrer) == ("x" * 300, ("https://a.example/" + "y" * 500)[:300])


def test_an_article_takes_comments_as_soon_as_a_build_says_so(tmp_path: Path) -> None:
    with Door(tmp_path) as door:
        before = door.post("closed").status_code
        opened = {"closed": replace(INDEX.articles["closed"], open=True)}
        siteindex.dump(replace(INDEX, articles=opened), door.index)

        assert (before, door.post("closed").status_code) == (403, 303)


def test_an_intake_elsewhere_keeps_its_reader_there(tmp_path: Path) -> None:
    with Door(tmp_path) as door:
        elsewhere = replace(INDEX.site, url="https://www.example.org/blog", intake="https://in.example.org")
        siteindex.dump(replace(INDEX, site=elsewhere), door.index)

        answer = door.post(headers={"Origin": "https://www.example.org", "Sec-Fetch-Site": "cross-site"})

    assert answer.headers["Location"].startswith("https://in.example.org/comments/receipt/")


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\u2028", "\x85"], ids=ascii)
def test_a_name_that_would_forge_a_line_of_the_comment_file_is_refused(tmp_path: Path, line_break: str) -> None:
    with Door(tmp_path) as door:
        answer = door.post(author=f"Ann{line_break}Website: https://evil.example/")

        assert (answer.status_code, door.kept()) == (422, [])


# Nobody learns what the filter thinks, and the filter never approves.


def test_whoever_fills_in_the_hidden_field_gets_the_same_thanks_and_lands_in_spam(tmp_path: Path) -> None:
    with Door(tmp_path, quick=[trapped]) as door:
        person, program = (all_that_is_said(door, topic) for topic in ("", "pills"))

        assert person == program
        assert sorted(kept.state.value for kept in door.judged()) == ["pending", "spam"]


def all_that_is_said(door: Door, topic: str) -> str:
    """The answer and the receipt it leads to, but for the one address."""
    answer = door.post(topic=topic)
    receipt = answer.headers["Location"]
    page = door.client.get(receipt)
    said = (answer.status_code, answer.headers, answer.text, page.status_code, page.headers, page.text)
    return str(said).replace(receipt, "")


def test_the_checks_leave_their_reasons(tmp_path: Path) -> None:
    with Door(tmp_path, quick=[Links(0)]) as door:
        door.post(comment="See https://a.example/")

        kept = door.judged()[0]
        assert kept.reasons == (Reason("links", "there are 1 links in it, more than 0", 3),)
        assert (kept.state, kept.verdict) == (State.PENDING, Verdict.UNSURE)


def test_a_duplicate_is_thanked_like_any_other_and_looks_suspicious_to_the_moderator(tmp_path: Path) -> None:
    with Door(tmp_path, quick=[Duplicates(lambda submission: door.queue.lookalikes(submission))]) as door:
        for verdicts in (["ham"], ["ham", "ham"], ["ham", "ham", "unsure"]):
            assert door.post(comment="The very same words.").status_code == 303
            assert sorted(kept.verdict.value for kept in door.judged()) == verdicts


def fails(submission: Submission) -> Reason | None:
    raise CheckFailed("oracle", "it could not be reached")


def breaks(submission: Submission) -> Reason | None:
    raise ZeroDivisionError


def adores(submission: Submission) -> Reason | None:
    return Reason("adores", "what a comment", -1e9)


def babbles(submission: Submission) -> Reason | None:
    return Reason("babbles", "?", float("nan"))


def meddles(submission: Submission) -> Reason | None:
    object.__setattr__(submission, "state", State.APPROVED)
    return None


@pytest.mark.parametrize("check", [fails, breaks, adores, babbles, meddles])
@pytest.mark.parametrize("when", ["quick", "slow"])
def test_whatever_a_check_does_nothing_is_approved_or_lost(
    tmp_path: Path, when: str, check: Callable[[Submission], Reason | None]
) -> None:
    asked: list[str] = []

    def watched(submission: Submission) -> Reason | None:
        asked.append(submission.id)
        return check(submission)

    checks: dict[str, Any] = {when: [watched]}
    with Door(tmp_path, **checks) as door:
        answer = door.post()
        eventually(lambda: asked)

    assert answer.status_code == 303
    assert [kept.state for kept in door.kept()] == [State.PENDING]


def test_fields_that_no_reader_has_change_nothing(tmp_path: Path) -> None:
    with Door(tmp_path) as door:
        door.post(state="approved", status="approved", verdict="ham", id="aaaaaaaa", ip="127.0.0.1")

        kept = door.kept()[0]
        assert (kept.state, kept.ip, kept.id == "aaaaaaaa") == (State.PENDING, IP, False)


def test_akismet_is_asked_after_the_reader_was_thanked(tmp_path: Path) -> None:
    with AkismetServer() as akismet:
        akismet.opinion = SPAM
        check = AkismetCheck(KEY, BLOG, lambda slug: f"{BLOG}{slug}/", client=client_of(akismet.address))

        with Door(tmp_path, slow=[check]) as door:
            answer = door.post()
            door.judged()
        check.close()

    assert answer.status_code == 303
    assert door.kept()[0].reasons == (Reason("Akismet", "spam", 5),)


def test_until_all_checks_have_looked_a_comment_is_unchecked(tmp_path: Path) -> None:
    with AkismetServer() as akismet:
        akismet.silent = True
        check = AkismetCheck(KEY, BLOG, lambda slug: f"{BLOG}{slug}/", client=client_of(akismet.address, timeout=0.5))

        with Door(tmp_path, slow=[check]) as door:
            door.post()

            assert door.kept()[0].verdict is Verdict.UNCHECKED
        check.close()


# How often.


def test_a_network_that_sends_too_much_is_told_when_to_come_back(tmp_path: Path) -> None:
    with Door(tmp_path, rate=2) as door:
        statuses = [door.post().status_code for _ in range(3)]

        assert statuses == [303, 303, 429]
        assert len(door.kept()) == 2


def test_after_a_minute_it_is_taken_again(tmp_path: Path) -> None:
    clock = [NOON]
    with Door(tmp_path, now=lambda: clock[0], rate=1) as door:
        statuses = [door.post().status_code, door.post().status_code]
        clock[0] += timedelta(minutes=1)

        assert [*statuses, door.post().status_code] == [303, 429, 303]


def test_mistakes_do_not_count(tmp_path: Path) -> None:
    with Door(tmp_path, rate=1) as door:
        assert [door.post(author="").status_code, door.post().status_code] == [422, 303]


# Private stays private.


def test_the_log_names_the_comment_and_nothing_about_the_sender(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    with Door(tmp_path, quick=[trapped, breaks], slow=[fails]) as door:
        id = door.post(headers=JSON, topic="bait", comment="Between us").json()["id"]

    assert f"Took comment {id}" in caplog.messages
    private = ("zoe", "Zoë", IP, "Firefox", "Between us", "bait", HASH_KEY, client_hash(IP, HASH_KEY.encode()))
    assert not [text for text in private if text in caplog.text]


def test_thanks_hold_nothing_about_the_sender(tmp_path: Path) -> None:
    with Door(tmp_path) as door:
        answers = [door.post(), door.post(headers=JSON)]

    shown = "".join(f"{answer.headers} {answer.text}" for answer in answers)
    private = ("zoe", "Zoë", IP, BROWSER["User-Agent"], "I agree", client_hash(IP, HASH_KEY.encode()))
    assert not [text for text in private if text in shown]
