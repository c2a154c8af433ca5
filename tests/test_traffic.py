"""How much may come in is counted by all who take comments into one queue: workers, machines, one started anew."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from builders import NOON, a_submission
from moderation.errors import Refused
from moderation.intake.traffic import OVERLAP, PAUSE, Traffic
from moderation.queue.store import Queue
from moderation.queue.submission import Submission

SECOND = timedelta(seconds=1)


def comes(traffic: Traffic, submission: Submission, now: datetime = NOON) -> bool:
    """Whether it is let in, and if so, into the queue."""
    asyncio.run(traffic.hear(now))
    try:
        traffic.check(submission, now)
        traffic.enter(submission, now)
    except Refused:
        return False
    traffic.queue.add([submission])
    return True


def test_a_network_is_limited_at_all_doors_together(queue: Queue) -> None:
    here, there = Traffic(queue, rate=2, site_rate=0), Traffic(queue, rate=2, site_rate=0)

    assert comes(here, a_submission(client="office", date=NOON))
    assert comes(there, a_submission(client="office", date=NOON + SECOND), NOON + SECOND)
    assert not comes(here, a_submission(client="office", date=NOON + 2 * SECOND), NOON + 2 * SECOND)
    assert comes(here, a_submission(client="home", date=NOON + 2 * SECOND), NOON + 2 * SECOND)


def test_so_is_a_flood_from_everywhere(queue: Queue) -> None:
    here, there = Traffic(queue, rate=0, site_rate=1), Traffic(queue, rate=0, site_rate=1)

    assert comes(here, a_submission(client="one", text="Buy cheap watches, all of them"))
    assert not comes(there, a_submission(client="two", text="buy cheap WATCHES all of them"), NOON + SECOND)
    assert comes(there, a_submission(client="two", text="I tried your advice, and it worked"), NOON + SECOND)


def test_nobody_is_counted_twice(queue: Queue) -> None:
    traffic = Traffic(queue, rate=4, site_rate=0)

    times = [NOON + number * SECOND for number in range(5)]

    assert [comes(traffic, a_submission(client="office", date=at), at) for at in times] == [True] * 4 + [False]


def test_what_is_committed_late_is_heard_of(queue: Queue) -> None:
    here = Traffic(queue, rate=1, site_rate=0)
    asyncio.run(here.hear(NOON))

    queue.add([a_submission(client="office", date=NOON - OVERLAP + PAUSE)])

    assert not comes(here, a_submission(client="office", date=NOON + PAUSE), NOON + PAUSE)


def test_in_a_rush_the_queue_is_not_asked_each_time(queue: Queue) -> None:
    here = Traffic(queue, rate=1, site_rate=0)
    asyncio.run(here.hear(NOON))

    queue.add([a_submission(client="office", date=NOON)])

    assert comes(here, a_submission(client="office", date=NOON), NOON + PAUSE / 2)


def test_nothing_is_asked_for_limits_that_are_off(queue: Queue) -> None:
    queue.close()
    traffic = Traffic(queue, rate=0, site_rate=0)

    asyncio.run(traffic.hear(NOON))

    assert traffic._heard is None


def test_a_clock_that_is_put_back_keeps_nobody_waiting(queue: Queue) -> None:
    traffic = Traffic(queue, rate=1, site_rate=0)
    assert comes(traffic, a_submission(client="office", date=NOON))

    earlier = NOON - timedelta(hours=1)

    assert comes(traffic, a_submission(client="office", date=earlier), earlier)


def test_a_restart_forgets_no_flood(queue: Queue) -> None:
    assert comes(Traffic(queue, rate=1, site_rate=0), a_submission(client="office", date=NOON))

    later = NOON + 59 * SECOND

    assert not comes(Traffic(queue, rate=1, site_rate=0), a_submission(client="office", date=later), later)
    assert comes(Traffic(queue, rate=1, site_rate=0), a_submission(client="office"), later + SECOND)
