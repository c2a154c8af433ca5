"""The brake: when more comes than a person could read, only what looks like a reader's goes through."""

from __future__ import annotations

from collections import Counter, deque
from datetime import datetime

from ..errors import Refused
from ..language import gettext as _
from ..queue.arrivals import Arrival
from ..queue.submission import Submission
from ..spam.links import hosts
from .ratelimit import WINDOW, is_recent


class Brake:
    """So many comments a minute for the whole site; beyond them, none with links, none like another, and one from each
    network. A flood has some of this, a reader seldom any."""

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self._taken: deque[Arrival] = deque()
        self._seen: Counter[str] = Counter()
        """Networks and likenesses among them."""

    def check(self, submission: Submission, now: datetime) -> None:
        """Count a comment, or refuse it."""
        if not self.rate:
            return
        self._forget(now)
        arrival = Arrival.of(submission, now)
        if len(self._taken) >= self.rate and self._looks_like_a_flood(submission, arrival):
            detail = _("Very many comments are coming in just now. Please send yours again in a minute.")
            raise Refused(429, _("One moment, please"), detail, retry_after=int(WINDOW.total_seconds()))
        self.count(arrival)

    def count(self, arrival: Arrival) -> None:
        """Count a comment that was taken, wherever it was."""
        if self.rate:
            self._taken.append(arrival)
            self._seen.update(_marks(arrival))

    def _looks_like_a_flood(self, submission: Submission, arrival: Arrival) -> bool:
        return any(self._seen[mark] for mark in _marks(arrival) if mark) or bool(hosts(submission))

    def _forget(self, now: datetime) -> None:
        while self._taken and not is_recent(self._taken[0].at, now):
            for mark in _marks(self._taken.popleft()):
                self._seen[mark] -= 1
                if not self._seen[mark]:
                    del self._seen[mark]


def _marks(arrival: Arrival) -> tuple[str, str]:
    return arrival.client, arrival.likeness
