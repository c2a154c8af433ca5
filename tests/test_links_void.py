"""When a link decides nothing: after it was used, after a week, and whenever it is not as it was signed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from blog import Blog
from builders import NOON, a_submission
from linkpages import HOST, Pages, is_void
from moderation.desk.desk import Desk
from moderation.errors import AlreadyDecided
from moderation.intake.receipt import Receipts
from moderation.notifications.links import ACTIONS, LIFETIME, Links
from moderation.queue.ledger import Action
from test_queue_at_once import WORKERS, at_once

SECOND = timedelta(seconds=1)


@pytest.fixture
def pages(site: Blog) -> Iterator[Pages]:
    with site.queue() as queue:
        yield Pages(site, queue)


def void_after(change: Callable[[Pages], object], pages: Pages) -> bool:
    """Whether no link does anything any more, and nobody can tell why."""
    links = pages.links().values()
    change(pages)
    before = (pages.queue.list(), len(pages.queue.decisions()))
    answers = [send(link) for link in links for send in (pages.client.get, pages.client.post)]
    return all(map(is_void, answers)) and (pages.queue.list(), len(pages.queue.decisions())) == before


@pytest.mark.parametrize("used", ACTIONS)
def test_a_link_that_was_used_makes_all_of_its_mail_void(pages: Pages, used: str) -> None:
    assert void_after(lambda pages: pages.client.post(pages.link(used)), pages)


def decide(*actions: Action) -> Callable[[Pages], object]:
    def decided(pages: Pages) -> None:
        for number, action in enumerate(actions):  # of which each undoes the one before, if it undoes any
            pages.queue.decide("a0000000", action, who="ben", at=NOON, undoing=number)

    return decided


@pytest.mark.parametrize(
    "actions", [(Action.SPAM,), (Action.APPROVE, Action.UNAPPROVE), (Action.TRASH, Action.UNDO), (Action.DELETE,)]
)
def test_so_does_any_other_decision_even_one_that_was_taken_back(pages: Pages, actions: tuple[Action, ...]) -> None:
    assert void_after(decide(*actions), pages)


def edit(pages: Pages) -> None:
    desk = Desk(pages.queue, pages.blog.settings, lambda: NOON)
    submission = desk.get("a0000000")
    changed = a_submission("a0000000", author="<b>Gwen", text="Buy pills.").comment
    desk.edit(submission, changed)


def correct(pages: Pages) -> None:
    pages.queue.correct("a0000000", a_submission("b0000000", text="Buy pills."), at=NOON)


def rewrite(pages: Pages) -> None:
    pages.queue.rewrite([a_submission("a0000000", author="<b>Gwen", text="Buy pills.").comment])


@pytest.mark.parametrize("change", [edit, correct, rewrite])
def test_a_comment_that_says_something_else_has_other_links(pages: Pages, change: Callable[[Pages], None]) -> None:
    assert void_after(change, pages)


def test_after_a_week_a_link_is_void(pages: Pages) -> None:
    def a_week_later(pages: Pages) -> None:
        pages.now = NOON + LIFETIME + SECOND

    assert void_after(a_week_later, pages)


def test_until_then_it_is_not(pages: Pages) -> None:
    link = pages.link()
    pages.now = NOON + LIFETIME

    assert pages.client.post(link).status_code == 200


def with_part(number: int, value: str) -> Callable[[Pages, str], str]:
    def changed(pages: Pages, link: str) -> str:
        parts = link.split("/")
        parts[number] = value
        return "/".join(parts)

    return changed


def of_another_comment(pages: Pages, link: str) -> str:
    pages.queue.add([a_submission("b0000000", author="<b>Gwen")])
    return link.replace("a0000000", "b0000000")


def with_anothers_signature(pages: Pages, link: str) -> str:
    return "/".join([*link.split("/")[:-1], pages.link("spam").split("/")[-1]])


def with_the_receipts_signature(pages: Pages, link: str) -> str:
    return "/".join([*link.split("/")[:-1], Receipts(pages.queue, b"a key")._signature("a0000000")])


FORGED = [
    pytest.param(of_another_comment, id="another comment's"),
    pytest.param(with_anothers_signature, id="another action's signature"),
    pytest.param(with_the_receipts_signature, id="the writer's signature"),
    pytest.param(with_part(-4, "spam"), id="another action"),
    pytest.param(with_part(-4, "delete"), id="an action that no link has"),
    pytest.param(with_part(-3, "c0000000"), id="no comment"),
    pytest.param(with_part(-3, "%00"), id="no id"),
    pytest.param(with_part(-3, "a%2527"), id="an id of tricks"),
    pytest.param(with_part(-2, "99999999999"), id="a longer life"),
    pytest.param(with_part(-2, "9" * 5000), id="an endless life"),
    pytest.param(with_part(-2, "x"), id="no moment"),
    pytest.param(with_part(-1, "0" * 32), id="no signature"),
    pytest.param(with_part(-1, "%C3%A9%FF"), id="a signature of odd letters"),
    pytest.param(lambda pages, link: link[:-1], id="cut off"),
    pytest.param(lambda pages, link: f"{link}/more", id="more than a link"),
    pytest.param(lambda pages, link: HOST, id="no link at all"),
]


@pytest.mark.parametrize("forge", FORGED)
def test_what_is_forged_gets_the_same_answer_as_what_is_void(pages: Pages, forge: Any) -> None:
    link = forge(pages, pages.link())
    any = pages.client.get(f"{HOST}/moderation/nothing")

    answers = [pages.client.get(link), pages.client.post(link)]

    assert [(answer.status_code, answer.text, answer.headers) for answer in answers] == [
        (404, any.text, any.headers)
    ] * 2
    assert pages.untouched()


def test_of_several_that_press_buttons_at_once_one_decides(pages: Pages) -> None:
    links = [*pages.links().values(), pages.link("approve")]

    def press(number: int) -> str:
        return str(TestClient(pages.client.app).post(links[number]).status_code)

    assert at_once(press) == ["200", *["404"] * (WORKERS - 1)]
    assert len(pages.queue.decisions()) == 1


def test_whoever_decides_between_look_and_button_is_not_overruled(pages: Pages) -> None:
    seen = pages.queue.get("a0000000")
    pages.client.post(pages.link("spam"))

    with pytest.raises(AlreadyDecided):
        Desk(pages.queue, pages.blog.settings, lambda: NOON).decide("a0000000", Action.APPROVE, seen=seen)


def test_without_the_secret_nobody_makes_a_link(pages: Pages) -> None:
    forged = Links(pages.queue, b"another key", f"{HOST}/moderation").of(pages.queue.get("a0000000"), NOON)

    assert all(is_void(pages.client.post(link)) for link in forged.values())


def test_an_outage_is_no_decision_and_says_so(pages: Pages) -> None:
    link = pages.link()
    with pages.queue._transaction() as connection:
        connection.exec_driver_sql("ALTER TABLE submissions RENAME TO elsewhere")

    answer = pages.client.post(link)

    assert (answer.status_code, "Please try again" in answer.text) == (503, True)


def test_a_link_is_signed_as_receipts_are(pages: Pages) -> None:
    assert re.fullmatch(rf"{HOST}/moderation/spam/a0000000/\d{{10}}/[0-9a-f]{{32}}", pages.link("spam"))
