"""The outbox: messages on their way, kept in the queue's database until the other side has taken them.

No sender can promise *exactly once*: it may be killed after the other side has taken a message, and before it has
written that down. Promised is *at least once*, and under the same key, from which Message-ID and webhook-id are made:
so that whoever gets a message again can know it again. A message is claimed before it is sent, so that it takes such an
accident, or a server that answers after the claim has run out, for it to be sent twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Update, and_, case, delete, func, insert, null, select, update
from sqlalchemy.exc import IntegrityError

from .outage import outages_named
from .schema import OUTBOX

CLAIM = timedelta(minutes=10)
"""How long a message is its sender's alone; if that dies, it is due again afterwards."""
FIRST, LONGEST = timedelta(minutes=1), timedelta(hours=6)
"""The pause after the first failure, which doubles with each, and the longest."""
PATIENCE = timedelta(days=5)
"""After which a message is given up (RFC 5321, 4.5.4.1: "at least 4-5 days")."""
KEPT = timedelta(days=30)
"""How long it is remembered what was told, and what was given up; longer than anything is news."""

_WAITS = OUTBOX.c.due.is_not(None)
_GIVEN_UP = and_(OUTBOX.c.due.is_(None), OUTBOX.c.sent.is_(None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is to be sent."""

    key: str
    """Nothing is queued twice under the same."""
    kind: str
    """Who sends it."""
    payload: Mapping[str, Any] = field(repr=False)
    """What that needs to know; JSON. Forgotten with the recipient as soon as it is sent."""
    recipient: str = field(default="", repr=False)
    """Whom it is for, where the settings do not say."""
    attempts: int = 0
    """How often it was claimed so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """What has not been sent."""

    waiting: int
    given_up: int
    failing_since: datetime | None
    """When the oldest was queued that was tried in vain and will be again; none if there is none."""
    problem: str
    """Why it failed last."""


class Outbox:
    """Takes messages, and hands each to one sender at a time. Any method raises QueueUnavailable."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writing=True)

    def put(self, message: Message, *, at: datetime, told: Sequence[str] = ()) -> bool:
        """Keeps it, due at once, unless its key was used before; says whether it does.

        ``told`` are keys of what it tells besides, under which nothing is to be kept from now on, or was.
        """
        blank = {"recipient": "", "payload": None, "queued": at, "attempts": 0, "error": "", "due": None, "sent": None}
        rows = [{**blank, "key": key, "kind": message.kind, "sent": at} for key in told]
        try:
            with self._transaction() as connection:
                connection.execute(delete(OUTBOX).where(~_WAITS, OUTBOX.c.queued < at - KEPT))
                connection.execute(insert(OUTBOX), [{**blank, **_row(message), "due": at}, *rows])
        except IntegrityError:  # somebody else was faster
            return False
        return True

    def due(self, kind: str, *, at: datetime) -> Sequence[str]:
        """The keys of all messages of this kind whose time has come, the longest due first."""
        ready = select(OUTBOX.c.key).where(OUTBOX.c.kind == kind, OUTBOX.c.due <= at)
        with outages_named(), self._engine.connect() as connection:
            return connection.scalars(ready.order_by(OUTBOX.c.due, OUTBOX.c.key)).all()

    def claim(self, key: str, *, at: datetime) -> Message | None:
        """The message, for whoever is first to ask, if it still is due; the others get none."""
        mine = update(OUTBOX).where(OUTBOX.c.key == key, OUTBOX.c.due <= at)
        claimed = mine.values(due=at + CLAIM, attempts=OUTBOX.c.attempts + 1)
        with self._transaction() as connection:
            row = connection.execute(claimed.returning(*_COLUMNS)).one_or_none()
        return Message(**row._mapping) if row else None

    def sent(self, message: Message, *, at: datetime) -> None:
        """The other side has it: only that there was something is remembered."""
        self._write(_about(message).values(sent=at, due=None, payload=None, recipient="", error=""))

    def failed(self, message: Message, problem: str, *, at: datetime, for_good: bool = False) -> None:
        """It is to be tried again later, unless it was for good, or for too long. The problem names nobody, and no
        secret."""
        pause = min(FIRST * 2 ** (message.attempts - 1), LONGEST)
        later = null() if for_good else case((OUTBOX.c.queued <= at - PATIENCE, null()), else_=at + pause)
        mine = _about(message).where(OUTBOX.c.attempts == message.attempts, _WAITS)  # or it is somebody else's by now
        self._write(mine.values(due=later, error=problem))

    def revive(self, *, at: datetime) -> None:
        """Whatever was given up is due again, as if it were new."""
        self._write(update(OUTBOX).where(_GIVEN_UP).values(due=at, queued=at, attempts=0))

    def last(self, kind: str) -> datetime | None:
        """When something of this kind was queued last."""
        with outages_named(), self._engine.connect() as connection:
            found: datetime | None = connection.scalar(select(func.max(OUTBOX.c.queued)).where(OUTBOX.c.kind == kind))
        return found

    def backlog(self) -> Backlog:
        """How many wait, how many were given up, and what is wrong."""
        failing = select(OUTBOX.c.queued, OUTBOX.c.error).where(_WAITS, OUTBOX.c.error != "").order_by(OUTBOX.c.queued)
        with outages_named(), self._engine.connect() as connection:
            counts = [
                connection.scalar(select(func.count()).select_from(OUTBOX).where(these)) or 0
                for these in (_WAITS, _GIVEN_UP)
            ]
            since, problem = connection.execute(failing.limit(1)).one_or_none() or (None, "")
        return Backlog(waiting=counts[0], given_up=counts[1], failing_since=since, problem=problem)

    def _write(self, change: Update) -> None:
        with self._transaction() as connection:
            connection.execute(change)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with outages_named(), self._writer.begin() as connection:
            yield connection


_COLUMNS = [OUTBOX.c[name] for name in ("key", "kind", "payload", "recipient", "attempts")]


def _row(message: Message) -> dict[str, object]:
    return {column.name: getattr(message, column.name) for column in _COLUMNS}


def _about(message: Message) -> Update:
    return update(OUTBOX).where(OUTBOX.c.key == message.key)
