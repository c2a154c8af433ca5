"""What is kept of where comments came from, and how long."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

import pytest

from builders import NOON, a_submission
from moderation.intake.retention import KEPT, Retention
from moderation.queue.connection import open_queue
from moderation.queue.store import Queue

DAY = timedelta(days=1)


async def started_and_stopped(retention: Retention) -> None:
    await retention.start()
    await retention.stop()


def test_an_address_is_forgotten_thirty_days_after_the_comment_came(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa", ip="192.0.2.1", client="hash")])

    asyncio.run(started_and_stopped(Retention(queue, lambda: NOON + KEPT + DAY)))

    kept = queue.get("aaaaaaaa")
    assert (kept.ip, kept.client) == ("", "hash")


def test_an_address_is_kept_as_long_as_a_spam_service_takes_corrections(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa", ip="192.0.2.1")])

    asyncio.run(started_and_stopped(Retention(queue, lambda: NOON + KEPT - DAY)))

    assert queue.get("aaaaaaaa").ip == "192.0.2.1"


def test_a_queue_that_is_not_available_does_not_stop_the_intake(
    sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    queue = open_queue(sqlite_url, timeout=0.1)
    locking = open_queue(sqlite_url)
    with locking._transaction(), caplog.at_level(logging.WARNING):
        asyncio.run(started_and_stopped(Retention(queue, lambda: NOON)))
    queue.close()
    locking.close()

    assert "Old addresses are still kept" in caplog.text
