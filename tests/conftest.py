"""Places and processes that tests need."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import postgresql as server
from blog import Blog
from moderation.queue.connection import open_engine, open_queue
from moderation.queue.migration import migrate
from moderation.queue.store import Queue


@pytest.fixture(autouse=True)
def nobodys_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hides the settings of whoever runs the tests."""
    for name in list(os.environ):
        if name.startswith(("MODERATION_", "PG")):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[server.Cluster]:
    missing = server.whats_missing()
    if missing and os.environ.get("CI"):
        pytest.fail(missing)  # there, a test left out would be noticed by nobody
    if missing:
        pytest.skip(missing)
    with server.cluster() as cluster:
        yield cluster


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/var/queue.db"


@pytest.fixture
def postgresql_url(postgresql: server.Cluster) -> Iterator[str]:
    with postgresql.database() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A place for a queue, still empty."""
    url = request.getfixturevalue(f"{request.param}_url")
    assert isinstance(url, str)
    return url


@pytest.fixture
def queue(database_url: str) -> Iterator[Queue]:
    """An empty queue, on each database we support."""
    engine = open_engine(database_url)
    migrate(engine)
    engine.dispose()
    queue = open_queue(database_url)
    yield queue
    queue.close()


@pytest.fixture
def blog(tmp_path: Path) -> Blog:
    """An empty blog with its queue in SQLite."""
    return Blog(tmp_path)
