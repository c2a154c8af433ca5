"""Subscriptions: who is told of which comment, and who is not."""

from __future__ import annotations

from typing import Any

import pytest

from builders import NOON
from moderation.interest import Interest
from moderation.queue.ledger import Action
from moderation.queue.news import LATELY
from moderation.queue.store import Queue
from moderation.queue.subscriptions import TOLD
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


def due(queue: Queue, hours: float = 3) -> dict[tuple[str, str], list[str]]:
    return {pair: [*ids] for pair, ids in queue.subscriptions.due(at=NOON + hours * HOUR).items()}


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
    noted(thread, TOLD, f"b0000000 {reader(ANN)}")

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
