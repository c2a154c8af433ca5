"""The brake: when more comes than a person could read, only what looks like a reader's goes through."""

from __future__ import annotations

from collections import Counter, deque
from datetime import datetime
from typing import NamedTuple

from ..errors import Refused
from ..language import gettext as _
from ..queue.likeness import likeness
from ..queue.submission import Submission
from ..spam.links import hosts
from .ratelimit import WINDOW, is_recent


class _Taken(NamedTuple):
    """What is remembered, for a while, of a comment that was taken."""

    at: datetime
    client: str
    likeness: str


class Brake:
    """So many comments a minute for the whole site; beyond them, none with links, none like another, and one from each
    network. A flood has some of this, a reader seldom any."""

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self._taken: deque[_Taken] = deque()
        self._seen: Counter[str] = Counter()
        """Networks and likenesses among them."""

    def check(self, submission: Submission, now: datetime) -> None:
        """Count a comment, or refuse it."""
        if not self.rate:
            return
        self._forget(now)
        taken = _Taken(now, submission.client, likeness(submission.comment.text))
        if len(self._taken) >= self.rate and self._looks_like_a_flood(submission, taken):
            detail = _("Very many comments are coming in just now. Please send yours again in a minute.")
            raise Refused(429, _("One moment, please"), detail, retry_after=int(WINDOW.total_seconds()))
        self._taken.append(taken)
        self._seen.update(taken[1:])

    def _looks_like_a_flood(self, submission: Submission, taken: _Taken) -> bool:
        return any(self._seen[one] for one in taken[1:] if one) or bool(hosts(submission))

    def _forget(self, now: datetime) -> None:
        while self._taken and not is_recent(self._taken[0].at, now):
            for one in self._taken.popleft()[1:]:
                self._seen[one] -= 1
                if not self._seen[one]:
                    del self._seen[one]
