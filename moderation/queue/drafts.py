"""Drafts: what a reader has typed, kept for minutes while they sign in elsewhere, and given back once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, select

from .outage import outages_named
from .schema import DRAFTS

LIFE = timedelta(minutes=15)
"""Enough to find a password and a telephone."""
MOST = 1000
"""As many at once: a crowd that signs in and never comes back fills no disk."""


class Drafts:
    """Any method raises QueueUnavailable."""

    def __init__(self, engine: Engine) -> None:
        self._writer = engine.execution_options(writing=True)

    def put(self, key: str, content: Mapping[str, Any], *, at: datetime) -> bool:
        """Keeps it under a key that nobody can guess; says whether there was room."""
        with self._transaction() as connection:
            connection.execute(delete(DRAFTS).where(DRAFTS.c.expires <= at))
            if (connection.scalar(select(func.count()).select_from(DRAFTS)) or 0) >= MOST:
                return False
            connection.execute(insert(DRAFTS).values(key=key, content=content, expires=at + LIFE))
        return True

    def take(self, key: str, *, at: datetime) -> Mapping[str, Any] | None:
        """What was kept under this key, for the first who asks within its life; the others get nothing."""
        mine = delete(DRAFTS).where(DRAFTS.c.key == key, DRAFTS.c.expires > at)
        with self._transaction() as connection:
            content: Mapping[str, Any] | None = connection.scalar(mine.returning(DRAFTS.c.content))
        return content

    def sweep(self, *, at: datetime) -> None:
        """Forgets those whose readers did not come back."""
        with self._transaction() as connection:
            connection.execute(delete(DRAFTS).where(DRAFTS.c.expires <= at))

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with outages_named(), self._writer.begin() as connection:
            yield connection
