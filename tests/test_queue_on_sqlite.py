"""What is different on SQLite: the queue is a file, and files have permissions, neighbours and ends."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Timer

import pytest
from sqlalchemy import QueuePool, event

from blog import Blog
from builders import NOON, a_submission, ids
from jane import JANE, SECRETS, janes
from moderation.errors import QueueUnavailable, SchemaOutdated
from moderation.queue.connection import open_engine, open_queue
from moderation.queue.purge import SENDERS, Terms
from moderation.queue.store import Queue

ROOT = Path(__file__).parent.parent
NOBODY = 65534


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where ``sqlite_url`` leads."""
    return tmp_path / "var" / "queue.db"


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Somebody else holds the write lock."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def as_nobody() -> Iterator[None]:
    """Root may write whatever is read-only."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def files_with(folder: Path, words: Iterable[str]) -> list[str]:
    """The files that hold any of these words, by their names."""
    return [path.name for path in folder.iterdir() if any(word.encode() in path.read_bytes() for word in words)]


def permissions(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_opening_makes_the_file_and_its_folder(sqlite_url: str, path: Path) -> None:
    open_queue(sqlite_url).close()

    assert path.exists()


def test_nobody_but_the_owner_can_read_the_queue(sqlite_url: str, path: Path) -> None:
    with closing(open_queue(sqlite_url)) as queue:
        queue.add([a_submission()])

        assert {file.name: permissions(file) for file in path.parent.iterdir()} == {
            "queue.db": 0o600,
            "queue.db-shm": 0o600,
            "queue.db-turn": 0o600,
            "queue.db-wal": 0o600,
        }
        assert permissions(path.parent) == 0o700


def test_what_the_owner_allowed_stays_allowed(sqlite_url: str, path: Path) -> None:
    open_queue(sqlite_url).close()
    path.chmod(0o660)

    open_queue(sqlite_url).close()

    assert permissions(path) == 0o660


def test_a_commit_is_on_the_disk_and_readers_do_not_wait(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url, timeout=2.5)

    with engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        }

    engine.dispose()
    full = 2
    assert settings == {"journal_mode": "wal", "synchronous": full, "busy_timeout": 2500, "foreign_keys": 1}


def test_what_was_purged_is_not_left_in_the_log_of_writes(sqlite_url: str, path: Path) -> None:
    old = a_submission(ip="192.0.2.7", date=NOON - SENDERS)
    with closing(open_queue(sqlite_url)) as intake, closing(open_queue(sqlite_url)) as other:
        intake.add([old])
        before = files_with(path.parent, [old.ip])
        other.purge(Terms(), who="purge", at=NOON + timedelta(days=1))

        assert before == ["queue.db-wal"]
        assert files_with(path.parent, [old.ip]) == []


def test_what_was_erased_is_in_none_of_its_files_while_the_intake_goes_on(blog: Blog) -> None:
    with blog.queue() as intake:
        intake.add([janes("11")])
        before = files_with(blog.root / "var", SECRETS)
        blog.moderate("privacy", "erase", JANE, "--yes")

        assert "queue.db-wal" in before
        assert files_with(blog.root / "var", SECRETS) == []


def test_what_was_added_outlives_a_process_that_is_killed(sqlite_url: str) -> None:
    program = f"""
import os, signal
from builders import a_submission
from moderation.queue.connection import open_queue
queue = open_queue({sqlite_url!r})
queue.add([a_submission("aaaaaaaa")])
os.kill(os.getpid(), signal.SIGKILL)
"""
    places = {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}

    killed = subprocess.run([sys.executable, "-c", program], env=os.environ | places, check=False)

    assert killed.returncode == -signal.SIGKILL
    with closing(open_queue(sqlite_url)) as queue:
        assert ids(queue.list()) == ["aaaaaaaa"]


def test_who_has_to_wait_too_long_is_told(sqlite_url: str, path: Path) -> None:
    submission = a_submission()
    with closing(open_queue(sqlite_url, timeout=0.01)) as queue:
        with locked(path), pytest.raises(QueueUnavailable, match="somebody else has been writing"):
            queue.add([submission])

        queue.add([submission])
        assert ids(queue.list()) == [submission.id]


def test_reading_goes_on_while_somebody_writes(sqlite_url: str, path: Path) -> None:
    with closing(open_queue(sqlite_url, timeout=0.01)) as queue:
        queue.add([a_submission("aaaaaaaa")])

        with locked(path):
            assert ids(queue.list()) == ["aaaaaaaa"]


def test_a_queue_can_be_opened_while_somebody_writes(sqlite_url: str, path: Path) -> None:
    open_queue(sqlite_url).close()

    with locked(path), closing(open_queue(sqlite_url, timeout=0.01)) as queue:
        assert queue.list() == []


def test_a_new_file_that_somebody_else_is_just_making_is_waited_for(sqlite_url: str, path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")  # not yet in WAL mode, the change to which does not wait by itself
        ready = Timer(0.2, other.rollback)
        ready.start()

        open_queue(sqlite_url).close()

        ready.join()


def test_who_finds_all_connections_in_use_is_told(sqlite_url: str) -> None:
    open_queue(sqlite_url).close()
    engine = open_engine(sqlite_url, timeout=0.01)
    pool = engine.pool
    assert isinstance(pool, QueuePool)

    with closing(Queue(engine)) as queue, ExitStack() as others:
        for _ in range(pool.size() + 10):  # SQLAlchemy's own allowance of ten more than it keeps
            others.enter_context(engine.connect())

        with pytest.raises(QueueUnavailable, match="all its connections are in use"):
            queue.probe()


def test_a_full_disk_is_reported_and_keeps_what_there_was(sqlite_url: str) -> None:
    with closing(open_queue(sqlite_url)) as queue:
        queue.add([a_submission("aaaaaaaa")])

    engine = open_engine(sqlite_url)
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA max_page_count = 1"))
    with closing(Queue(engine)) as queue:
        with pytest.raises(QueueUnavailable, match="the disk is full"):
            queue.add([a_submission(text="x" * 100_000)])

        assert ids(queue.list()) == ["aaaaaaaa"]


def test_a_file_that_cannot_be_written_is_reported() -> None:
    with tempfile.TemporaryDirectory() as folder:  # not tmp_path, which nobody but its owner may enter
        file = Path(folder) / "queue.db"
        url = f"sqlite:///{file}"
        open_queue(url).close()
        file.chmod(0o444)
        Path(folder).chmod(0o555)

        with as_nobody(), pytest.raises(QueueUnavailable, match=r"cannot be (written to|opened)"):
            open_queue(url)

        Path(folder).chmod(0o700)


def test_a_file_that_is_no_database_is_reported_and_left_alone(sqlite_url: str, path: Path) -> None:
    path.parent.mkdir()
    path.write_text("Dear diary, " * 100)

    with pytest.raises(QueueUnavailable, match="is not a database"):
        open_queue(sqlite_url)

    assert path.read_text() == "Dear diary, " * 100


def test_a_folder_in_the_place_of_the_file_is_reported(sqlite_url: str, path: Path) -> None:
    path.mkdir(parents=True)

    with pytest.raises(QueueUnavailable, match="cannot be opened"):
        open_queue(sqlite_url)


def test_a_folder_that_cannot_be_made_is_reported(sqlite_url: str, path: Path) -> None:
    path.parent.write_text("a file")

    with pytest.raises(QueueUnavailable, match=r"its file cannot be made \("):
        open_queue(sqlite_url)


def test_the_file_of_a_newer_program_is_left_alone(sqlite_url: str, path: Path) -> None:
    open_queue(sqlite_url).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(SchemaOutdated, match="has schema 9999"):
        open_queue(sqlite_url)
