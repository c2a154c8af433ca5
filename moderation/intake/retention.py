"""Purges, once a day, the queue of what is no longer needed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta

from ..queue.purge import Purged, Terms
from ..queue.store import Queue
from .recurring import Recurring

log = logging.getLogger(__name__)

WHO = "retention"
"""Who deletes, for the record."""
EVERY = timedelta(days=1)
FOR_EVER = Terms()


class Retention(Recurring):
    """Clears senders' addresses, browsers and referring pages from the queue, and deletes spam and trash as the terms
    say: at the start, and daily."""

    readers_wait = True

    def __init__(
        self, queue: Queue, now: Callable[[], datetime], terms: Terms = FOR_EVER, every: timedelta = EVERY
    ) -> None:
        super().__init__(self.purge, every, "Old addresses, spam and trash are still kept")
        self.queue = queue
        self.now = now
        self.terms = terms

    def purge(self) -> None:
        """Purge what is due. Raises QueueUnavailable."""
        purged = self.queue.purge(self.terms, who=WHO, at=self.now())
        if purged != Purged():
            log.info("Purged: senders %(senders)s, spam %(spam)s, trash %(trash)s, likes %(likes)s", asdict(purged))
