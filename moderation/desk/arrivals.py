"""What has come into the queue since somebody last sat at the desk."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from ..queue.ledger import Action
from ..queue.store import Queue
from ..queue.submission import State, Verdict


@dataclass(frozen=True, slots=True)
class Arrivals:
    """How many came, and what the spam filter thinks of them."""

    waiting_since: datetime | None
    """When the oldest came that still waits; none if nothing does."""
    last_decision: datetime | None
    """None if there was none. Deletions do not count: the purge makes them, too."""
    verdicts: dict[Verdict, int]
    """Of what came since then and is still there; of everything, if there was no decision."""


def arrivals(queue: Queue) -> Arrivals:
    """What there is to know before one begins. Raises QueueUnavailable."""
    decided = [decision.at for decision in queue.decisions() if decision.action is not Action.DELETE]
    last = decided[-1] if decided else None
    every = queue.list()
    counted = Counter(one.verdict for one in every if last is None or one.comment.date > last)
    waiting = [one.comment.date for one in every if one.state is State.PENDING]
    return Arrivals(min(waiting, default=None), last, {verdict: counted[verdict] for verdict in Verdict})
