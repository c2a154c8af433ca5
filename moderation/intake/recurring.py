"""What the intake sees to by itself, again and again, beside its readers."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import ClassVar

from ..errors import ModerationError

log = logging.getLogger(__name__)


class Recurring:
    """Something that is done in a thread, at the start and then every so often. What goes wrong with it is tried again
    the next time; it must not end the intake."""

    readers_wait: ClassVar[bool] = False
    """Whether nobody is served before it was done once."""

    def __init__(self, act: Callable[[], object], every: timedelta, failed: str) -> None:
        """``failed`` says in the log what a failure means."""
        self._act = act
        self._every = every
        self._failed = failed
        self._stopping = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin, and go on in the background."""
        if self.readers_wait:
            await self._once()
        self._task = asyncio.create_task(self._go_on())

    async def stop(self) -> None:
        """Go on no more, once what has begun is finished."""
        self._stopping.set()
        if self._task:
            await self._task

    async def _go_on(self) -> None:
        if not self.readers_wait:
            await self._once()
        while not await self._stopped_within(self._every):
            await self._once()

    async def _once(self) -> None:
        try:
            await asyncio.to_thread(self._act)
        except ModerationError as error:
            log.warning("%(failed)s: %(problem)s", {"failed": self._failed, "problem": error})
        except Exception as error:  # noqa: BLE001 - not a word of it: it could hold what somebody typed
            log.error("%(failed)s: %(problem)s", {"failed": self._failed, "problem": type(error).__name__})

    async def _stopped_within(self, time: timedelta) -> bool:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), time.total_seconds())
        return self._stopping.is_set()
