"""How often one network may send: what stops a single flooder, and as few of the neighbours as possible."""

from __future__ import annotations

import math
from collections import deque
from datetime import datetime, timedelta

from ..errors import Refused
from ..language import gettext as _
from ..language import ngettext

WINDOW = timedelta(minutes=1)


def is_recent(time: datetime, now: datetime) -> bool:
    """Whether it was within the last minute, and so still counts."""
    return now - WINDOW < time <= now  # what is yet to come was before somebody put the clock back


class RateLimit:
    """So many comments, or likes, a minute from each network to one article, and ``SITE`` times as many to the whole
    site; held in memory, a minute's worth.

    Behind one address there can be a whole office, school or mobile network: who floods one article there keeps nobody
    from the others.
    """

    SITE = 5

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self._times: dict[tuple[str, str], deque[datetime]] = {}

    def check(self, client: str, article: str, now: datetime) -> None:
        """Count one more of this client, or refuse it with the seconds to wait."""
        if not self.rate:
            return
        self._forget(now)
        limits = {(client, article): self.rate, (client, ""): self.rate * self.SITE}
        wait = max(self._wait(which, limit, now) for which, limit in limits.items())
        if wait:
            detail = ngettext(
                "Much came from your network just now. Please try again in %(number)s second.",
                "Much came from your network just now. Please try again in %(number)s seconds.",
                wait,
            )
            raise Refused(429, _("One moment, please"), detail, retry_after=wait)
        self.count(client, article, now)

    def count(self, client: str, article: str, at: datetime) -> None:
        """Count one that was taken, wherever it was."""
        for which in ((client, article), (client, "")):
            times = self._times.pop(which, deque())  # and to the end: they stand in the order of their newest comment
            times.append(at)
            self._times[which] = times

    def _wait(self, which: tuple[str, str], limit: int, now: datetime) -> int:
        times = self._times.get(which, deque())
        while times and not is_recent(times[0], now):
            times.popleft()
        return math.ceil((times[-limit] + WINDOW - now).total_seconds()) if len(times) >= limit else 0

    def _forget(self, now: datetime) -> None:
        while self._times:
            which, times = next(iter(self._times.items()))
            if is_recent(times[-1], now):
                return
            del self._times[which]
