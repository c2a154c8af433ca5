"""Forgets, once a day, what is no longer needed of where comments came from."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from ..errors import ModerationError
from ..queue.store import Queue

log = logging.getLogger(__name__)

KEPT = timedelta(days=30)
"""As long as a spam service takes corrections; afterwards only the keyed hash of the sender's network remains."""
EVERY = timedelta(days=1)


class Retention:
    """Clears senders' addresses, browsers and referring pages from the queue: at the start, and daily."""

    def __init__(self, queue: Queue, now: Callable[[], datetime]) -> None:
        self.queue = queue
        self.now = now
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Forget now what is due, then go on in the background."""
        await self.forget()
        self._task = asyncio.create_task(self._daily())

    async def stop(self) -> None:
        """Go on no more."""
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def forget(self) -> None:
        """Forget what is due. A queue that is not available is tried again the next day."""
        try:
            forgotten = await asyncio.to_thread(self.queue.forget_senders, self.now() - KEPT)
        except ModerationError as error:
            log.warning("Old addresses are still kept: %s", error)
        else:
            if forgotten:
                log.info("Forgot where %s old comments came from", forgotten)

    async def _daily(self) -> None:
        while True:
            await asyncio.sleep(EVERY.total_seconds())
            await self.forget()
