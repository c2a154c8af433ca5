"""A person, as the queue knows one: by the e-mail address, or by the account they signed in with; what it holds of
somebody, and how that goes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select, update

from ..errors import UnknownComment
from .case import history, open_case
from .ledger import Action, Decision
from .lessons import Lessons
from .revisions import Revision, forget, revisions
from .rows import OLDEST_FIRST, SUBMISSION, submission_in, submission_row
from .schema import DECISIONS, LESSONS, SUBMISSIONS
from .submission import State, Submission

ANONYMOUS = "Anonymous"
"""Who wrote what may stay without its author."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Everything the queue holds of one comment."""

    submission: Submission
    decisions: Sequence[Decision]
    learned: dict[str, Sequence[str]]
    """What the learning filter counted of it, under ``spam`` or ``ham``; empty if it learned nothing."""
    revisions: Sequence[Revision]
    """What it said before it was edited."""


def holdings(connection: Connection, email: str, accounts: Collection[str]) -> list[Holding]:
    """Everything held of comments with this address, in whatever case it was typed, of those by these accounts, and by
    any account with which the address was given; the oldest first.

    Not the other way round: to type an address proves nothing, to sign in does.
    """
    given = SUBMISSIONS.c.email.in_(_spellings(connection, email))
    known = SUBMISSIONS.c.account.in_(accounts) | SUBMISSIONS.c.account.in_(select(SUBMISSIONS.c.account).where(given))
    theirs = select(*SUBMISSION).where(given | known & (SUBMISSIONS.c.account != ""))
    rows = connection.execute(theirs.order_by(*OLDEST_FIRST)).all()
    return [_holding(connection, submission_in(row)) for row in rows]


def erase(connection: Connection, id: str, keep: bool, who: str, at: datetime) -> Submission:
    """Leave nothing of who wrote it, neither in the filter's memory nor in reasons given for decisions.

    It is deleted, unless it is public and to be kept: then it stays without its author. Given back as it is now, what
    was deleted as trash. Raises UnknownComment.
    """
    case = open_case(connection, id)
    if case is None:
        raise UnknownComment(id)
    Lessons(connection).take_back(id)
    forget(connection, id)
    connection.execute(update(DECISIONS).where(DECISIONS.c.comment == id).values(why=""))
    if keep and case.submission.state is State.APPROVED:
        case.record(Action.APPROVE, who, at, "kept without its author")
        nameless = anonymous(case.submission)
        connection.execute(update(SUBMISSIONS).where(SUBMISSIONS.c.id == id).values(submission_row(nameless)))
        return nameless
    return case.move(case.record(Action.DELETE, who, at, "").after)


def anonymous(submission: Submission) -> Submission:
    """What may stay, named one by one: a private part invented tomorrow is not among it."""
    comment = replace(submission.comment, author=ANONYMOUS, website="", verified="")
    return Submission(comment=comment, state=submission.state, verdict=submission.verdict)


def _spellings(connection: Connection, email: str) -> list[str]:
    """Every way this address is written in the queue. No address at all is nobody's."""
    # Compared here, as SQLite knows the case of ASCII only, and PostgreSQL what its locale knows.
    wanted = email.strip().casefold()
    every = connection.scalars(select(SUBMISSIONS.c.email).distinct())
    return [written for written in every if wanted and written.strip().casefold() == wanted]


def _holding(connection: Connection, submission: Submission) -> Holding:
    lesson = select(LESSONS.c.spam, LESSONS.c.features).where(LESSONS.c.comment == submission.id)
    return Holding(
        submission=submission,
        decisions=history(connection, submission.id),
        revisions=revisions(connection, submission.id),
        learned={"spam" if spam else "ham": features for spam, features in connection.execute(lesson)},
    )
