"""Several processes behind one address: one that dies is replaced, and all that they promised is kept."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
import pytest

from blog import Blog
from crowd import Reckoning, crowd, more
from door import FORM
from kills import damages
from patience import eventually
from serverprocess import COMMAND, Server, failed_start, serving

CREW = [*COMMAND, "--workers", "2"]


@contextmanager
def crewed(site: Blog) -> Iterator[Server]:
    with serving(site.environment | {"MODERATION_METRICS": "on"}, CREW) as server:
        both(server)
        yield server


def both(server: Server, *gone: int) -> set[int]:
    """The two workers, once both have answered; whoever is gone may have done so just before."""
    seen: set[int] = set()

    def have_answered() -> bool:
        seen.update(workers(server) - {*gone})
        return len(seen) == 2

    eventually(have_answered)
    return seen


def workers(server: Server) -> set[int]:
    """Some who answer, by their processes."""
    with httpx2.Client(headers={"Connection": "close"}, timeout=60) as client:
        told = [client.get(f"{server.address}/metrics").text for _ in range(6)]
    return {int(found) for text in told for found in re.findall(r'intake_unchecked\{worker="(\d+)"\}', text)}


def test_whoever_was_thanked_is_in_the_queue_whichever_worker_is_killed(site: Blog) -> None:
    reckoning = Reckoning()
    with crewed(site) as server:
        before = both(server)
        with crowd(server.address, reckoning):
            more(reckoning.thanked, 20)
            os.kill(min(before), signal.SIGKILL)
        assert max(before) in both(server, min(before))
        with crowd(server.address, reckoning, "Later reader"):
            more(reckoning.thanked, 20)

        assert server.terminate() == 0
    assert list(reckoning.flaws(site)) == []
    assert damages(site.root / "var/queue.db") == []


def test_no_worker_outlives_its_supervisor(site: Blog) -> None:
    with crewed(site) as server:
        server.kill()  # and returns when nobody is left to say anything

        with pytest.raises(httpx2.ConnectError):
            httpx2.get(f"{server.address}/healthz")


def test_what_was_accepted_is_finished_when_all_are_told_to_stop(site: Blog) -> None:
    reckoning = Reckoning()
    with crewed(site) as server, crowd(server.address, reckoning):
        more(reckoning.thanked, 20)
        assert server.terminate() == 0

    assert list(reckoning.flaws(site)) == []


def test_pages_and_comments_are_served_by_all(site: Blog) -> None:
    with crewed(site) as server:
        page, answer = (
            httpx2.get(f"{server.address}/hello/"),
            httpx2.post(f"{server.address}/comments/hello", data=FORM),
        )

    assert (page.status_code, answer.status_code) == (200, 303)


def test_what_is_wrong_with_the_settings_is_said_once_and_before_anybody_starts(site: Blog) -> None:
    failed = failed_start(site.environment | {"MODERATION_DATABASE": "mysql://localhost/queue"}, "--workers", "2")

    assert failed.returncode != 0
    assert failed.stderr.count("MODERATION_DATABASE") == 1
    assert "Listening" not in failed.stderr
