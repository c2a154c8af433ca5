"""A round of checks over what was taken in: made after the readers were answered, so that it keeps nobody waiting."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence

from ..errors import ModerationError
from ..queue.store import Queue
from ..queue.submission import Submission

log = logging.getLogger(__name__)


async def at_once() -> None:
    """For rounds that wait for no quiet moment."""


class Round:
    """Judges stored submissions in a thread, some at a time, in the order they came, and records what it found.

    What is unfinished when the process stops, or had no room, is found in the queue as ``unchecked`` at the next start.
    """

    MOST = 100_000
    """How many may wait. Their ids alone are kept: as much memory as one photograph."""

    def __init__(
        self,
        queue: Queue,
        judge: Callable[[Submission], Submission],
        then: Callable[[Submission], None],
        *,
        some: int = 1,
        moment: Callable[[], Awaitable[None]] = at_once,
    ) -> None:
        """``judge`` runs in the thread, ``some`` times before the results are recorded together; ``then`` runs in the
        loop, with each result that was recorded. Each time, the round waits for its ``moment``."""
        self.queue = queue
        self._judge = judge
        self._then = then
        self._some = some
        self._moment = moment
        self._waiting: asyncio.Queue[str] = asyncio.Queue(self.MOST)
        self._task: asyncio.Task[None] | None = None

    @property
    def waiting(self) -> int:
        """How many are still to be judged."""
        return self._waiting.qsize()

    def start(self) -> None:
        """Begin to judge."""
        self._task = asyncio.create_task(self._work())

    def add(self, id: str) -> None:
        """Judge this stored submission when its turn comes."""
        try:
            self._waiting.put_nowait(id)
        except asyncio.QueueFull:
            log.warning("Comment %s stays unchecked: too many others wait", id)

    async def finish(self) -> None:
        """Return when everything that was added has been judged."""
        await self._waiting.join()

    async def stop(self) -> None:
        """Stop after what is being judged now."""
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _work(self) -> None:
        while True:
            ids = [await self._waiting.get()]
            await self._moment()
            while len(ids) < self._some and not self._waiting.empty():
                ids.append(self._waiting.get_nowait())
            for judged in await self._judged(ids):
                self._then(judged)
            for _ in ids:
                self._waiting.task_done()

    async def _judged(self, ids: Sequence[str]) -> Sequence[Submission]:
        try:
            return await asyncio.to_thread(self._record, ids)
        except ModerationError as error:
            log.warning("Comment %s stays unchecked: %s", ", ".join(ids), error)
        except Exception as error:  # noqa: BLE001 - a bug must cost these their check, not all after them
            # Not a word of the exception: it could hold what the sender typed.
            log.error("Comment %s stays unchecked: %s", ", ".join(ids), type(error).__name__)
        return ()

    def _record(self, ids: Sequence[str]) -> Sequence[Submission]:
        known = self.queue.known(ids)
        return self.queue.judged([self._judge(submission) for id in ids if (submission := known.get(id))])
