"""Subscriptions: which address is to be told of what. The only table that holds addresses of people to write to.

A row is there only while it is asked for: one that nobody confirms for ``UNCONFIRMED`` is deleted, one that is
cancelled at once. Of an address nothing remains then but, for a month, a keyed hash in the outbox: so that nobody is
told twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Select, and_, delete, exists, func, or_, select, update

from ..interest import Interest
from .news import untold
from .outage import outages_named
from .schema import SUBMISSIONS, SUBSCRIPTIONS
from .submission import State, Verdict
from .subscription import Subscription, asked_with, settle, subscription_in

UNCONFIRMED = timedelta(days=7)
"""How long a subscription waits to be confirmed."""
ASKED = "asked"
"""The topic under which the outbox knows what somebody was asked to confirm."""

_S, _C = SUBSCRIPTIONS.c, SUBMISSIONS.c
_OPEN = _S.confirmed.is_(None)
_PASSED = or_(
    _C.state == State.APPROVED.value,
    and_(_C.state == State.PENDING.value, _C.verdict.in_([Verdict.HAM.value, Verdict.UNSURE.value])),
)
"""True of comments that are no spam."""


class Subscriptions:
    """Any method raises QueueUnavailable."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writing=True)

    def ask(self, comment: str, wanted: Sequence[Subscription]) -> None:
        """Keep what is wanted with this comment. Until that is kept, too, and found to be no spam, nothing follows."""
        with self._transaction() as connection:
            settle(connection, comment, wanted)

    def asked_with(self, comment: str) -> Sequence[Subscription]:
        """What was asked for with this comment, confirmed or not."""
        with outages_named(), self._engine.connect() as connection:
            return asked_with(connection, comment)

    def known(self, ids: Sequence[str]) -> Sequence[Subscription]:
        """Those of the ids that are there; the oldest first."""
        return self._select(_S.id.in_(ids))

    def of(self, address: str) -> Sequence[Subscription]:
        """All of an address, in whatever case it was typed; the oldest first."""
        return self._select(_is(address))

    def all(self) -> Sequence[Subscription]:
        """All there are, confirmed or not; the oldest first."""
        return self._select()

    def confirm(self, ids: Sequence[str], *, at: datetime, daily: bool = False) -> None:
        """Those of them that are there count from now on; ``daily``: in one mail a day."""
        with self._transaction() as connection:
            connection.execute(update(SUBSCRIPTIONS).where(_S.id.in_(ids), _OPEN).values(confirmed=at, daily=daily))

    def change(self, ids: Sequence[str], *, daily: bool) -> None:
        """Those of them that are there are told in one mail a day from now on, or at once."""
        with self._transaction() as connection:
            connection.execute(update(SUBSCRIPTIONS).where(_S.id.in_(ids)).values(daily=daily))

    def cancel(self, ids: Sequence[str]) -> None:
        """None of them is there any more."""
        with self._transaction() as connection:
            connection.execute(delete(SUBSCRIPTIONS).where(_S.id.in_(ids)))

    def remove(self, address: str) -> int:
        """None of this address, in whatever case, is there any more; how many were."""
        with self._transaction() as connection:
            return connection.execute(delete(SUBSCRIPTIONS).where(_is(address))).rowcount

    def forget(self, *, at: datetime) -> None:
        """Delete what nobody confirmed in time, and what can bring nothing: replies to a comment that is deleted."""
        orphaned = and_(_S.interest == Interest.REPLIES.value, ~_OPEN, ~exists().where(_C.id == _S.comment))
        with self._transaction() as connection:
            connection.execute(delete(SUBSCRIPTIONS).where(or_(_OPEN & (_S.made <= at - UNCONFIRMED), orphaned)))

    def unasked(self, *, at: datetime) -> Sequence[tuple[Subscription, str]]:
        """Those that nobody was asked to confirm, each with its sender's network; the oldest first."""
        return self._askable(at, untold(ASKED, _S.id))

    def askable(self, ids: Sequence[str], *, at: datetime) -> Sequence[Subscription]:
        """Those of the ids that somebody may be asked to confirm: their comments are no spam, and the reader has not
        confirmed the same before."""
        return [one for one, _ in self._askable(at, _S.id.in_(ids))]

    def _askable(self, at: datetime, which: ColumnElement[bool]) -> Sequence[tuple[Subscription, str]]:
        found = select(*_S, _C.client).join(SUBMISSIONS, _C.id == _S.comment)
        asking = found.where(which, _OPEN, _S.made > at - UNCONFIRMED, _PASSED, ~_confirmed_already())
        return [(subscription_in(row), client) for *row, client in self._read(asking.order_by(_S.made, _S.id))]

    def _select(self, *these: ColumnElement[bool]) -> Sequence[Subscription]:
        rows = self._read(select(SUBSCRIPTIONS).where(*these).order_by(_S.made, _S.id))
        return [subscription_in(row) for row in rows]

    def _read(self, query: Select[Any]) -> Sequence[Sequence[Any]]:
        with outages_named(), self._engine.connect() as connection:
            return connection.execute(query).all()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with outages_named(), self._writer.begin() as connection:
            yield connection


def _is(address: str) -> ColumnElement[bool]:
    return func.lower(_S.address) == address.strip().lower()


def _confirmed_already() -> ColumnElement[bool]:
    other = SUBSCRIPTIONS.alias()
    same = or_(
        other.c.comment == _S.comment,
        and_(_S.interest == Interest.COMMENTS.value, other.c.article == _S.article),
        _S.interest == Interest.POSTS.value,
    )
    theirs = and_(other.c.reader == _S.reader, other.c.interest == _S.interest, other.c.confirmed.is_not(None))
    return exists().where(theirs, same)
