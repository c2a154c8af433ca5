"""What is news: what came or was decided lately, and was not told yet."""

from __future__ import annotations

from datetime import timedelta

import pytest

from builders import NOON, a_submission, ids
from moderation.queue.ledger import Action
from moderation.queue.news import CHECKING, LATELY, key
from moderation.queue.outbox import KEPT, Message
from moderation.queue.store import Queue
from moderation.queue.submission import State, Verdict

TOPIC = "comment.new"
SECOND = timedelta(seconds=1)


def tell(queue: Queue, subject: object, topic: str = TOPIC) -> None:
    queue.outbox.put(Message(key=key(topic, subject), kind="hook", payload={}), at=NOON)


@pytest.mark.parametrize("state", State)
def test_what_came_is_news_until_it_is_told(queue: Queue, state: State) -> None:
    queue.add([a_submission(f"a000000{n}", state=state, verdict=Verdict.HAM) for n in range(3)])

    tell(queue, "a0000001")

    assert ids(queue.untold(TOPIC, NOON)) == ["a0000000", "a0000002"]
    assert ids(queue.untold(TOPIC, NOON, [state])) == ["a0000000", "a0000002"]
    assert queue.untold(TOPIC, NOON, {*State} - {state}) == []


def test_each_topic_is_told_for_itself(queue: Queue) -> None:
    queue.add([a_submission("a0000000", verdict=Verdict.HAM)])

    tell(queue, "a0000000", "waiting")

    assert ids(queue.untold(TOPIC, NOON)) == ["a0000000"]


def test_what_is_being_checked_can_wait_and_what_could_not_be_checked_cannot(queue: Queue) -> None:
    queue.add([a_submission("a0000000")])

    assert queue.untold(TOPIC, NOON + CHECKING) == []
    assert ids(queue.untold(TOPIC, NOON + CHECKING + SECOND)) == ["a0000000"]


def test_what_came_long_ago_is_no_news(queue: Queue) -> None:
    queue.add([a_submission("a0000000", verdict=Verdict.HAM)])

    assert ids(queue.untold(TOPIC, NOON + LATELY)) == ["a0000000"]
    assert queue.untold(TOPIC, NOON + LATELY + SECOND) == []


def test_decisions_are_news_likewise(queue: Queue) -> None:
    queue.add([a_submission("a0000000")])
    for action in (Action.APPROVE, Action.SPAM, Action.DELETE):
        queue.decide("a0000000", action, who="ann", at=NOON)

    tell(queue, 2)

    assert [decision.number for decision in queue.untold_decisions(TOPIC, NOON + LATELY)] == [1, 3]
    assert queue.untold_decisions(TOPIC, NOON + LATELY + SECOND) == []


def test_what_was_told_is_remembered_for_longer_than_it_is_news() -> None:
    assert KEPT > LATELY + CHECKING
