"""Rows: a submission and a decision as the tables hold them, and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Text, bindparam, cast

from ..comment import Comment, Kind, without_controls
from ..errors import InvalidComment, UnreadableSubmission
from .ledger import Action, Decision
from .likeness import likeness
from .schema import DECISIONS, SUBMISSIONS, in_utc
from .submission import Reason, State, Submission, Verdict

_COMMENT = ("id", "article", "author", "date", "text", "website", "parent", "kind", "verified")
_PRIVATE = ("email", "ip", "client", "user_agent", "referrer", "account", "trap")
_FINDINGS = ("state", "verdict", "reasons")
_COLUMNS = (*_COMMENT, *_PRIVATE, *_FINDINGS)

# As text, and understood here: a driver that cannot understand one row gives none of the others either.
SUBMISSION: list[ColumnElement[Any]] = [cast(SUBMISSIONS.c[name], Text) for name in _COLUMNS]
DECISION = [column for column in DECISIONS.c if column is not DECISIONS.c.hash]
# For statements that are made once: it takes SQLAlchemy four times as long to make one as to run it.
THIS = SUBMISSIONS.c.id == bindparam("_id")
"""True of the submission with the id that comes with the statement as ``_id``."""
OLDEST_FIRST = (SUBMISSIONS.c.date, SUBMISSIONS.c.id)


def submission_row(submission: Submission) -> dict[str, object]:
    """The values of all columns. Private fields lose their control characters: PostgreSQL stores no NUL,
    and what one stranger typed into the trap must not turn away everybody in the same commit."""
    return {
        **comment_row(submission.comment),
        **{name: without_controls(getattr(submission, name)) for name in _PRIVATE},
        **findings_row(submission.state, submission.verdict, submission.reasons),
    }


def comment_row(comment: Comment) -> dict[str, object]:
    """The values of the columns that hold the comment itself."""
    return {
        **{name: getattr(comment, name) for name in _COMMENT},
        "kind": comment.kind.value,
        "likeness": likeness(comment.text),
    }


def findings_row(state: State, verdict: Verdict, reasons: Sequence[Reason]) -> dict[str, object]:
    """The values of the columns that a check fills."""
    return {
        "state": state.value,
        "verdict": verdict.value,
        "reasons": [asdict(reason) for reason in reasons],
    }


def submission_in(row: Iterable[Any]) -> Submission:
    """The submission in a row of the columns ``SUBMISSION``. Raises UnreadableSubmission."""
    values = dict(zip(_COLUMNS, row, strict=True))
    try:
        read = values | {name: _understood(name, values[name]) for name in _READERS}
        comment = Comment(**{name: read.pop(name) for name in _COMMENT})
    except InvalidComment as error:
        raise UnreadableSubmission(values["id"], error.field, error.problem) from error
    return Submission(comment=comment, **read)


def _understood(column: str, text: str) -> object:
    try:
        return _READERS[column](text)
    except (OverflowError, TypeError, ValueError):  # whose own words could hold anything
        raise InvalidComment(column, "holds what this program never writes") from None


def _reason(fields: object) -> Reason:
    match fields:
        case {"check": str(check), "saw": str(saw), "weight": int(weight) | float(weight)}:
            return Reason(check, saw, weight)
        case _:
            raise ValueError


_READERS: Mapping[str, Callable[[str], object]] = {
    "date": lambda text: in_utc(datetime.fromisoformat(text)),
    "kind": Kind,
    "state": State,
    "verdict": Verdict,
    "reasons": lambda text: tuple(map(_reason, json.loads(text))),
}


def decision_in(row: Iterable[Any]) -> Decision:
    """The decision in a row of the columns ``DECISION``."""
    number, comment, action, before, after, who, at, why = row
    return Decision(
        number=number,
        comment=comment,
        action=Action(action),
        before=State(before),
        after=State(after) if after else None,
        who=who,
        at=in_utc(at),
        why=why,
    )
