"""The ledger's words: what a moderator can do to a comment, and the record that it was done."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from ..errors import NotUndone
from .submission import State


class Action(enum.Enum):
    """What a moderator can do, in WordPress's words."""

    APPROVE = "approve"
    """Lets it in: its comment becomes public."""
    UNAPPROVE = "unapprove"
    """Takes it off the site, to wait again."""
    SPAM = "spam"
    """Puts it on the spam list."""
    UNSPAM = "unspam"
    """Takes it off the spam list, back to where it was before."""
    TRASH = "trash"
    """Throws it away, restorably."""
    UNTRASH = "untrash"
    """Takes it out of the trash, back to where it was before."""
    DELETE = "delete"
    """Removes it for good; only the ledger remembers that there was something."""
    REPLY = "reply"
    """Adds the moderator's own comment, which is public from the first."""
    EDIT = "edit"
    """Changes what it says, or by whom; it stays where it is."""
    UNDO = "undo"
    """Takes back the last decision about it that still stands."""

    def makes_sense_in(self, state: State) -> bool:
        """Whether it would change anything there."""
        if self in _ONLY_FROM:
            return state is _ONLY_FROM[self]
        return state is not _LEADS_TO.get(self)

    def leads_to(self, past: Sequence[Decision]) -> State | None:
        """The state it leaves a comment in, given all earlier decisions about that comment; none for delete."""
        if self is Action.UNDO:
            return standing(past)[-1].before
        if self in _TAKES_BACK:
            return _state_before(standing(past))
        return _LEADS_TO.get(self)


_LEADS_TO = {
    Action.APPROVE: State.APPROVED,
    Action.REPLY: State.APPROVED,
    Action.UNAPPROVE: State.PENDING,
    Action.SPAM: State.SPAM,
    Action.TRASH: State.TRASH,
}
_ONLY_FROM = {
    Action.UNAPPROVE: State.APPROVED,
    Action.UNSPAM: State.SPAM,
    Action.UNTRASH: State.TRASH,
}
_TAKES_BACK = (Action.UNSPAM, Action.UNTRASH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One line of the ledger: what somebody did to a comment."""

    number: int
    """Counts up over the whole ledger."""
    comment: str
    """The comment's id, kept when the comment is deleted."""
    action: Action
    before: State
    after: State | None
    """None after delete."""
    who: str
    at: datetime
    why: str = ""

    @property
    def is_final(self) -> bool:
        """Whether it cannot be undone: what it was about is gone, or who wrote it."""
        erased = self.action is Action.APPROVE and self.before is self.after
        return self.after is None or erased


def standing(past: Sequence[Decision]) -> list[Decision]:
    """Those that nobody has undone, of decisions about one comment or about many."""
    left: list[Decision] = []
    undone = Counter[str]()
    for decision in reversed(past):
        if decision.action is Action.UNDO:
            undone[decision.comment] += 1
        elif undone[decision.comment]:
            undone[decision.comment] -= 1
        else:
            left.append(decision)
    return left[::-1]


def undoable(past: Sequence[Decision], number: int) -> Decision:
    """That line of the ledger, given all about its comment. Raises NotUndone if it cannot be undone, or not yet."""
    stand = standing(past)
    found = next((decision for decision in stand if decision.number == number), None)
    if found is None:
        raise NotUndone(f"number {number} does not stand any more")
    if found.is_final:
        raise NotUndone(f"what number {number} has deleted or erased does not come back")
    last = stand[-1]
    if last is not found:
        raise NotUndone(
            f"{last.who}'s {last.action.value} of {last.comment}, number {last.number}, came after number {number}"
        )
    return found


def _state_before(past: Iterable[Decision]) -> State:
    """Where the comment was before it came to where it is.

    Decisions taken back meanwhile do not count, else spam, trash, untrash, unspam would end in the trash.
    What only the machine has moved goes to a person: pending.
    """
    left: list[State] = []
    for decision in past:
        if decision.action is Action.DELETE:  # and imported again later
            left.clear()
        elif decision.before is decision.after:  # confirmed only
            continue
        elif decision.action in _TAKES_BACK:
            del left[-1:]
        else:
            left.append(decision.before)
    return left[-1] if left else State.PENDING
