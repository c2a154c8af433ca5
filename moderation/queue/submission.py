"""A submission: a comment together with everything about it that must stay private."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..comment import Comment


class State(enum.Enum):
    """Where a submission stands, in WordPress's words."""

    PENDING = "pending"
    """Waits for a moderator."""
    APPROVED = "approved"
    """A moderator let it in; its comment is public."""
    SPAM = "spam"
    """In the spam list, by the filter or by a moderator."""
    TRASH = "trash"
    """Thrown away, and still restorable."""


class Verdict(enum.Enum):
    """What the spam filter thinks. It never approves."""

    UNCHECKED = "unchecked"
    """A check is still to be asked, or could not be asked."""
    HAM = "ham"
    """Nothing suspicious."""
    UNSURE = "unsure"
    """Something suspicious, not enough to call it spam."""
    SPAM = "spam"
    """Goes to the spam list."""
    DISCARD = "discard"
    """Spam so blatant that nobody needs to read it; kept in the spam list all the same."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence: which check speaks, what it saw, and how much that weighs.

    Weights above 0 speak for spam, below 0 for ham; 0 only informs.
    """

    check: str
    saw: str
    weight: float = 0.0

    def __str__(self) -> str:
        """As a moderator reads it."""
        return f"{self.check}: {self.saw} ({self.weight:+g})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A comment together with what stays private. Only its ``comment`` may ever be published."""

    comment: Comment
    email: str = field(default="", repr=False)
    ip: str = field(default="", repr=False)
    client: str = field(default="", repr=False)
    """Keyed hash of the sender's network: tells senders apart after the address is gone."""
    user_agent: str = field(default="", repr=False)
    referrer: str = field(default="", repr=False)
    account: str = field(default="", repr=False)
    """Keyed hash of the account that the sender signed in with: knows the same person again, and names nobody."""
    trap: str = field(default="", repr=False)
    """What somebody typed into the form's hidden field; people leave it empty."""
    state: State = State.PENDING
    verdict: Verdict = Verdict.UNCHECKED
    reasons: tuple[Reason, ...] = ()

    @property
    def id(self) -> str:
        """The comment's id."""
        return self.comment.id

    @property
    def score(self) -> float:
        """What all reasons weigh together."""
        return sum(reason.weight for reason in self.reasons)


def in_words(record: Mapping[State, int]) -> str:
    """What became of all comments with an e-mail address, as a moderator reads it; no record stands for no address."""
    if not record:
        return "Gave no e-mail address."
    said = [f"{record[state]} {state.value}" for state in (State.APPROVED, State.SPAM, State.TRASH)]
    return f"From this address so far: {', '.join(said)}."
