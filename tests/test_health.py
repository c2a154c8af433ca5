"""Whether the process answers, and whether it could take a comment now."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from starlette.requests import Request

from builders import a_submission
from door import Door
from emptyqueue import IMPATIENT
from moderation.intake.health import Health
from moderation.queue.connection import open_engine, open_queue
from moderation.queue.store import Queue
from moderation.siteindex import Latest
from test_intake_outages import damaged, gone, half_an_index, locked, without_index

EVERYTHING = 10**30  # bytes: no disk has so many left


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    with Door(tmp_path, patience=IMPATIENT) as door:
        yield door


def health(queue: Queue, door: Door, database: str = "", least_free: int = 0) -> Health:
    return Health(queue, database or door.settings.database, Latest(door.index), least_free)


def test_a_process_that_answers_says_so(door: Door) -> None:
    answer = door.client.get("/healthz")

    assert (answer.status_code, answer.text) == (200, "ok")


def test_where_nothing_is_wrong_it_is_ready(door: Door) -> None:
    answer = door.client.get("/readyz")

    assert (answer.status_code, answer.json()) == (200, [])


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_no_answer_is_kept_for_later(door: Door, path: str) -> None:
    assert door.client.get(path).headers["Cache-Control"] == "no-store"


Outage = Callable[[Door], AbstractContextManager[None]]
DATABASE = "The queue's database is not available: {}."


@pytest.mark.parametrize(
    ("outage", "problem"),
    [
        pytest.param(locked, DATABASE.format("somebody else has been writing to it for too long"), id="locked"),
        pytest.param(damaged, DATABASE.format("its file is not a database"), id="damaged"),
        pytest.param(gone, DATABASE.format("its file cannot be opened"), id="gone"),
        pytest.param(without_index, "The site index cannot be read.", id="no site index"),
        pytest.param(half_an_index, "The site index cannot be read.", id="half a site index"),
    ],
)
def test_what_is_wrong_is_told_until_it_is_mended(door: Door, outage: Outage, problem: str) -> None:
    with outage(door):
        during = door.client.get("/readyz")

    assert (during.status_code, during.json()) == (503, [problem])
    assert door.client.get("/readyz").status_code == 200


def test_the_process_answers_all_the_same(door: Door) -> None:
    with locked(door), without_index(door):
        assert door.client.get("/healthz").status_code == 200
        assert len(door.client.get("/readyz").json()) == 2


def test_a_mistake_of_ours_is_told_without_its_text(door: Door) -> None:
    with contextlib.closing(sqlite3.connect(door.database)) as somebody_else:
        somebody_else.execute("ALTER TABLE submissions RENAME TO elsewhere")

        assert door.client.get("/readyz").json() == ["The queue's database is out of order."]


def test_a_disk_that_is_nearly_full_is_told_while_the_last_bytes_are_left(door: Door) -> None:
    problems = [*health(door.queue, door, least_free=EVERYTHING).problems()]

    assert problems == ["The disk of the queue's database is nearly full, or cannot be looked at."]


def test_a_folder_that_is_gone_has_no_room(door: Door) -> None:
    problems = [*health(door.queue, door, "sqlite:////nowhere/at/all/queue.db").problems()]

    assert problems == ["The disk of the queue's database is nearly full, or cannot be looked at."]


def test_the_disk_of_another_machine_is_none_of_its_business(door: Door) -> None:
    assert [*health(door.queue, door, "postgresql://db/blog", EVERYTHING).problems()] == []


# On each database.


def test_looking_changes_nothing(queue: Queue, door: Door) -> None:
    submission = a_submission()
    queue.add([submission])

    assert [*health(queue, door).problems()] == []
    assert queue.list() == [submission]


def test_a_standby_that_can_only_be_read_is_not_ready(postgresql_queue_url: str, door: Door) -> None:
    with contextlib.closing(open_queue(postgresql_queue_url)) as queue:
        problems_before = [*health(queue, door).problems()]
        _make_read_only(postgresql_queue_url)
    with contextlib.closing(open_queue(postgresql_queue_url)) as queue:
        problems = [*health(queue, door).problems()]

    assert problems_before == []
    assert problems == [DATABASE.format("it cannot be written to")]


def _make_read_only(url: str) -> None:
    """For every connection from now on."""
    engine = open_engine(url)
    with engine.begin() as connection:
        name = connection.exec_driver_sql("SELECT current_database()").scalar_one()
        connection.exec_driver_sql(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
    engine.dispose()


# Many who ask at once.


def test_of_many_who_ask_at_once_one_is_sent_to_look(door: Door) -> None:
    looked: list[None] = []

    class Counting(Health):
        def problems(self) -> Iterator[str]:
            looked.append(None)
            yield from super().problems()

    async def ask() -> list[int]:
        counting = Counting(door.queue, door.settings.database, Latest(door.index))
        request = Request({"type": "http"})
        answers = await asyncio.gather(*(counting.ready(request) for _ in range(100)))
        return [answer.status_code for answer in answers]

    assert asyncio.run(ask()) == [200] * 100
    assert len(looked) == 1
