"""Likes: how many readers like an article and, under a keyed hash, which of them: for a month, or for good if they have
signed in.

No number is ever overwritten: a correction is an entry of its own, by somebody, at a moment, for a reason.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Engine, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from .outage import outages_named
from .schema import LIKES

_SIGNED_IN = "account:"
"""Whose like is a person's begins so; nobody's hash does."""


def month_of(moment: datetime) -> datetime:
    """When the moment's month began, in UTC."""
    return moment.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a moderator added to an article's likes, or took off."""

    article: str
    amount: int
    who: str
    at: datetime
    why: str


def monthly() -> ColumnElement[bool]:
    """The likes of those who had not signed in."""
    return ~LIKES.c.reader.startswith(_SIGNED_IN)


class Like(NamedTuple):
    """What somebody who has signed in likes, or liked."""

    article: str
    month: datetime
    """When they first did."""
    amount: int
    """0 once it is taken back."""


class Likes:
    """Takes likes and counts them. Any method raises QueueUnavailable."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writing=True)

    def press(self, article: str, reader: str, *, at: datetime, account: str = "") -> bool:
        """Has this reader like the article or, who does so already, no longer; whether it is liked now.

        ``reader`` is known again in the same month alone, of which no more than the month is kept. Who has signed in
        with an ``account`` is known for ever, and their like takes the place of the reader's.
        """
        whose = _SIGNED_IN + account if account else reader
        theirs = update(LIKES).where(LIKES.c.article == article)
        again = theirs.where(LIKES.c.reader == whose).values(amount=1 - LIKES.c.amount).returning(LIKES.c.amount)
        first = {"article": article, "reader": whose, "amount": 1, "at": month_of(at), "who": "", "why": ""}
        try:
            with self._transaction() as connection:
                amount: int | None = connection.scalar(again)
                if amount is None:
                    connection.execute(insert(LIKES), first)
                if account and amount != 0:
                    connection.execute(theirs.where(LIKES.c.reader == reader).values(amount=0))
        except IntegrityError:  # the same reader's first, twice at once
            return True
        return amount != 0

    def of(self, accounts: Collection[str]) -> Sequence[Like]:
        """Those of people with these accounts, the oldest first."""
        theirs = select(LIKES.c.article, LIKES.c.at, LIKES.c.amount).where(_by(accounts))
        with self._reading() as connection:
            return [Like(*row) for row in connection.execute(theirs.order_by(LIKES.c.number))]

    def forget(self, accounts: Collection[str]) -> None:
        """Takes those back, and forgets whose they were."""
        with self._transaction() as connection:
            connection.execute(update(LIKES).where(_by(accounts)).values(reader=None, amount=0))

    def counts(self) -> dict[str, int]:
        """How many like each article that anybody ever liked, 0 included; in the order of their names."""
        counted = select(LIKES.c.article, func.sum(LIKES.c.amount)).group_by(LIKES.c.article)
        with self._reading() as connection:
            rows = connection.execute(counted.order_by(LIKES.c.article)).all()
        return {article: max(number, 0) for article, number in rows}  # taken back after a correction to 0

    def correct(self, article: str, number: int, *, who: str, at: datetime, why: str = "") -> None:
        """Adds what there is to add for the article to have this number of likes."""
        counted = select(func.coalesce(func.sum(LIKES.c.amount), 0)).where(LIKES.c.article == article)
        with self._transaction() as connection:
            amount = number - connection.scalars(counted).one()
            connection.execute(insert(LIKES).values(article=article, amount=amount, at=at, who=who, why=why))

    def corrections(self) -> Sequence[Correction]:
        """All there were, the oldest first."""
        corrected = select(*_CORRECTION).where(LIKES.c.who != "").order_by(LIKES.c.number)
        with self._reading() as connection:
            return [Correction(**row._mapping) for row in connection.execute(corrected)]

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with outages_named(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with outages_named(), self._writer.begin() as connection:
            yield connection


def _by(accounts: Collection[str]) -> ColumnElement[bool]:
    return LIKES.c.reader.in_([_SIGNED_IN + account for account in accounts])


_CORRECTION = [LIKES.c[name] for name in Correction.__slots__]
