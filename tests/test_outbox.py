"""The outbox: what is put there is sent at least once, by one sender at a time, and then forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import text

from builders import NOON
from moderation.queue.outbox import CLAIM, FIRST, KEPT, LONGEST, PATIENCE, Backlog, Message
from moderation.queue.store import Queue
from test_queue_at_once import WORKERS, at_once

MESSAGE = Message(key="reply k7f3q2mx", kind="mail", payload={"text": "Ann ☂ answered"}, recipient="ann@example.com")
EMPTY = Backlog(waiting=0, given_up=0, failing_since=None, problem="")
SECOND = timedelta(seconds=1)


def claimed(queue: Queue, at: datetime = NOON, key: str = MESSAGE.key) -> Message:
    message = queue.outbox.claim(key, at=at)
    assert message
    return message


def fail(queue: Queue, at: datetime, times: int = 1) -> datetime:
    """Try so often in vain, each time as soon as it is due; gives the moment when it is due again."""
    for _ in range(times):
        queue.outbox.failed(claimed(queue, at), "nobody answers", at=at)
        while not queue.outbox.due("mail", at=at):
            at += FIRST
    return at


# In and out.


def test_what_is_put_there_is_handed_to_a_sender_as_it_was(queue: Queue) -> None:
    assert queue.outbox.put(MESSAGE, at=NOON)

    assert queue.outbox.due("mail", at=NOON) == [MESSAGE.key]
    assert claimed(queue) == replace(MESSAGE, attempts=1)


def test_each_sender_sees_its_own_kind(queue: Queue) -> None:
    queue.outbox.put(MESSAGE, at=NOON)

    assert queue.outbox.due("hook", at=NOON) == []


def test_nothing_is_queued_twice_even_if_it_was_sent(queue: Queue) -> None:
    queue.outbox.put(MESSAGE, at=NOON)
    again = [queue.outbox.put(replace(MESSAGE, payload={}), at=NOON)]
    queue.outbox.sent(claimed(queue), at=NOON)
    again.append(queue.outbox.put(MESSAGE, at=NOON))

    assert again == [False, False]
    assert queue.outbox.backlog() == EMPTY


def test_what_a_message_tells_besides_is_told(queue: Queue) -> None:
    queue.outbox.put(MESSAGE, at=NOON, told=["reply b0000000"])

    assert not queue.outbox.put(replace(MESSAGE, key="reply b0000000"), at=NOON)
    assert queue.outbox.backlog() == replace(EMPTY, waiting=1)


def test_a_message_that_tells_what_was_told_is_not_kept(queue: Queue) -> None:
    queue.outbox.put(MESSAGE, at=NOON)

    assert not queue.outbox.put(replace(MESSAGE, key="reply b0000000"), at=NOON, told=[MESSAGE.key])
    assert queue.outbox.due("mail", at=NOON) == [MESSAGE.key]


def test_when_something_was_queued_last_is_known(queue: Queue) -> None:
    assert queue.outbox.last("mail") is None

    queue.outbox.put(MESSAGE, at=NOON)

    assert (queue.outbox.last("mail"), queue.outbox.last("hook")) == (NOON, None)


def test_once_sent_nothing_private_is_left(queue: Queue) -> None:
    queue.outbox.put(MESSAGE, at=NOON)
    queue.outbox.sent(claimed(queue), at=NOON)

    with queue._transaction() as connection:
        row = connection.execute(text("SELECT * FROM outbox")).one()
    assert (row.payload, row.recipient, row.due) == (None, "", None)
    assert "ann" not in str(row)


def test_after_a_month_it_is_forgotten_that_it_was_sent(queue: Queue) -> None:
    queue.outbox.put(MESSAGE, at=NOON)
    queue.outbox.sent(claimed(queue), at=NOON)
    later = NOON + KEPT + SECOND

    queue.outbox.put(replace(MESSAGE, key="reply b0000000"), at=later)

    assert queue.outbox.put(MESSAGE, at=later)


def test_a_message_says_nothing_private_when_it_is_shown() -> None:
    assert "nn" not in repr(MESSAGE)


# One sender at a time.


def test_what_one_has_claimed_is_nobody_elses(queue: Queue) -> None:
    queue.outbox.put(MESSAGE, at=NOON)
    claimed(queue)

    assert queue.outbox.claim(MESSAGE.key, at=NOON + CLAIM - SECOND) is None
    assert queue.outbox.due("mail", at=NOON + CLAIM - SECOND) == []


def test_of_several_at_once_one_gets_it(queue: Queue) -> None:
    queue.outbox.put(MESSAGE, at=NOON)

    got = at_once(lambda number: str(queue.outbox.claim(MESSAGE.key, at=NOON) is not None))

    assert got == ["False"] * (WORKERS - 1) + ["True"]


def test_of_several_at_once_one_puts_it(queue: Queue) -> None:
    put = at_once(lambda number: str(queue.outbox.put(MESSAGE, at=NOON)))

    assert put == ["False"] * (WORKERS - 1) + ["True"]


def test_whoever_dies_with_a_claim_loses_no_message(queue: Queue) -> None:
    queue.outbox.put(MESSAGE, at=NOON)
    claimed(queue)

    assert claimed(queue, NOON + CLAIM) == replace(MESSAGE, attempts=2)


def test_whoever_fails_after_the_claim_ran_out_does_not_disturb_the_next(queue: Queue) -> None:
    queue.outbox.put(MESSAGE, at=NOON)
    slow = claimed(queue)
    claimed(queue, NOON + CLAIM)

    queue.outbox.failed(slow, "nobody answers", at=NOON + CLAIM)

    assert queue.outbox.due("mail", at=NOON + CLAIM + FIRST) == []
    assert queue.outbox.backlog() == replace(EMPTY, waiting=1)


def test_nor_is_it_sent_again_what_the_next_has_sent(queue: Queue) -> None:
    queue.outbox.put(MESSAGE, at=NOON)
    slow = claimed(queue)
    queue.outbox.sent(claimed(queue, NOON + CLAIM), at=NOON + CLAIM)

    queue.outbox.failed(replace(slow, attempts=2), "nobody answers", at=NOON + CLAIM)

    assert queue.outbox.backlog() == EMPTY


# Failures.


def test_a_failure_is_remembered_in_general_words(queue: Queue) -> None:
    queue.outbox.put(MESSAGE, at=NOON)

    fail(queue, NOON + SECOND)

    assert queue.outbox.backlog() == Backlog(waiting=1, given_up=0, failing_since=NOON, problem="nobody answers")


def test_each_pause_is_twice_the_one_before(queue: Queue) -> None:
    queue.outbox.put(MESSAGE, at=NOON)

    moments = [NOON]
    for _ in range(4):
        moments.append(fail(queue, moments[-1]))

    assert [after - before for before, after in pairwise(moments)] == [
        FIRST,
        2 * FIRST,
        4 * FIRST,
        8 * FIRST,
    ]


def test_no_pause_is_longer_than_the_longest(queue: Queue) -> None:
    queue.outbox.put(MESSAGE, at=NOON)

    before = fail(queue, NOON, 10)

    assert fail(queue, before) - before == LONGEST


@pytest.fixture
def given_up(queue: Queue) -> Queue:
    queue.outbox.put(MESSAGE, at=NOON)
    queue.outbox.failed(claimed(queue, NOON + PATIENCE), "nobody answers", at=NOON + PATIENCE)
    return queue


def test_after_days_it_is_given_up_and_kept(given_up: Queue) -> None:
    assert given_up.outbox.due("mail", at=NOON + 2 * PATIENCE) == []
    assert given_up.outbox.backlog() == replace(EMPTY, given_up=1)


def test_what_is_refused_for_good_is_given_up_at_once(queue: Queue) -> None:
    queue.outbox.put(MESSAGE, at=NOON)

    queue.outbox.failed(claimed(queue), "it takes no mail for this address", at=NOON, for_good=True)

    assert queue.outbox.due("mail", at=NOON + PATIENCE) == []
    assert queue.outbox.backlog() == replace(EMPTY, given_up=1)


def test_what_was_given_up_can_be_tried_again_as_if_it_were_new(given_up: Queue) -> None:
    later = NOON + 2 * PATIENCE

    given_up.outbox.revive(at=later)

    assert claimed(given_up, later) == replace(MESSAGE, attempts=1)
