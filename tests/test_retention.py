"""What the intake sees to by itself: that nothing is kept longer than it is needed."""

from __future__ import annotations

import asyncio
import itertools
import logging
from datetime import datetime, timedelta

import pytest

from builders import NOON, a_submission
from moderation.intake.retention import Retention
from moderation.queue.connection import open_queue
from moderation.queue.purge import SENDERS, Terms
from moderation.queue.store import Queue
from moderation.queue.submission import State
from patience import eventually

DAY = timedelta(days=1)


async def started_and_stopped(retention: Retention) -> None:
    await retention.start()
    await retention.stop()


def test_an_address_is_forgotten_thirty_days_after_the_comment_came(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa", ip="192.0.2.1", client="hash")])

    asyncio.run(started_and_stopped(Retention(queue, lambda: NOON + SENDERS + DAY)))

    kept = queue.get("aaaaaaaa")
    assert (kept.ip, kept.client) == ("", "hash")


def test_an_address_is_kept_as_long_as_a_spam_service_takes_corrections(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa", ip="192.0.2.1")])

    asyncio.run(started_and_stopped(Retention(queue, lambda: NOON + SENDERS - DAY)))

    assert queue.get("aaaaaaaa").ip == "192.0.2.1"


def test_spam_and_trash_are_deleted_as_the_terms_say_and_the_ledger_says_by_whom(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa", state=State.SPAM), a_submission("bbbbbbbb", state=State.TRASH)])

    asyncio.run(started_and_stopped(Retention(queue, lambda: NOON + 8 * DAY, Terms(spam=7, trash=7))))

    assert queue.list() == []
    assert [(line.comment, line.who) for line in queue.decisions()] == [
        ("aaaaaaaa", "retention"),
        ("bbbbbbbb", "retention"),
    ]


def test_without_terms_nothing_is_deleted(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa", state=State.SPAM), a_submission("bbbbbbbb", state=State.TRASH)])

    asyncio.run(started_and_stopped(Retention(queue, lambda: NOON + 1000 * DAY)))

    assert len(queue.list()) == 2


def test_what_was_done_is_logged_in_numbers(queue: Queue, caplog: pytest.LogCaptureFixture) -> None:
    queue.add([a_submission("aaaaaaaa", state=State.SPAM), a_submission("bbbbbbbb", ip="192.0.2.1")])

    with caplog.at_level(logging.INFO, "moderation"):
        asyncio.run(started_and_stopped(Retention(queue, lambda: NOON + SENDERS + DAY, Terms(spam=7))))

    assert caplog.messages == ["Purged: senders 1, spam 1, trash 0, likes 0"]


def test_when_there_is_nothing_to_do_nothing_is_said(queue: Queue, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "moderation"):
        asyncio.run(started_and_stopped(Retention(queue, lambda: NOON, Terms(spam=7, trash=7))))

    assert caplog.messages == []


def test_a_queue_that_is_not_available_does_not_stop_the_intake(
    sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    queue = open_queue(sqlite_url, timeout=0.1)
    queue.add([a_submission("aaaaaaaa", ip="192.0.2.1")])
    locking = open_queue(sqlite_url)
    with locking._transaction(), caplog.at_level(logging.WARNING):
        asyncio.run(started_and_stopped(Retention(queue, lambda: NOON + SENDERS + DAY)))
    kept = queue.get("aaaaaaaa").ip
    queue.close()
    locking.close()

    assert kept == "192.0.2.1"
    assert "Old addresses, spam and trash are still kept" in caplog.text


def test_nor_does_a_mistake_of_ours_and_it_says_nothing_of_anybody(
    queue: Queue, caplog: pytest.LogCaptureFixture
) -> None:
    queue.add([a_submission("aaaaaaaa", ip="192.0.2.1")])

    def stopped_clock() -> datetime:
        raise RuntimeError("the clock of 192.0.2.1 stands still")

    asyncio.run(started_and_stopped(Retention(queue, stopped_clock)))

    assert [record.getMessage() for record in caplog.records] == [
        "Old addresses, spam and trash are still kept: RuntimeError"
    ]


def test_it_is_done_again_and_again(queue: Queue) -> None:
    days = itertools.count(SENDERS.days - 1)

    async def until_forgotten() -> None:
        queue.add([a_submission("aaaaaaaa", ip="192.0.2.1")])
        retention = Retention(queue, lambda: NOON + next(days) * DAY, every=timedelta(microseconds=1))
        await retention.start()
        await asyncio.to_thread(eventually, lambda: not queue.get("aaaaaaaa").ip)
        await retention.stop()

    asyncio.run(until_forgotten())

    assert next(days) > SENDERS.days + 1
