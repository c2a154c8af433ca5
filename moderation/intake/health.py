"""Whether the process answers, and whether it could take a comment now: for monitors, load balancers and containers."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from ..errors import QueueUnavailable, SiteIndexUnavailable
from ..queue.store import Queue
from ..siteindex import Latest

LEAST_FREE = 64 * 1024 * 1024
"""Bytes: many thousands of comments, and time to do something."""
HEADERS = {"Cache-Control": "no-store"}


class Health:
    """Looks after what a comment needs: the database, room on its disk, the site index."""

    def __init__(self, queue: Queue, database: str, index: Latest, least_free: int = LEAST_FREE) -> None:
        self.queue = queue
        self.index = index
        self.least_free = least_free
        scheme, _, file = database.partition(":///")
        self.folder = Path(file).parent if scheme == "sqlite" else None  # other databases see to their disks themselves
        self._looking: asyncio.Task[list[str]] | None = None

    async def alive(self, request: Request) -> Response:
        """GET /healthz: the process answers."""
        return PlainTextResponse("ok", headers=HEADERS)

    async def ready(self, request: Request) -> Response:
        """GET /readyz: 200, or 503 with what is wrong. Who asks while somebody else does gets the same answer."""
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(asyncio.to_thread(lambda: [*self.problems()]))
        problems = await asyncio.shield(self._looking)
        return JSONResponse(problems, 503 if problems else 200, headers=HEADERS)

    def problems(self) -> Iterator[str]:
        """A sentence for each thing that is wrong. None of them names a place or a person."""
        try:
            self.queue.probe()
        except QueueUnavailable as error:
            yield str(error)
        except Exception:  # noqa: BLE001 - the text of an error that nobody foresaw could hold anything
            yield "The queue's database is out of order."
        if self.folder and not self._has_room(self.folder):
            yield "The disk of the queue's database is nearly full, or cannot be looked at."
        try:
            self.index()
        except SiteIndexUnavailable:
            yield "The site index cannot be read."

    def _has_room(self, folder: Path) -> bool:
        try:
            return shutil.disk_usage(folder).free >= self.least_free
        except OSError:
            return False
