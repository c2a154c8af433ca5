"""The checks that ask somebody else: made after the reader was answered, so that they keep nobody waiting."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Sequence

from ..errors import ModerationError
from ..queue.store import Queue
from ..queue.submission import State, Submission
from ..spam.judge import Check, judge

log = logging.getLogger(__name__)


class SlowChecks:
    """Judges stored submissions once more, one after the other, with checks that may take their time.

    What is unfinished when the process stops is found in the queue as ``unchecked`` and taken up at the next start.
    """

    def __init__(self, queue: Queue, checks: Sequence[Check], spam: str = "sort") -> None:
        self.queue = queue
        self.checks = checks
        self.spam = spam
        self._waiting: asyncio.Queue[Submission] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None

    @property
    def waiting(self) -> int:
        """How many are still to be checked."""
        return self._waiting.qsize()

    async def start(self) -> None:
        """Begin with what an earlier run left unchecked."""
        if self.checks:
            for submission in await asyncio.to_thread(self.queue.unchecked):
                self.add(submission)
            self._task = asyncio.create_task(self._work())

    def will_check(self, submission: Submission) -> bool:
        """Whether there is anything left to ask about it: spam is spam already."""
        return bool(self.checks) and submission.state is State.PENDING

    def add(self, submission: Submission) -> None:
        """Check this stored submission when its turn comes."""
        if self.will_check(submission):
            self._waiting.put_nowait(submission)

    async def finish(self) -> None:
        """Return when everything that was added has been checked."""
        if self._task:
            await self._waiting.join()

    async def stop(self) -> None:
        """Stop after the check that runs now."""
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _work(self) -> None:
        while True:
            submission = await self._waiting.get()
            try:
                await asyncio.to_thread(self._check, submission)
            except ModerationError as error:
                log.warning("Comment %s stays unchecked: %s", submission.id, error)
            except Exception as error:  # noqa: BLE001 - a bug must cost one comment its check, not all after it
                # Not a word of the exception: it could hold what the sender typed.
                log.error("Comment %s stays unchecked: %s", submission.id, type(error).__name__)
            finally:
                self._waiting.task_done()

    def _check(self, submission: Submission) -> None:
        judged = judge(submission, self.checks, submission.reasons, self.spam)
        self.queue.judged(judged.id, judged.verdict, judged.reasons, judged.state)
