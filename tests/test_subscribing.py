"""Subscribing at the door: the boxes of the form, and the pages that confirm and end what they ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from builders import NOON
from door import FORM, INDEX, JSON, KEY, Door
from moderation.interest import Interest
from moderation.notifications.consent import CONFIRM, UNSUBSCRIBE, Consent
from moderation.queue.ledger import Action
from moderation.queue.subscription import Subscription
from moderation.queue.subscriptions import UNCONFIRMED
from receipts import change, posted, withdraw
from subscribing import a_subscription, keep

OFFERING = replace(INDEX, site=replace(INDEX.site, notify=("replies", "comments", "posts")))
MAIL: dict[str, Any] = {"mail": "smtp://localhost:1", "mail_from": "blog@blog.example", "mail_to": "ann@desk.example"}
REPLIES: dict[str, Any] = {"notify_replies": "1"}
ALL = REPLIES | {"notify_comments": "1", "notify_posts": "1"}
BOX = re.compile(r'<input type="checkbox" name="notify_(\w+)" value="1"( checked)?>')


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    with Door(tmp_path, site=OFFERING, **MAIL) as door:
        yield door


def asked(door: Door) -> list[tuple[str, str, str]]:
    return [(one.address, one.interest.value, one.comment) for one in door.queue.subscriptions.all()]


def boxes(html: str) -> dict[str, bool]:
    """The form's boxes, and whether they are ticked."""
    return {name: bool(ticked) for name, ticked in BOX.findall(html)}


# The form.


def test_what_is_ticked_is_kept_with_the_comment(door: Door) -> None:
    door.post(**ALL)

    (comment,) = door.kept()
    assert sorted(asked(door)) == [(FORM["email"], name, comment.id) for name in ("comments", "posts", "replies")]
    assert {(one.article, one.made, one.confirmed) for one in door.queue.subscriptions.all()} == {("hello", NOON, None)}


def test_who_ticks_nothing_asks_for_nothing(door: Door) -> None:
    door.post()

    assert asked(door) == []


def test_what_is_not_offered_cannot_be_asked_for(tmp_path: Path) -> None:
    some = replace(INDEX, site=replace(INDEX.site, notify=("comments",)))
    with Door(tmp_path, site=some, **MAIL) as door:
        assert door.post(**ALL).status_code == 303

        assert [interest for _, interest, _ in asked(door)] == ["comments"]


@pytest.mark.parametrize("mail", [True, False], ids=["not offered", "without mail"])
def test_where_nothing_is_offered_all_is_as_before(tmp_path: Path, mail: bool) -> None:
    with Door(tmp_path, site=INDEX if mail else OFFERING, **(MAIL if mail else {})) as door:
        assert door.post(**ALL, email="").status_code == 303

        assert asked(door) == []


@pytest.mark.parametrize("address", ["", "root@localhost", "a..b@reader.example", "@", "ann@reader", "ann@192.0.2.1"])
def test_to_be_told_takes_an_address_that_mail_can_be_sent_to(door: Door, address: str) -> None:
    answer = door.post(**ALL, email=address)

    assert (answer.status_code, door.kept(), asked(door)) == (422, [], [])
    assert "To notify you, we need an email address" in answer.text
    assert 'name="email"' in answer.text
    assert 'aria-describedby="email-error"' in answer.text
    assert FORM["comment"] in answer.text
    assert boxes(answer.text) == dict.fromkeys(("replies", "comments", "posts"), True)


def test_a_program_is_told_which_field_it_is(door: Door) -> None:
    answer = door.post(headers=JSON, **REPLIES, email="")

    assert [error["pointer"] for error in answer.json()["errors"]] == ["#/email"]


@pytest.mark.parametrize("broken", ["ann@reader.example\r\nBcc: x@y.example", "ann@reader.example\n", "a\rb@c.example"])
def test_no_address_has_more_than_one_line(door: Door, broken: str) -> None:
    door.post(**ALL, email=broken)

    assert {address for address, _, _ in asked(door)} <= {"ann@reader.example"}


def test_a_preview_keeps_what_is_ticked_and_stores_nothing(door: Door) -> None:
    answer = door.post(**REPLIES, preview="1")

    assert boxes(answer.text) == {"replies": True, "comments": False, "posts": False}
    assert asked(door) == []


def test_a_receipt_shows_what_is_ticked(door: Door) -> None:
    receipt = posted(door, **REPLIES)

    assert boxes(door.client.get(receipt).text) == {"replies": True, "comments": False, "posts": False}


def test_a_correction_changes_what_is_asked_for(door: Door) -> None:
    receipt = posted(door, **REPLIES)
    (before,) = door.queue.subscriptions.all()

    receipt = change(door, receipt, **REPLIES, notify_posts="1").headers["Location"]
    (comment,) = door.kept()
    assert {interest for _, interest, id in asked(door) if id == comment.id} == {"replies", "posts"}
    assert before.id in {one.id for one in door.queue.subscriptions.all()}

    change(door, receipt)
    assert asked(door) == []


def test_what_is_withdrawn_asks_for_nothing(door: Door) -> None:
    withdraw(door, posted(door, **ALL))

    assert asked(door) == []


# The pages behind a mail's links.


def link(action: str, *subscriptions: Subscription, key: str = KEY) -> str:
    return Consent(key.encode()).link(OFFERING.site, action, [one.id for one in subscriptions])


@pytest.fixture
def wish(door: Door) -> Subscription:
    """What Ann has asked for, and not confirmed."""
    wish = a_subscription(interest=Interest.COMMENTS)
    keep(door.queue, wish)
    return wish


def confirmed(door: Door) -> list[bool]:
    return [one.confirmed is not None for one in door.queue.subscriptions.all()]


def test_to_look_at_a_confirmation_changes_nothing(door: Door, wish: Subscription) -> None:
    for method in ("GET", "HEAD"):
        assert door.client.request(method, link(CONFIRM, wish)).status_code == 200

    shown = door.client.get(link(CONFIRM, wish)).text
    assert "All new comments on “Hello”" in shown
    assert shown.count("<button") == 2
    assert confirmed(door) == [False]


@pytest.mark.parametrize(("button", "daily"), [("", False), ("?daily", True)], ids=["at once", "daily"])
def test_its_buttons_confirm(door: Door, wish: Subscription, button: str, daily: bool) -> None:
    assert 'formaction="?daily"' in door.client.get(link(CONFIRM, wish)).text

    answer = door.client.post(link(CONFIRM, wish) + button)

    (found,) = door.queue.subscriptions.all()
    assert (answer.status_code, found.confirmed, found.daily) == (200, NOON, daily)
    assert "<button" not in answer.text


def test_to_look_at_the_end_changes_nothing(door: Door, wish: Subscription) -> None:
    assert door.client.get(link(UNSUBSCRIBE, wish)).text.count("<button") == 2

    assert confirmed(door) == [False]


def test_one_click_ends_it(door: Door, wish: Subscription) -> None:
    headers = {"Origin": "https://mail.example", "Sec-Fetch-Site": "cross-site"}
    body = {"List-Unsubscribe": "One-Click"}

    answers = [door.client.post(link(UNSUBSCRIBE, wish), data=body, headers=headers) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert confirmed(door) == []


def test_whoever_has_too_many_mails_may_have_one_a_day_instead_and_change_that_again(
    door: Door, wish: Subscription
) -> None:
    door.client.post(link(CONFIRM, wish))

    for button, daily in (("?daily", True), ("?at-once", False)):
        assert f'formaction="{button}"' in door.client.get(link(UNSUBSCRIBE, wish)).text

        answer = door.client.post(link(UNSUBSCRIBE, wish) + button)

        (found,) = door.queue.subscriptions.all()
        assert (found.confirmed, found.daily) == (NOON, daily)
        assert "You will be notified" in answer.text


def test_of_what_has_ended_nobody_is_told_in_any_way(door: Door, wish: Subscription) -> None:
    door.client.post(link(UNSUBSCRIBE, wish))

    assert door.client.get(link(UNSUBSCRIBE, wish)).text.count("<button") == 1
    assert "You are unsubscribed" in door.client.post(link(UNSUBSCRIBE, wish) + "?daily").text
    assert confirmed(door) == []


def test_a_link_is_about_what_it_names_alone(door: Door, wish: Subscription) -> None:
    keep(door.queue, replace(wish, id="s1", comment="b0000000"), replace(wish, id="s2", comment="c0000000"))

    door.client.post(link(CONFIRM, wish, replace(wish, id="s1")))

    assert {one.id for one in door.queue.subscriptions.all() if one.confirmed} == {wish.id, "s1"}


def test_pages_speak_the_language_of_the_article(tmp_path: Path) -> None:
    german = {"hello": replace(INDEX.articles["hello"], lang="de")}
    with Door(tmp_path, site=replace(OFFERING, articles=german), **MAIL) as door:
        keep(door.queue, wish := a_subscription())

        assert "Antworten auf Ihren Kommentar zu „Hello“" in door.client.get(link(CONFIRM, wish)).text


def void(wish: Subscription) -> dict[str, str]:
    """Links that mean nothing."""
    good = link(CONFIRM, wish)
    return {
        "none": "https://blog.example/comments/subscription/confirm/s0000000/",
        "foreign": link(CONFIRM, wish, key="another key"),
        "cut": good[:-1],
        "longer": good + "0",
        "not ascii": good[:-1] + "é",
        "for another": good.replace(wish.id, "s1111111"),
        "for more": good.replace(wish.id, f"{wish.id}.s1111111"),
        "for something else": good.replace("/confirm/", "/unsubscribe/"),
        "for nothing we know": link("decide", wish).replace("/decide/", "/confirm/"),
        "gone": link(CONFIRM, replace(wish, id="gone")),
    }


def test_whatever_is_wrong_with_a_link_the_answer_is_the_same(door: Door, wish: Subscription) -> None:
    nothing = door.client.get("/nothing").text
    links = void(wish)
    answers = {
        (name, method): door.client.request(method, url) for name, url in links.items() for method in ("GET", "POST")
    }

    assert {case: (answer.status_code, answer.text) for case, answer in answers.items()} == dict.fromkeys(
        answers, (404, nothing)
    )
    assert confirmed(door) == [False]


def test_a_confirmation_is_good_once(door: Door, wish: Subscription) -> None:
    door.client.post(link(CONFIRM, wish))

    assert door.client.post(link(CONFIRM, wish)).status_code == 404


@pytest.mark.parametrize(("late", "status"), [(timedelta(seconds=1), 200), (timedelta(), 404)])
def test_a_confirmation_expires(tmp_path: Path, late: timedelta, status: int) -> None:
    with Door(tmp_path, now=lambda: NOON + UNCONFIRMED, site=OFFERING, **MAIL) as door:
        keep(door.queue, wish := a_subscription(made=NOON + late))

        assert door.client.post(link(CONFIRM, wish)).status_code == status


def test_a_link_works_while_the_site_is_not_known(door: Door, wish: Subscription) -> None:
    door.index.unlink()

    assert door.client.post(link(UNSUBSCRIBE, wish)).status_code == 200


def test_no_page_shows_an_address(door: Door, wish: Subscription) -> None:
    shown = [door.client.get(link(action, wish)).text for action in (CONFIRM, UNSUBSCRIBE)]

    assert [wish.address in html or wish.reader in html for html in shown] == [False, False]


def test_a_decided_comment_keeps_what_was_asked_for(door: Door) -> None:
    door.post(**REPLIES)
    door.queue.decide(door.judged()[0].id, Action.APPROVE, who="ann", at=NOON)

    assert len(asked(door)) == 1
