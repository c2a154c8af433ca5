"""What the doctor says of the queue, and of what it holds; on each database where that makes a difference."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine

from builders import NOON, a_submission
from emptyqueue import empty_queue
from moderation.desk.desk import Desk
from moderation.desk.doctor import queue as examined
from moderation.desk.doctor.finding import Finding, Findings, of
from moderation.errors import InvalidSetting, QueueUnavailable, SchemaOutdated
from moderation.queue.connection import open_engine
from moderation.queue.ledger import Action
from moderation.queue.store import Queue
from moderation.queue.submission import State, Submission, Verdict
from moderation.settings import Settings
from test_unreadable import ID, hold_three, miswrite

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
NOTHING_SEEN = [Finding("None is named, and none is seen.")]


@pytest.fixture
def held(tmp_path: Path) -> Queue:
    return empty_queue(tmp_path / "var/queue.db")


def at_noon(examination: Callable[[Desk], Findings], queue: Queue, **settings: Any) -> list[Finding]:
    """What it finds when the clock says noon."""
    with closing(queue):
        return list(examination(Desk(queue, Settings(**settings), now=lambda: NOON)))


def access(url: str) -> list[Finding]:
    return list(examined.access(Settings(database=url)))


def test_a_queue_that_works_says_what_waits(queue: Queue, queue_url: str) -> None:
    queue.add([a_submission(), a_submission(), a_submission(state=State.SPAM)])

    assert access(queue_url) == [Finding("It can be read and written; pending: 2.")]


def test_a_queue_that_nobody_needed_yet_is_not_made(sqlite_url: str, tmp_path: Path) -> None:
    assert access(sqlite_url) == [Finding("It is not there yet; who needs it first makes it.")]
    assert [*tmp_path.iterdir()] == []


def test_rows_that_cannot_be_read_are_named(queue: Queue, queue_url: str) -> None:
    hold_three(queue)
    miswrite(queue_url, "verdict", "maybe")

    assert access(queue_url)[1:] == [Finding(f"1 comment unreadable, such as {ID}.", f"moderate get {ID}")]


def test_an_id_that_a_shell_would_understand_is_quoted(queue: Queue, queue_url: str) -> None:
    hold_three(queue)
    miswrite(queue_url, "id", "; reboot")

    assert [finding.remedy for finding in access(queue_url)] == ["", "moderate get '; reboot'"]


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "queue.db").write_text("Dear diary, " * 100)

    with pytest.raises(QueueUnavailable) as caught:
        access(f"sqlite:///{tmp_path}/queue.db")

    assert of(caught.value) == Finding(
        "The queue's database is not available: its file is not a database.",
        "look after the database; MODERATION_DATABASE says where it is",
    )


def test_a_server_that_does_not_answer_is_told(tmp_path: Path) -> None:
    with pytest.raises(QueueUnavailable) as caught:
        access(f"postgresql://blog@/blog?host={tmp_path}")

    assert of(caught.value).said == (
        "The queue's database is not available: the server cannot be reached, or does not let us in."
    )


def test_a_url_that_leads_nowhere_is_told() -> None:
    with pytest.raises(InvalidSetting) as caught:
        access("mysql://ann:secret@db/blog")

    assert of(caught.value) == Finding(
        "MODERATION_DATABASE is 'mysql://***', but must be sqlite:///<file> or "
        "postgresql://<user>:<password>@<host>/<database>.",
        "correct MODERATION_DATABASE",
    )


def test_a_database_that_nobody_migrated_is_told(postgresql_url: str) -> None:
    with pytest.raises(SchemaOutdated) as caught:
        access(postgresql_url)

    assert of(caught.value).remedy == "moderate migrate"


def test_a_database_of_a_newer_program_is_told(queue: Queue, queue_url: str) -> None:
    engine = create_engine(queue_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()

    with pytest.raises(SchemaOutdated) as caught:
        access(queue_url)

    assert of(caught.value).remedy == "update moderate"


def test_a_database_that_can_only_be_read_is_told(postgresql_queue_url: str) -> None:
    engine = open_engine(postgresql_queue_url)
    with engine.begin() as connection:
        name = connection.exec_driver_sql("SELECT current_database()").scalar_one()
        connection.exec_driver_sql(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
    engine.dispose()

    with pytest.raises(QueueUnavailable, match="it cannot be written to"):
        access(postgresql_queue_url)


# The clock.


def test_a_queue_of_the_past_agrees_with_the_clock(queue: Queue) -> None:
    queue.add([a_submission("k7f3q2mx", date=NOON - SECOND)])
    queue.decide("k7f3q2mx", Action.APPROVE, who="ann", at=NOON)

    assert at_noon(examined.clock, queue) == [Finding("It is 2026-11-23 12:00 UTC, and nothing in the queue is later.")]


@pytest.mark.parametrize(("sent", "decided"), [(NOON + DAY, NOON), (NOON, NOON + DAY)], ids=["a comment", "a decision"])
def test_a_clock_that_was_put_back_is_told(queue: Queue, sent: datetime, decided: datetime) -> None:
    queue.add([a_submission("k7f3q2mx", date=sent)])
    queue.decide("k7f3q2mx", Action.APPROVE, who="ann", at=decided)

    assert at_noon(examined.clock, queue) == [
        Finding(
            "It is 2026-11-23 12:00 UTC, but something in the queue is of 2026-11-24 12:00 UTC.",
            "set the clock: timedatectl set-ntp true",
        )
    ]


def test_the_clocks_of_two_machines_may_differ_a_little(held: Queue) -> None:
    held.add([a_submission(date=NOON + 59 * SECOND)])

    assert all(finding.healthy for finding in at_noon(examined.clock, held))


# The proxy.


def from_addresses(*addresses: str) -> Sequence[Submission]:
    return [a_submission(ip=ip, date=NOON + number * SECOND) for number, ip in enumerate(addresses)]


@pytest.mark.parametrize("ip", ["127.0.0.1", "::1", "10.88.0.1", "172.17.0.1", "192.168.1.1", "fd00::1"])
def test_a_proxy_that_nobody_named_is_told(held: Queue, ip: str) -> None:
    held.add(from_addresses("198.51.100.7", *[ip] * 100))

    assert at_noon(examined.proxy, held) == [
        Finding(
            f"The newest 100 comments all came from {ip}: to the intake, all readers are one.",
            f"if that is a proxy, start the intake with MODERATION_PROXIES={ip}",
        )
    ]


@pytest.mark.parametrize(
    "addresses",
    [
        pytest.param([], id="nobody"),
        pytest.param(["127.0.0.1"] * 4, id="too few to tell"),
        pytest.param([""] * 5, id="forgotten"),
        pytest.param(["8.8.8.8"] * 5, id="a busy reader"),
        pytest.param(["10.0.0.1", "10.0.0.2"] * 5, id="a house with readers"),
        pytest.param(["127.0.0.1"] * 5 + ["8.8.8.8"], id="a reader at last"),
        pytest.param(["testclient"] * 5, id="no address"),
    ],
)
def test_readers_are_no_proxy(held: Queue, addresses: list[str]) -> None:
    held.add(from_addresses(*addresses))

    assert at_noon(examined.proxy, held) == NOTHING_SEEN


def test_a_proxy_that_is_named_is_in_order(held: Queue) -> None:
    held.add(from_addresses(*["127.0.0.1"] * 5))

    assert at_noon(examined.proxy, held, proxies="127.0.0.1") == [
        Finding("X-Forwarded-For is believed from 127.0.0.1.")
    ]


# Checks.


def test_comments_that_were_left_unchecked_are_told(queue: Queue) -> None:
    queue.add([a_submission(date=NOON - DAY), a_submission(date=NOON - 2 * DAY), a_submission(date=NOON)])

    assert at_noon(examined.checks, queue) == [
        Finding("2 comments left unchecked, the first of 2026-11-21 12:00 UTC.", "moderate spam-filter recheck")
    ]


def test_comments_that_were_checked_or_have_just_come_are_in_order(held: Queue) -> None:
    held.add([a_submission(date=NOON - DAY, verdict=Verdict.HAM), a_submission(date=NOON - 59 * SECOND)])

    assert at_noon(examined.checks, held) == [Finding("No comment is left unchecked.")]
