"""Families: submissions in the same state that say the same."""

from __future__ import annotations

from sqlalchemy import Select, func, select, tuple_

from .likeness import likeness
from .rows import OLDEST_FIRST
from .schema import SUBMISSIONS
from .submission import State, Submission

_SAYS_ENOUGH = SUBMISSIONS.c.likeness != ""


def siblings(submission: Submission) -> Select[tuple[str]]:
    """The ids of all others in its family, the oldest first."""
    family = (
        SUBMISSIONS.c.likeness == likeness(submission.comment.text),
        # Not by its index: SQLite, which does not know that few say the same, would go through all that wait.
        SUBMISSIONS.c.state.concat("") == submission.state.value,
        SUBMISSIONS.c.id != submission.id,
    )
    return select(SUBMISSIONS.c.id).where(_SAYS_ENOUGH, *family).order_by(*OLDEST_FIRST)


def families(state: State | None) -> Select[tuple[str, str, str]]:
    """Id, state and likeness of each that has siblings, of this state or of any."""
    kept = _SAYS_ENOUGH if state is None else _SAYS_ENOUGH & (SUBMISSIONS.c.state == state.value)
    kind = (SUBMISSIONS.c.state, SUBMISSIONS.c.likeness)
    several = select(*kind).where(kept).group_by(*kind).having(func.count() > 1)
    return select(SUBMISSIONS.c.id, *kind).where(kept, tuple_(*kind).in_(several))
