"""Places and processes that tests need."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from pelican.log import LimitFilter
from playwright.sync_api import Browser

import chromium
import manyarticles
import npm
import postgresql as server
from blog import LIKES, Blog
from door import INDEX, Door
from emptyqueue import empty_queue
from identityserver import IdentityServer
from mailserver import MailServer
from moderation.queue.connection import open_engine, open_queue
from moderation.queue.migration import migrate
from moderation.queue.store import Queue
from readers import Readers
from signingin import Clock


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: a third of their time tests wait for servers, browsers and the disk."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(autouse=True)
def nobodys_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hides the settings of whoever runs the tests."""
    for name in list(os.environ):
        if name.startswith(("MODERATION_", "PG")):
            monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def nothing_was_said_before() -> None:
    """Pelican's loggers, which all are once it is imported, say nothing twice: here, not in two tests."""
    LimitFilter._raised_messages.clear()


def require(missing: str | None) -> None:
    """Leave a test out for what is missing; fail it in CI, where nobody would notice."""
    if missing:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[server.Cluster]:
    require(server.whats_missing())
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
def sqlite_queue_url(sqlite_url: str, tmp_path: Path) -> str:
    empty_queue(tmp_path / "var/queue.db").close()
    return sqlite_url


@pytest.fixture(scope="session")
def _migrated(postgresql: server.Cluster) -> Iterator[str]:
    with postgresql.database() as url:
        engine = open_engine(url)
        migrate(engine)
        engine.dispose()
        yield url


@pytest.fixture
def postgresql_queue_url(postgresql: server.Cluster, _migrated: str) -> Iterator[str]:
    with postgresql.database(like=_migrated) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def queue_url(request: pytest.FixtureRequest) -> str:
    """The place of an empty queue: copied, which takes a tenth of the time of a migration."""
    url = request.getfixturevalue(f"{request.param}_queue_url")
    assert isinstance(url, str)
    return url


@pytest.fixture
def queue(queue_url: str) -> Iterator[Queue]:
    """An empty queue, on each database we support."""
    queue = open_queue(queue_url)
    yield queue
    queue.close()


@pytest.fixture
def blog(tmp_path: Path) -> Blog:
    """An empty blog with its queue in SQLite."""
    return Blog(tmp_path)


@pytest.fixture(scope="session")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Blog:
    blog = Blog(tmp_path_factory.mktemp("built"))
    blog.article("hello", "Hello")
    blog.article("other", "Other")
    blog.build()
    with blog.queue():
        return blog


@pytest.fixture
def site(_built: Blog, tmp_path: Path) -> Blog:
    """A blog with the articles ``hello`` and ``other``, built before there was any comment, and an empty queue."""
    shutil.copytree(_built.root, tmp_path / "site")
    return Blog(tmp_path / "site")


@pytest.fixture(scope="session")
def _likeable(_built: Blog, tmp_path_factory: pytest.TempPathFactory) -> Blog:
    shutil.copytree(_built.root, root := tmp_path_factory.mktemp("likeable") / "site")
    blog = Blog(root)
    blog.configure(LIKES)
    blog.build()
    return blog


@pytest.fixture
def likeable(_likeable: Blog, tmp_path: Path) -> Blog:
    """The same with a button to like its articles, which nobody has pressed yet."""
    shutil.copytree(_likeable.root, tmp_path / "likeable")
    blog = Blog(tmp_path / "likeable")
    blog.configure(LIKES)
    return blog


@pytest.fixture(scope="session")
def _crowded(tmp_path_factory: pytest.TempPathFactory) -> Blog:
    blog = Blog(tmp_path_factory.mktemp("crowded"))
    manyarticles.fill(blog)
    blog.build()
    return blog


@pytest.fixture
def crowded(_crowded: Blog, tmp_path: Path) -> Blog:
    """A built blog with so many articles that all cores are of use; with times as they were built."""
    shutil.copytree(_crowded.root, tmp_path / "crowded")
    blog = Blog(tmp_path / "crowded")
    blog.build()
    return blog


@pytest.fixture
def readers(tmp_path: Path) -> Iterator[Readers]:
    """A site with pages, and a mail server for its readers."""
    with MailServer() as server, closing(empty_queue(tmp_path / "queue.db")) as queue:
        yield Readers(tmp_path, queue, server)


@pytest.fixture
def provider() -> Iterator[IdentityServer]:
    with IdentityServer() as provider:
        yield provider


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def door(tmp_path: Path, provider: IdentityServer, clock: Clock) -> Iterator[Door]:
    """Where readers may sign in with the provider; tests of other doors have their own."""
    site = replace(INDEX, site=replace(INDEX.site, signin=provider.place))
    with Door(tmp_path, site=site, now=clock, signin=provider.key_setting) as door:
        yield door


@pytest.fixture(scope="session")
def checkers() -> None:
    """The checkers of pages that come from npm."""
    require(npm.whats_missing())


@pytest.fixture(scope="session")
def corpora() -> Path:
    """Real comments, gathered beside the project and never copied into it."""
    folder = Path(__file__).parents[2] / "shared/corpora"
    if not folder.is_dir() and folder.parent.is_dir() and os.environ.get("CI"):
        pytest.fail(f"{folder} is missing")  # there, a test left out would be noticed by nobody
    if not folder.is_dir():
        pytest.skip(f"the collections of real comments are not in {folder}")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for the tests of one file: while it runs, nothing else may have an event loop."""
    require(chromium.whats_missing())
    with chromium.started() as browser:
        yield browser
