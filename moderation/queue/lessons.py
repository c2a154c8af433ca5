"""What the learning filter has learned: counts of features, and of each comment what was counted, to take it back.

All of it happens in the transaction of the decision it is about: a filter never knows more than the ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import cache
from importlib import import_module
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from ..comment import Comment
from .schema import FEATURES, LESSONS

AT_ONCE = 500
"""How many features are looked up or counted in one statement."""

_COUNTS = select(FEATURES.c.feature, FEATURES.c.spam, FEATURES.c.ham).where(
    FEATURES.c.feature.in_(bindparam("some", expanding=True))
)
_LEARNED = select(LESSONS.c.spam).where(LESSONS.c.comment == bindparam("id"))
_LESSON = insert(LESSONS)


class Lessons:
    """The filter's memory, as one transaction sees it."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def counts(self, features: Collection[str]) -> dict[str, tuple[int, int]]:
        """In how much spam, and in how much ham, each of these features was; those in neither are missing."""
        found: dict[str, tuple[int, int]] = {}
        for some in _some(features):
            rows = self.connection.execute(_COUNTS, {"some": some})
            found |= {feature: (spam, ham) for feature, spam, ham in rows}
        return found

    def learn(self, comment: Comment, spam: bool, study: Study) -> None:
        """Learn what a comment is, instead of what was learned of it before; a second time changes nothing."""
        known = self.connection.scalar(_LEARNED, {"id": comment.id})
        if known is spam:
            return
        if known is not None:
            self.take_back(comment.id)
        features = sorted(study(comment, self))
        self.connection.execute(_LESSON, {"comment": comment.id, "spam": spam, "features": features})
        self._count(features, spam, 1)

    def take_back(self, id: str) -> None:
        """Leave no trace of what was learned of a comment, if anything was."""
        mine = LESSONS.c.comment == id
        lesson = self.connection.execute(select(LESSONS.c.features, LESSONS.c.spam).where(mine)).one_or_none()
        if lesson is not None:
            self.connection.execute(delete(LESSONS).where(mine))
            self._count(*lesson, -1)

    def forget(self) -> None:
        """Everything."""
        self.connection.execute(delete(LESSONS))
        self.connection.execute(delete(FEATURES))

    def _count(self, features: Iterable[str], spam: bool, change: int) -> None:
        kind = "spam" if spam else "ham"
        for some in _some(features):
            if change > 0:
                rows = [{"feature": feature, "spam": 0, "ham": 0, kind: change} for feature in some]
                self.connection.execute(_adding(self.connection.dialect.name, kind), rows)
            else:
                mine = FEATURES.c.feature.in_(some)
                self.connection.execute(update(FEATURES).where(mine).values({kind: FEATURES.c[kind] + change}))
                self.connection.execute(delete(FEATURES).where(mine, FEATURES.c.spam + FEATURES.c.ham == 0))


Study = Callable[[Comment, Lessons], Collection[str]]
"""Says what to count of a comment, given what was counted so far."""


@cache
def _adding(dialect: str, kind: str) -> Any:
    """An insert that adds where there is a row; both databases know it, each by a construct of its own."""
    # The other's dialect would take longer to import than a decision takes.
    statement: Any = import_module(f"sqlalchemy.dialects.{dialect}").insert(FEATURES)
    return statement.on_conflict_do_update(
        index_elements=[FEATURES.c.feature], set_={kind: FEATURES.c[kind] + statement.excluded[kind]}
    )


def _some(features: Iterable[str]) -> Iterable[list[str]]:
    """In order, so that two transactions never wait for each other's rows."""
    ordered = sorted(features)
    return (ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE))
