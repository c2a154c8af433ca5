"""Readers' news: who is told of which comment and of which article, when, and who is not."""

from __future__ import annotations

from typing import Any

import pytest

from builders import NOON
from moderation.interest import Interest
from moderation.queue.ledger import Action
from moderation.queue.news import LATELY
from moderation.queue.readernews import ARTICLE, COMMENT
from moderation.queue.store import Queue
from subscribing import ANN, COMMENTS, CONFIRMED, HOUR, POSTS, a_subscription, came, keep, noted, reader


def approve(queue: Queue, id: str, hours: float = 2) -> None:
    queue.decide(id, Action.APPROVE, who="ann", at=NOON + hours * HOUR)


@pytest.fixture
def thread(queue: Queue) -> Queue:
    """Ann's comment, which is public, and a reply that waits."""
    came(queue, "a0000000", email=ANN)
    came(queue, "b0000000", email="joe@reader.example", parent="a0000000")
    approve(queue, "a0000000", hours=0)
    return queue


def due(queue: Queue, hours: float = 3, *, daily: bool = False) -> dict[tuple[str, str], list[str]]:
    return {pair: [*ids] for pair, ids in queue.readernews.comments(at=NOON + hours * HOUR, daily=daily).items()}


@pytest.mark.parametrize("interest", [Interest.REPLIES, Interest.COMMENTS])
def test_who_asked_is_told_of_what_is_approved(thread: Queue, interest: Interest) -> None:
    keep(thread, a_subscription("s1", interest=interest, made=NOON + HOUR, **CONFIRMED))
    assert due(thread) == {}

    approve(thread, "b0000000")

    assert due(thread) == {("b0000000", reader(ANN)): ["s1"]}


def test_whoever_asked_in_two_ways_is_told_once(thread: Queue) -> None:
    keep(thread, a_subscription("s1", **CONFIRMED), a_subscription("s2", **COMMENTS, **CONFIRMED))
    approve(thread, "b0000000")

    assert due(thread) == {("b0000000", reader(ANN)): ["s1", "s2"]}


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"confirmed": None}, id="not confirmed"),
        pytest.param({"comment": "c0000000"}, id="replies to another comment"),
        pytest.param({**COMMENTS, "article": "other"}, id="another article"),
        pytest.param(POSTS, id="new articles"),
        pytest.param({"address": "Joe@Reader.example"}, id="its own writer"),
        pytest.param({"made": NOON + 2.5 * HOUR}, id="asked after it was approved"),
    ],
)
def test_nobody_else_is_told(thread: Queue, other: dict[str, Any]) -> None:
    keep(thread, a_subscription("s1", **CONFIRMED | other))
    approve(thread, "b0000000")

    assert due(thread) == {}


def test_nobody_is_told_twice(thread: Queue) -> None:
    keep(thread, a_subscription("s1", **CONFIRMED))
    approve(thread, "b0000000")
    noted(thread, COMMENT, f"b0000000 {reader(ANN)}")

    assert due(thread) == {}


def test_what_was_approved_long_ago_is_no_news_even_when_it_is_approved_again(thread: Queue) -> None:
    keep(thread, a_subscription("s1", **CONFIRMED))
    approve(thread, "b0000000")
    hours = LATELY / HOUR + 3
    assert due(thread, hours) == {}

    thread.decide("b0000000", Action.UNAPPROVE, who="ann", at=NOON + hours * HOUR)
    approve(thread, "b0000000", hours)

    assert due(thread, hours) == {}


def test_what_is_off_its_page_is_told_to_nobody(thread: Queue) -> None:
    keep(thread, a_subscription("s1", **CONFIRMED))
    approve(thread, "b0000000")
    thread.decide("b0000000", Action.UNAPPROVE, who="ann", at=NOON + 2 * HOUR)

    assert due(thread) == {}


# In one mail a day.

DAILY: dict[str, Any] = {**CONFIRMED, "daily": True}
BEFORE_MIDNIGHT, AFTER_MIDNIGHT = 11.9, 12.1
"""Hours after noon."""


def test_what_is_wanted_daily_is_told_when_the_day_is_over(thread: Queue) -> None:
    keep(thread, a_subscription("s1", **DAILY))
    approve(thread, "b0000000")

    assert [due(thread, hours) for hours in (BEFORE_MIDNIGHT, AFTER_MIDNIGHT)] == [{}, {}]
    assert due(thread, BEFORE_MIDNIGHT, daily=True) == {}
    assert due(thread, AFTER_MIDNIGHT, daily=True) == {("b0000000", reader(ANN)): ["s1"]}


def test_what_is_wanted_at_once_as_well_is_told_at_once(thread: Queue) -> None:
    keep(thread, a_subscription("s1", **DAILY), a_subscription("s2", **COMMENTS, **CONFIRMED))
    approve(thread, "b0000000")

    assert due(thread, AFTER_MIDNIGHT) == {("b0000000", reader(ANN)): ["s1", "s2"]}
    assert due(thread, AFTER_MIDNIGHT, daily=True) == {}


# Articles.


def new(queue: Queue, at: float = 0, *, daily: bool = False) -> list[str]:
    """The articles that Ann is to be told of so many hours after noon."""
    return [slug for slug, _ in queue.readernews.articles(at=NOON + at * HOUR, daily=daily)]


def look(queue: Queue, *slugs: str, hours: float = 0) -> None:
    queue.seen.look(slugs, at=NOON + hours * HOUR)


def test_at_the_first_look_no_article_is_new(queue: Queue) -> None:
    keep(queue, a_subscription("s1", **POSTS, **CONFIRMED))
    look(queue, "old")
    look(queue, "old", "new", hours=1)
    look(queue, "new", hours=2)

    assert new(queue, 3) == ["new"]


def test_an_article_is_told_nobody_twice(queue: Queue) -> None:
    keep(queue, a_subscription("s1", **POSTS, **CONFIRMED))
    look(queue, "old")
    look(queue, "new", "newer")
    noted(queue, ARTICLE, f"new {reader(ANN)}")

    assert new(queue) == ["newer"]


@pytest.mark.parametrize(
    "other", [{"confirmed": None}, COMMENTS, {"made": NOON + HOUR}], ids=["not confirmed", "comments", "asked later"]
)
def test_nobody_else_is_told_of_an_article(queue: Queue, other: dict[str, Any]) -> None:
    keep(queue, a_subscription("s1", **POSTS | CONFIRMED | other))
    look(queue, "old")
    look(queue, "new")

    assert new(queue, 2) == []


def test_an_article_that_was_there_for_a_week_is_not_new(queue: Queue) -> None:
    keep(queue, a_subscription("s1", **POSTS, **CONFIRMED))
    look(queue, "old")
    look(queue, "new")

    assert [new(queue, hours) for hours in (LATELY / HOUR, LATELY / HOUR + 1)] == [["new"], []]


def test_articles_too_may_be_wanted_daily(queue: Queue) -> None:
    keep(queue, a_subscription("s1", **POSTS, **DAILY))
    look(queue, "old")
    look(queue, "new")

    assert new(queue, AFTER_MIDNIGHT) == []
    assert [new(queue, hours, daily=True) for hours in (BEFORE_MIDNIGHT, AFTER_MIDNIGHT)] == [[], ["new"]]
