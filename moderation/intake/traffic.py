"""Traffic: how much comes in just now, to all who take comments into the same queue, and whether that is too much."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from operator import attrgetter

from ..queue.store import Queue
from ..queue.submission import Submission
from .brake import Brake
from .ratelimit import WINDOW, RateLimit

PAUSE = timedelta(seconds=0.25)
"""So long what others took may go unheard: until then, each process lets as much through as if it were alone."""
OVERLAP = timedelta(seconds=2)
"""How much later than its date a comment may appear: commits take time, and machines' clocks differ."""


class Traffic:
    """The limit of each network and the brake for all. What other processes and machines took is counted, too, as the
    queue has it; and after a start, what this one took before."""

    def __init__(self, queue: Queue, rate: int, site_rate: int) -> None:
        self.queue = queue
        self.rate = RateLimit(rate)
        self.brake = Brake(site_rate)
        self._heard: datetime | None = None
        self._counted: dict[str, datetime] = {}
        """By id, what may be met in the queue again."""

    async def hear(self, now: datetime) -> None:
        """Count what others took. Raises QueueUnavailable."""
        if not (self.rate.rate or self.brake.rate) or (self._heard and abs(now - self._heard) < PAUSE):
            return
        since = min(self._heard, now) - OVERLAP if self._heard else now - WINDOW
        self._heard = now
        self._counted = {id: at for id, at in self._counted.items() if at >= since}
        for arrival in sorted(await asyncio.to_thread(self.queue.arrivals, since=since), key=attrgetter("at")):
            if arrival.id not in self._counted:
                self._counted[arrival.id] = arrival.at
                self.rate.count(arrival.client, arrival.article, arrival.at)
                self.brake.count(arrival)

    def check(self, submission: Submission, now: datetime) -> None:
        """Count an attempt, or refuse it for where it comes from. Raises Refused."""
        self.rate.check(submission.client, submission.comment.article, now)

    def enter(self, submission: Submission, now: datetime) -> None:
        """Count what is about to be taken, or refuse it for all that comes. Raises Refused."""
        self.brake.check(submission, now)
        self._counted[submission.id] = now
