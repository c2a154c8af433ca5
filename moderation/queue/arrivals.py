"""Arrivals: what of the queue's newest comments tells a flood from readers. All who take comments in share it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, Text, cast, select

from .likeness import likeness
from .schema import SUBMISSIONS, in_utc
from .submission import State, Submission

MOST = 500
"""So many are looked at of each state: more than any limit lets through in the time that this is asked about."""

_NEWEST = (SUBMISSIONS.c.date.desc(), SUBMISSIONS.c.id.desc())
_COLUMNS = [cast(SUBMISSIONS.c[name], Text) for name in ("id", "article", "client", "likeness", "date")]


class Arrival(NamedTuple):
    """A comment that was taken, without a word of it."""

    id: str
    article: str
    client: str
    likeness: str
    at: datetime

    @classmethod
    def of(cls, submission: Submission, at: datetime) -> Arrival:
        """The arrival of this comment at this moment."""
        comment = submission.comment
        return cls(comment.id, comment.article, submission.client, likeness(comment.text), at)


def arrivals(connection: Connection, since: datetime) -> Iterator[Arrival]:
    """Those that came since then and were not decided by a person meanwhile; where they are very many, the newest."""
    for state in (State.PENDING, State.SPAM):  # one after the other, as the index has them
        recent = select(*_COLUMNS).where(SUBMISSIONS.c.state == state.value, SUBMISSIONS.c.date >= since)
        for row in connection.execute(recent.order_by(*_NEWEST).limit(MOST)):
            *told, date = row
            with suppress(ValueError):  # what another program wrote wrongly is no reader's
                yield Arrival._make([*told, in_utc(datetime.fromisoformat(date))])
