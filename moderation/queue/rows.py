"""Rows: a submission and a decision as the tables hold them, and back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from ..comment import Comment, Kind, without_controls
from .ledger import Action, Decision
from .likeness import likeness
from .schema import DECISIONS, SUBMISSIONS
from .submission import Reason, State, Submission, Verdict

# The order in which submission_in() unpacks them.
_COMMENT = ("id", "article", "author", "date", "text", "website", "parent", "kind")
_PRIVATE = ("email", "ip", "client", "user_agent", "referrer", "trap")
_FINDINGS = ("state", "verdict", "reasons")

SUBMISSION = [SUBMISSIONS.c[name] for name in (*_COMMENT, *_PRIVATE, *_FINDINGS)]
DECISION = list(DECISIONS.c)
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
    """The submission in a row of the columns ``SUBMISSION``."""
    id, article, author, date, text, website, parent, kind, *private, state, verdict, reasons = row
    email, ip, client, user_agent, referrer, trap = private
    return Submission(
        comment=Comment(
            id=id,
            article=article,
            author=author,
            date=date,
            text=text,
            website=website,
            parent=parent,
            kind=Kind(kind),
        ),
        email=email,
        ip=ip,
        client=client,
        user_agent=user_agent,
        referrer=referrer,
        trap=trap,
        state=State(state),
        verdict=Verdict(verdict),
        reasons=tuple(Reason(**reason) for reason in reasons),
    )


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
        at=at,
        why=why,
    )
