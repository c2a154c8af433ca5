"""The articles that a build was seen with: what is not among them is new."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Engine, insert, select
from sqlalchemy.exc import IntegrityError

from .outage import outages_named
from .schema import ARTICLES


class SeenArticles:
    """Remembers slugs, and since when they are there. Any method raises QueueUnavailable."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writing=True)

    def look(self, slugs: Iterable[str], *, at: datetime) -> None:
        """These are there now. At the first look none is new."""
        with outages_named(), self._engine.connect() as connection:
            known = {*connection.scalars(select(ARTICLES.c.slug))}
        seen = at if known else None
        if rows := [{"slug": slug, "seen": seen} for slug in slugs if slug not in known]:
            try:
                with outages_named(), self._writer.begin() as connection:
                    connection.execute(insert(ARTICLES), rows)
            except IntegrityError:  # somebody else looked at the same moment
                return
