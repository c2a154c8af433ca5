"""Under load, with the real processes: the disk is full, the database locked or restarted, the site index missing.

Nobody is thanked in vain, nobody loses what they wrote, and the intake goes on by itself. ``make soak`` does the same
many times over.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from blog import Blog
from door import BROWSER, FORM
from kills import damages
from outages import half_copied, locked, missing, no_growth, no_room, outlived, remount, small_disk
from postgresql import Cluster
from serverprocess import Server, failed_start


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk that is soon full."""
    try:
        with small_disk(tmp_path / "disk"):
            yield tmp_path / "disk"
    except PermissionError as error:
        pytest.skip(str(error))


def file(blog: Blog) -> Path:
    return blog.root / "var/queue.db"


def test_a_full_disk_is_outlived(site: Blog, disk: Path) -> None:
    blog = Blog(site.root, f"sqlite:///{disk}/queue.db")

    assert [*outlived(blog, lambda server: no_room(disk)), *damages(disk / "queue.db")] == []


def test_a_quota_is_outlived(site: Blog) -> None:
    assert [*outlived(site, no_growth), *damages(file(site))] == []


def test_a_database_that_is_locked_for_long_is_outlived(site: Blog) -> None:
    assert list(outlived(site, lambda server: locked(file(site)))) == []


def test_a_database_that_is_restarted_is_outlived(site: Blog, postgresql: Cluster, postgresql_queue_url: str) -> None:
    blog = Blog(site.root, postgresql_queue_url)

    assert list(outlived(blog, lambda server: postgresql.stopped())) == []


def test_a_site_index_that_is_missing_for_a_while_is_outlived(site: Blog) -> None:
    assert list(outlived(site, lambda server: missing(site.settings.site_index))) == []


@pytest.mark.parametrize("share", [0, 0.5, 0.99])
def test_a_site_index_that_is_being_copied_is_outlived(site: Blog, share: float) -> None:
    assert list(outlived(site, lambda server: half_copied(site.settings.site_index, share))) == []


def test_a_database_that_is_locked_for_a_moment_is_waited_for(site: Blog) -> None:
    answers: list[httpx2.Response] = []

    def write(server: Server) -> None:
        answers.append(httpx2.post(f"{server.address}/comments/hello", data=FORM, headers=BROWSER))

    with site.server() as server:
        reader = threading.Thread(target=write, args=(server,))
        with locked(file(site)):
            reader.start()
            reader.join(timeout=1)  # it cannot end before the lock does
            assert not answers
        reader.join()

    assert [answer.status_code for answer in answers] == [303]


def test_on_a_disk_that_is_read_only_it_says_so_and_does_not_begin(site: Blog, disk: Path) -> None:
    blog = Blog(site.root, f"sqlite:///{disk}/queue.db")
    with blog.queue():
        pass
    remount(disk, "ro")

    failed = failed_start(blog.environment)

    assert (failed.returncode, failed.stderr) == (
        1,
        "Error: The queue's database is not available: its file cannot be opened.\n",
    )
    remount(disk, "rw")
    with blog.serving() as address:
        assert httpx2.post(f"{address}/comments/hello", data=FORM, headers=BROWSER).status_code == 303
