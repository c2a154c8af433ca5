"""Readers' news: which comments and articles are still to be told to whom, at once or in the mail of a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Engine, Select, and_, exists, func, or_, select

from ..interest import Interest
from .news import LATELY, untold
from .outage import outages_named
from .schema import ARTICLES, DECISIONS, SUBMISSIONS, SUBSCRIPTIONS
from .submission import State

COMMENT, ARTICLE = "reader", "article"
"""The topics under which the outbox knows who was told of which comment, and of which article; at once or daily."""

Due = Mapping[tuple[str, str], Sequence[str]]
"""For each comment or article and each reader, by id or slug and by hash: the subscriptions that say so."""

_S, _C = SUBSCRIPTIONS.c, SUBMISSIONS.c


class ReaderNews:
    """What was published lately, and after somebody asked to be told. Any method raises QueueUnavailable.

    With ``daily``, for those who want it in that way alone: what was published before this day began (UTC). Without,
    for all others.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def comments(self, *, at: datetime, daily: bool = False) -> Due:
        """Comments that were approved for the first time; nobody's own."""
        wanted = or_(
            and_(_S.interest == Interest.REPLIES.value, _S.comment == _C.parent),
            and_(_S.interest == Interest.COMMENTS.value, _S.article == _C.article),
        )
        approved = and_(DECISIONS.c.comment == _C.id, _first_approval())
        found = (
            select(_C.id, _S.reader, _S.id, _S.daily)
            .select_from(SUBSCRIPTIONS.join(SUBMISSIONS, wanted).join(DECISIONS, approved))
            .where(_C.state == State.APPROVED.value, *_news(DECISIONS.c.at, at, daily))
            .where(func.lower(_C.email) != func.lower(_S.address), untold(COMMENT, _C.id + " " + _S.reader))
        )
        return self._due(found.order_by(DECISIONS.c.at, _C.id, _S.made, _S.id), daily)

    def articles(self, *, at: datetime, daily: bool = False) -> Due:
        """Articles that were not there at an earlier look."""
        slug, seen = ARTICLES.c.slug, ARTICLES.c.seen
        found = (
            select(slug, _S.reader, _S.id, _S.daily)
            .select_from(SUBSCRIPTIONS.join(ARTICLES, and_(*_news(seen, at, daily))))
            .where(_S.interest == Interest.POSTS.value, untold(ARTICLE, slug + " " + _S.reader))
        )
        return self._due(found.order_by(seen, slug, _S.made, _S.id), daily)

    def _due(self, query: Select[Any], daily: bool) -> Due:
        found: dict[tuple[str, str], list[str]] = {}
        at_once = set()
        with outages_named(), self._engine.connect() as connection:
            for subject, reader, id, later in connection.execute(query):
                found.setdefault((subject, reader), []).append(id)
                if not later:
                    at_once.add((subject, reader))
        return {pair: ids for pair, ids in found.items() if (pair not in at_once) is daily}


def _news(published: Column[datetime], at: datetime, daily: bool) -> Sequence[ColumnElement[bool]]:
    """True of what is news to a subscription that counts."""
    today = at.replace(hour=0, minute=0, second=0, microsecond=0)
    news = [published >= at - LATELY, published >= _S.made, _S.confirmed.is_not(None)]
    return [*news, published < today] if daily else news


def _first_approval() -> ColumnElement[bool]:
    earlier = DECISIONS.alias()
    before = and_(earlier.c.comment == DECISIONS.c.comment, earlier.c.number < DECISIONS.c.number)
    approved = State.APPROVED.value
    return and_(DECISIONS.c.after == approved, ~exists().where(before, earlier.c.after == approved))
