"""The way to the queue's database, and what stands in it."""

from __future__ import annotations

import subprocess
import sys
import traceback
from contextlib import closing
from pathlib import Path

import pytest

from builders import a_submission, ids
from moderation.errors import InvalidSetting, QueueUnavailable
from moderation.queue.connection import open_queue

ROOT = Path(__file__).parent.parent


def modules_after(program: str) -> set[str]:
    """What a fresh interpreter has imported after running it."""
    command = [sys.executable, "-c", f"{program}\nimport sys; print(*sys.modules)"]
    finished = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return set(finished.stdout.split())


@pytest.mark.parametrize("module", ["connection", "ledger", "likeness", "submission"])
def test_nobody_waits_for_sqlalchemy_without_going_to_the_database(module: str) -> None:
    loaded = modules_after(f"import moderation.queue.{module}")

    assert not {"sqlalchemy", "alembic", "sqlite3", "psycopg"} & loaded


def test_nobody_waits_for_alembic_without_a_migration(sqlite_url: str) -> None:
    open_queue(sqlite_url).close()

    loaded = modules_after(f"from moderation.queue.connection import open_queue; open_queue({sqlite_url!r}).close()")

    assert "sqlalchemy" in loaded
    assert not {"alembic", "psycopg"} & loaded


def test_a_relative_path_begins_where_we_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    open_queue("sqlite:///var/queue.db").close()

    assert (tmp_path / "var" / "queue.db").exists()


@pytest.mark.parametrize("name", ["a b.db", "50%.db", "ann@home.db", "a#b.db", "ä.db"])
def test_a_file_may_have_a_strange_name(tmp_path: Path, name: str) -> None:
    submission = a_submission()

    with closing(open_queue(f"sqlite:///{tmp_path / name}")) as queue:
        queue.add([submission])
        assert ids(queue.list()) == [submission.id]

    assert (tmp_path / name).exists()


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("", id="nothing"),
        pytest.param("queue.db", id="a path"),
        pytest.param("mysql://ann:hunter2@localhost/queue", id="another database"),
        pytest.param("postgresql+asyncpg://ann:hunter2@localhost/queue", id="another driver"),
        pytest.param("postgresql://ann:hunter2@localhost:port/queue", id="a port in letters"),
        pytest.param("postgresql://ann:hunter2/queue", id="a password in the place of the port"),
        pytest.param("postgresql:/ann:hunter2@localhost/queue", id="a slash left out"),
        pytest.param("sqlite://ann:hunter2@localhost/queue.db", id="SQLite with a password"),
        pytest.param("sqlite:///queue.db?mode=memory&uri=true", id="SQLite with options"),
        pytest.param("sqlite://", id="SQLite without a file"),
        pytest.param("sqlite:///:memory:", id="SQLite in memory, where nothing is kept"),
    ],
)
def test_what_is_no_url_of_ours_is_refused_without_repeating_a_password(url: str) -> None:
    with pytest.raises(InvalidSetting, match=r"MODERATION_DATABASE is .* but must be sqlite:///") as caught:
        open_queue(url)

    assert "hunter2" not in "".join(traceback.format_exception(caught.value))


def test_what_was_refused_can_be_recognised() -> None:
    with pytest.raises(InvalidSetting, match=r"is 'mysql://\*\*\*'"):
        open_queue("mysql://ann:hunter2@localhost/queue")


@pytest.mark.parametrize("option", ["", "?connect_timeout=hunter2", "?bogus=hunter2", "?sslmode=hunter2"])
def test_a_server_that_cannot_be_reached_is_reported_without_the_password(option: str) -> None:
    with pytest.raises(QueueUnavailable, match=r"cannot be reached|not installed") as caught:
        open_queue(f"postgresql://ann:hunter2@127.0.0.1:1/queue{option}")

    assert "hunter2" not in str(caught.value)


def test_a_driver_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)

    with pytest.raises(QueueUnavailable, match="needs psycopg, which is not installed"):
        open_queue("postgresql://localhost/queue")


def test_not_even_the_cause_holds_the_password() -> None:
    url = "postgresql://ann:hunter2@127.0.0.1:1/queue"

    with pytest.raises(QueueUnavailable) as caught:
        open_queue(url)

    assert "hunter2" not in "".join(traceback.format_exception(caught.value))
