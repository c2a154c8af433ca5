"""A case: one submission on the table, which nobody else can touch until the transaction ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, select, update

from ..comment import Comment, without_controls
from ..errors import AlreadyDecided, EditedMeanwhile, UnknownComment
from .chain import append
from .ledger import Action, Decision, standing
from .lessons import Lessons, Study
from .revisions import keep, restored
from .rows import DECISION, SUBMISSION, THIS, comment_row, decision_in, findings_row, submission_in, submission_row
from .schema import DECISIONS, SUBMISSIONS
from .submission import State, Submission

WRITER = "the writer"
"""Who withdraws a comment, for the record."""

# SQLite knows no FOR UPDATE, and needs none: its transaction began with the write lock.
_LOCKED = select(*SUBMISSION).where(THIS).with_for_update()
_CHANGED = update(SUBMISSIONS).where(THIS)
_HISTORY = select(*DECISION).where(DECISIONS.c.comment == bindparam("_id")).order_by(DECISIONS.c.number)


@dataclass(frozen=True, slots=True)
class Case:
    """A locked submission and all earlier decisions about it."""

    connection: Connection
    submission: Submission
    past: Sequence[Decision]

    @property
    def is_decided(self) -> bool:
        """Whether a person has decided it. One that was deleted and imported again is new."""
        return bool(self.standing) and self.standing[-1].after is not None

    @property
    def standing(self) -> list[Decision]:
        """The decisions that nobody has undone."""
        return standing(self.past)

    def require(self, action: Action, seen: Submission | None) -> None:
        """Raises AlreadyDecided if the action changes nothing, or who asked for it saw another state; EditedMeanwhile
        if they read something else."""
        state = self.submission.state
        confirms = action is Action.SPAM and not self.is_decided  # what only a machine has said so far
        if (action.makes_sense_in(state) or confirms) and (seen is None or seen.state is state):
            if seen and seen.comment != self.submission.comment:
                raise EditedMeanwhile(self.submission.id)
            return
        if self.past and self.past[-1].after is state:
            raise AlreadyDecided(self.submission.id, state.value, self.past[-1].who, self.past[-1].at)
        raise AlreadyDecided(self.submission.id, state.value)

    def record(self, action: Action, who: str, at: datetime, why: str) -> Decision:
        """Writes the ledger's line; the submission stays where it is."""
        after = self.submission.state if action is Action.EDIT else action.leads_to(self.past)
        line = {
            "comment": self.submission.id,
            "action": action.value,
            "before": self.submission.state.value,
            "after": after.value if after else None,
            "who": without_controls(who),
            "at": at,
            "why": without_controls(why),
        }
        return append(self.connection, [line])[0]

    def move(self, to: State | None) -> Submission:
        """The submission in its new state; if that is none, it is deleted, and given back as trash."""
        if to is None:
            self.connection.execute(delete(SUBMISSIONS).where(THIS), {"_id": self.submission.id})
            return replace(self.submission, state=State.TRASH)
        self.connection.execute(_CHANGED, {"_id": self.submission.id, "state": to.value})
        return replace(self.submission, state=to)

    def edit(self, comment: Comment, who: str, at: datetime, why: str) -> Decision:
        """Puts what the comment says now in place of what it said, and keeps that."""
        decision = self.record(Action.EDIT, who, at, why)
        keep(self.connection, decision.number, self.submission.comment)
        self._write(comment)
        return decision

    def unedit(self, number: int, moved: Submission) -> Submission:
        """Puts back what the comment said before the edit with this number."""
        comment = restored(self.connection, number, moved.comment)
        self._write(comment)
        return replace(moved, comment=comment)

    def _write(self, comment: Comment) -> None:
        self.connection.execute(_CHANGED, {"_id": comment.id, **comment_row(comment)})

    def teach(self, moved: Submission, study: Study) -> None:
        """What its new state says of it is learned; what waits says nothing, nor does what is thrown away."""
        lessons = Lessons(self.connection)
        if moved.state is State.PENDING:
            lessons.take_back(moved.id)
        elif moved.state is not State.TRASH:
            lessons.learn(moved.comment, moved.state is State.SPAM, study)

    def unteach(self, study: Study) -> None:
        """What the last decision taught is taken back; what those before it say is learned instead."""
        told = [decision for decision in self.standing[:-1] if decision.action is not Action.EDIT]
        said = [decision.after for decision in told if decision.after is not State.TRASH]
        self.teach(replace(self.submission, state=(said and said[-1]) or State.PENDING), study)

    def judge(self, judged: Submission) -> bool:
        """Replaces what the checks have found, unless a person has decided; says whether."""
        if self.is_decided:
            return False
        findings = findings_row(judged.state, judged.verdict, judged.reasons)
        self.connection.execute(_CHANGED, {"_id": judged.id, **findings})
        return True

    def correct(self, submission: Submission, at: datetime) -> None:
        """Puts another one in its place, as its writer wishes. By its id nobody decides what was not read."""
        self.withdraw(at, f"corrected: now {submission.id}")
        self.connection.execute(insert(SUBMISSIONS).values(submission_row(submission)))

    def withdraw(self, at: datetime, why: str = "withdrawn") -> None:
        """Deletes it, as its writer wishes. Nothing was learned of what nobody has decided."""
        self.move(self.record(Action.DELETE, WRITER, at, why).after)


def open_case(connection: Connection, id: str) -> Case | None:
    """The case of this comment, once everybody who had it before is done; none if it is not in the queue."""
    row = connection.execute(_LOCKED, {"_id": id}).one_or_none()
    return Case(connection, submission_in(row), history(connection, id)) if row else None


def open_undecided(connection: Connection, id: str) -> Case:
    """The case of a comment that its writer may still change. Raises UnknownComment, or AlreadyDecided by a person."""
    case = open_case(connection, id)
    if case is None:
        raise UnknownComment(id)
    if case.is_decided:
        raise AlreadyDecided(id, case.submission.state.value)
    return case


def history(connection: Connection, id: str) -> list[Decision]:
    """All decisions about this comment, in order."""
    return [decision_in(line) for line in connection.execute(_HISTORY, {"_id": id})]


def past(connection: Connection, *these: ColumnElement[bool]) -> list[Decision]:
    """All decisions, or those of which all this is true, in order."""
    lines = select(*DECISION).where(*these).order_by(DECISIONS.c.number)
    return [decision_in(line) for line in connection.execute(lines)]


def about(*ids: str) -> ColumnElement[bool]:
    """True of the decisions about these comments."""
    return DECISIONS.c.comment.in_(ids)
