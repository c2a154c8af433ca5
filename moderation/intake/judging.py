"""Judging what was taken in: one round of the checks that need nobody, then one of those that ask somebody else."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import replace

from ..queue.store import Queue
from ..queue.submission import State, Submission, Verdict
from ..spam.judge import Check, judge
from .rounds import Round

SOME = 20
"""How many are judged before the next look at whether readers wait."""
GRACE = 10.0
"""Seconds in which the end of the process waits for the first round; the next start does the rest."""


class Judging:
    """Both rounds. A comment whose second round is still to come stays ``unchecked``; spam is spam, and has none."""

    def __init__(
        self,
        queue: Queue,
        quick: Sequence[Check],
        slow: Sequence[Check],
        spam: str,
        judged: Callable[[Submission], None],
    ) -> None:
        self.queue = queue
        self.quick = quick
        self.slow = slow
        self.spam = spam
        self._judged = judged
        self._lull = Lull()
        self._first = Round(queue, self._judge_first, self._after_first, some=SOME, moment=self._lull.come)
        self._second = Round(queue, self._judge_second, judged)

    @property
    def waiting(self) -> int:
        """How many have no verdict yet."""
        return self._first.waiting + self._second.waiting

    def disturb(self) -> None:
        """A reader is being served: judging can wait."""
        self._lull.disturb()

    def add(self, submission: Submission) -> None:
        """Judge this stored submission when its turn comes."""
        self._first.add(submission.id)

    async def start(self) -> None:
        """Begin with what an earlier run left unchecked."""
        for id in await asyncio.to_thread(self.queue.unchecked_ids, Round.MOST):
            self._first.add(id)
        self._first.start()
        self._second.start()

    async def finish(self) -> None:
        """Return when everything that was added has been judged."""
        await self._first.finish()
        await self._second.finish()

    async def stop(self) -> None:
        """Finish the first round, if that does not take too long, and of the second what runs now."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(GRACE):
                await self._first.finish()
        await self._first.stop()
        await self._second.stop()

    def _judge_first(self, submission: Submission) -> Submission:
        judged = judge(submission, self.quick, submission.reasons, self.spam)
        return replace(judged, verdict=Verdict.UNCHECKED) if self._is_to_be_asked_about(judged) else judged

    def _judge_second(self, submission: Submission) -> Submission:
        return judge(submission, self.slow, submission.reasons, self.spam)

    def _after_first(self, judged: Submission) -> None:
        if self._is_to_be_asked_about(judged):
            self._second.add(judged.id)
        else:
            self._judged(judged)

    def _is_to_be_asked_about(self, submission: Submission) -> bool:
        return bool(self.slow) and submission.state is State.PENDING


class Lull:
    """A moment in which no reader waits for us, or which is due all the same."""

    QUIET, LONGEST = 0.05, 5.0
    """Seconds without a reader, and seconds after which readers must share."""

    def __init__(self) -> None:
        self._disturbed = float("-inf")

    def disturb(self) -> None:
        """A reader is here."""
        self._disturbed = asyncio.get_running_loop().time()

    async def come(self) -> None:
        """Return in the next lull."""
        loop = asyncio.get_running_loop()
        due = loop.time() + self.LONGEST
        while loop.time() < min(self._disturbed + self.QUIET, due):
            await asyncio.sleep(self.QUIET)
