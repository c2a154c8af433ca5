"""Strangers by the thousand: with connections on which nothing comes, and with requests that make no sense.

``make soak`` has ten thousand of the ones and a million of the others.
"""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.types import Receive, Scope, Send

import payloads
from blog import Blog
from door import Door
from hostile import VALUES
from idlers import served_among_idlers
from moderation.intake.connections import Connection
from place import APP, GET, Place
from requestfuzz import BEHIND_A_PROXY, CLIENTS, barrage, complaints, memory
from requestgrammar import Requests

LESS = 32
"""MB: what an intake may grow by."""


def test_readers_are_served_among_a_thousand_idle_connections(site: Blog) -> None:
    figures: list[float] = []

    assert list(served_among_idlers(site, 1000, figures)) == []
    before, after = figures
    assert after - before < LESS


def test_of_those_who_come_all_at_once_none_counts_who_has_to_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or uvicorn would take the next reader's request for one too many."""
    monkeypatch.setattr(Connection, "most", 3)
    reading, all_here = threading.Event(), threading.Event()
    counts: list[int] = []

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            reading.set()
            all_here.wait(20)  # and nobody is let in meanwhile
            for _ in range(50):
                counts.append(place.connections)
                await asyncio.sleep(0)
        await APP(scope, receive, send)

    place = Place(slow)
    with place.running():
        reader = place.client(GET)
        reading.wait(20)
        for _ in range(20):
            place.client()
        all_here.set()

        assert reader.answer() == (200, b"Hello.")

    assert max(counts) == 3


def test_no_request_is_too_broken_for_an_answer_and_none_is_remembered(site: Blog) -> None:
    with site.server(**BEHIND_A_PROXY) as server, ThreadPoolExecutor(CLIENTS) as pool:
        first = barrage(pool, server.address, "first", 1000, VALUES)
        before = memory(server.process.pid)
        second = barrage(pool, server.address, "second", 1000, VALUES)
        after = memory(server.process.pid)

    assert first.findings + second.findings == []
    assert first.statuses.keys() > {303, 400, 403, 404, 405, 415, 422}
    assert after - before < LESS
    assert list(complaints(server.log)) == []


def test_the_same_seed_makes_the_same_requests() -> None:
    once, again = Requests("6", VALUES), Requests("6", VALUES)

    assert [once.request() for _ in range(99)] == [again.request() for _ in range(99)]


def test_texts_that_have_broken_programs_are_taken_or_refused(tmp_path: Path, corpora: Path) -> None:
    with Door(tmp_path) as door:
        statuses = {door.post(comment=text).status_code for text in payloads.odd(corpora)}

    assert statuses <= {303, 413, 422}
