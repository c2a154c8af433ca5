"""The ledger is a chain: whoever changes a line behind our back is found out."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text

from builders import NOON, a_submission
from jane import janes
from moderation.errors import BrokenLedger
from moderation.queue.chain import Seal
from moderation.queue.connection import open_engine
from moderation.queue.ledger import Action
from moderation.queue.migration import FOLDER, migrate
from moderation.queue.purge import Terms
from moderation.queue.store import Queue
from moderation.queue.submission import State


@pytest.fixture
def engine(queue_url: str) -> Iterator[Engine]:
    engine = open_engine(queue_url)
    yield engine
    engine.dispose()


def run(engine: Engine, statement: str) -> None:
    """As somebody who goes past this program."""
    with engine.begin() as connection:
        connection.execute(text(statement))


@pytest.fixture
def ledger(queue: Queue) -> Queue:
    """Three decisions of ann's, with reasons."""
    queue.add([a_submission("aaaaaaaa")])
    for action in (Action.APPROVE, Action.UNAPPROVE, Action.DELETE):
        queue.decide("aaaaaaaa", action, who="ann", at=NOON, why="because")
    return queue


def test_an_empty_ledger_is_intact(queue: Queue) -> None:
    assert queue.verify() == Seal(0, "")


def test_what_was_only_decided_is_intact(ledger: Queue) -> None:
    assert ledger.verify().number == 3


def test_the_hash_is_the_same_on_every_database(ledger: Queue) -> None:
    assert ledger.verify().hash == "3e8a13b37b92588204edb4496765b48c10e7dcc225329121572f21d84bcedc2e"


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("UPDATE decisions SET who = 'ben' WHERE number = 2", 2),
        ("UPDATE decisions SET comment = 'bbbbbbbb' WHERE number = 1", 1),
        ("UPDATE decisions SET action = 'spam' WHERE number = 3", 3),
        ("UPDATE decisions SET action = 'censor' WHERE number = 3", 3),
        ("UPDATE decisions SET before = 'trash' WHERE number = 2", 2),
        ("UPDATE decisions SET after = 'pending' WHERE number = 3", 3),
        ("UPDATE decisions SET at = '2026-11-23 12:00:01+00:00' WHERE number = 1", 1),
        ("UPDATE decisions SET number = 4 WHERE number = 3", 4),
        ("UPDATE decisions SET hash = '' WHERE number = 1", 1),
        ("DELETE FROM decisions WHERE number = 1", 2),
        ("DELETE FROM decisions WHERE number = 2", 3),
        ("INSERT INTO decisions SELECT 9, comment, action, before, after, who, at, why FROM decisions LIMIT 1", 9),
    ],
)
def test_the_first_line_that_does_not_fit_is_named(ledger: Queue, engine: Engine, statement: str, number: int) -> None:
    columns = "decisions (number, comment, action, before, after, who, at, why)"
    run(engine, statement.replace("INTO decisions", f"INTO {columns}"))

    with pytest.raises(BrokenLedger, match=f"number {number} does not fit"):
        ledger.verify()


def test_a_moment_that_is_none_fits_nowhere(sqlite_url: str) -> None:
    """Only SQLite keeps one."""
    engine = open_engine(sqlite_url)
    migrate(engine)
    queue = Queue(engine)
    queue.add([a_submission("aaaaaaaa")])
    queue.decide("aaaaaaaa", Action.SPAM, who="ann", at=NOON)
    run(engine, "UPDATE decisions SET at = 'yesterday'")

    with pytest.raises(BrokenLedger, match="number 1"):
        queue.verify()
    queue.close()


def test_what_is_taken_off_the_end_shows_in_the_last_hash(ledger: Queue, engine: Engine) -> None:
    noted = ledger.verify()

    run(engine, "DELETE FROM decisions WHERE number = 3")

    assert ledger.verify().number == 2
    assert ledger.verify() != noted


def test_reasons_can_be_forgotten(queue: Queue) -> None:
    queue.add([janes("aaaaaaaa")])
    queue.decide("aaaaaaaa", Action.SPAM, who="ann", at=NOON, why="Jane again")

    queue.erase("aaaaaaaa", who="ann", at=NOON)

    assert queue.verify().number == 2
    assert [line.why for line in queue.decisions()] == ["", ""]


def test_what_is_purged_is_a_part_of_the_chain(ledger: Queue) -> None:
    ledger.add([a_submission(day=-9, state=State.SPAM) for _ in range(2)])

    ledger.purge(Terms(spam=7), who="moderate purge", at=NOON)

    assert ledger.verify().number == 5


def test_of_several_who_write_at_once_each_adds_to_the_last(queue: Queue) -> None:
    submissions = [a_submission() for _ in range(20)]
    queue.add(submissions)

    with ThreadPoolExecutor(4) as pool:
        for submission in submissions:
            pool.submit(queue.decide, submission.id, Action.APPROVE, who="ann", at=NOON)

    assert queue.verify().number == 20


def migrate_to(engine: Engine, revision: str) -> None:
    """As far as a program of that time would."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def test_what_was_decided_before_there_was_a_chain_is_made_one(database_url: str) -> None:
    engine = open_engine(database_url)
    migrate_to(engine, "0002")
    columns = "number, comment, action, before, after, who, at, why"
    run(
        engine,
        f"INSERT INTO decisions ({columns}) VALUES"  # noqa: S608
        " (1, 'aaaaaaaa', 'approve', 'pending', 'approved', 'ann ☂', '2026-11-23 12:00:00+00:00', 'so'),"
        " (4, 'aaaaaaaa', 'delete', 'approved', NULL, 'ann', '2026-11-23 12:00:00.5+00:00', '')",
    )

    migrate(engine)

    queue = Queue(engine)
    assert queue.verify().number == 4
    queue.add([a_submission("bbbbbbbb")])
    assert queue.decide("bbbbbbbb", Action.SPAM, who="ben", at=NOON).number == 5
    assert queue.verify().number == 5
    queue.close()
