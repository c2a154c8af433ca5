"""Purges, once a day, the queue of what is no longer needed."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta

from ..errors import ModerationError
from ..queue.purge import Purged, Terms
from ..queue.store import Queue

log = logging.getLogger(__name__)

WHO = "retention"
"""Who deletes, for the record."""
EVERY = timedelta(days=1)
FOR_EVER = Terms()


class Retention:
    """Clears senders' addresses, browsers and referring pages from the queue, and deletes spam and trash as the terms
    say: at the start, and daily."""

    def __init__(
        self, queue: Queue, now: Callable[[], datetime], terms: Terms = FOR_EVER, every: timedelta = EVERY
    ) -> None:
        self.queue = queue
        self.now = now
        self.terms = terms
        self.every = every
        self._stopping = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Purge once, then daily in the background."""
        await self.purge()
        self._task = asyncio.create_task(self._daily())

    async def stop(self) -> None:
        """Go on no more, once what has begun is finished."""
        self._stopping.set()
        if self._task:
            await self._task

    async def purge(self) -> None:
        """Purge what is due. What goes wrong is tried again the next day; it must not end the intake."""
        try:
            purged = await asyncio.to_thread(self.queue.purge, self.terms, who=WHO, at=self.now())
        except ModerationError as error:
            log.warning("Old addresses, spam and trash are still kept: %(problem)s", {"problem": error})
        except Exception as error:  # noqa: BLE001 - not a word of it: it could hold what somebody typed
            log.error("Old addresses, spam and trash are still kept: %(problem)s", {"problem": type(error).__name__})
        else:
            if purged != Purged():
                log.info("Purged: senders %(senders)s, spam %(spam)s, trash %(trash)s", asdict(purged))

    async def _daily(self) -> None:
        while not await self._stopped_within(self.every):
            await self.purge()

    async def _stopped_within(self, time: timedelta) -> bool:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), time.total_seconds())
        return self._stopping.is_set()
