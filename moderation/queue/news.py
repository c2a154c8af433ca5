"""News: what came or was decided lately, and is in the outbox under no key yet.

Asked of what is there, not noted when it happens: so whoever decides needs to know nothing of mails and hooks, and
whatever was killed between a decision and its message is made up for by the next who asks.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, cast, exists, literal, or_, select

from .rows import OLDEST_FIRST, SUBMISSION
from .schema import DECISIONS, OUTBOX, SUBMISSIONS
from .submission import State, Verdict

LATELY = timedelta(days=7)
"""What is older is no news: whoever sets up mails or a hook is not told of all the years before."""
CHECKING = timedelta(minutes=2)
"""How long a check may take before a comment is told as unchecked."""


def key(topic: str, subject: object) -> str:
    """Under which the outbox has what is told of a subject, a comment by its id or a decision by its number."""
    return f"{topic} {subject}"


def untold_comments(topic: str, at: datetime, states: Iterable[State]) -> Select[Any]:
    """Those in these states that were checked and are not told under this topic, the oldest first."""
    date = SUBMISSIONS.c.date
    return (
        select(*SUBMISSION)
        .where(SUBMISSIONS.c.state.in_([state.value for state in states]), date >= at - LATELY)
        .where(or_(SUBMISSIONS.c.verdict != Verdict.UNCHECKED.value, date < at - CHECKING))
        .where(untold(topic, SUBMISSIONS.c.id))
        .order_by(*OLDEST_FIRST)
    )


def untold_decisions(topic: str, at: datetime) -> tuple[ColumnElement[bool], ...]:
    """True of the decisions that are not told under this topic."""
    return DECISIONS.c.at >= at - LATELY, untold(topic, DECISIONS.c.number)


def untold(topic: str, subject: ColumnElement[Any]) -> ColumnElement[bool]:
    """True of the subjects that the outbox has under no key of this topic."""
    return ~exists().where(OUTBOX.c.key == literal(key(topic, "")) + cast(subject, Text))
