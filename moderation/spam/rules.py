"""Rules: what can be seen without asking anybody but the queue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from ..queue.submission import Reason, State, Submission


def trapped(submission: Submission) -> Reason | None:
    """Programs fill in the hidden field; people do not see it."""
    return Reason("trapped", "the hidden field was filled in", 5.0) if submission.trap else None


@dataclass(frozen=True, slots=True)
class Duplicates:
    """The same text sent besides: once as spam, once under another article, or twice under this one.

    Once under this one is a person who pressed the button again.
    """

    lookalikes: Callable[[Submission], list[Submission]]
    """The submissions with the same text; itself may be among them."""
    name: ClassVar[str] = "duplicates"

    def __call__(self, submission: Submission) -> Reason | None:
        others = [other for other in self.lookalikes(submission) if other.id != submission.id]
        spam = [other for other in others if other.state is State.SPAM]
        if spam:
            return Reason(self.name, f"the same text is in the spam list: {_some(spam)}", 5.0)
        here = sum(other.comment.article == submission.comment.article for other in others)
        if here < len(others) or here > 1:
            return Reason(self.name, f"the same text was sent more than once: {_some(others)}", 2.0)
        return None


@dataclass(frozen=True, slots=True)
class KnownGood:
    """Somebody of whom enough was approved before. Anybody can type anybody's address, so this is off unless the owner
    knows that addresses are confirmed."""

    least: int
    approved: Callable[[str], int]
    """How many comments with this address are approved."""
    name: ClassVar[str] = "known"

    def __call__(self, submission: Submission) -> Reason | None:
        if not (self.least and submission.email):
            return None
        count = self.approved(submission.email)
        if count < self.least:
            return None
        return Reason(self.name, f"{count} comments with this address were approved", -2.0)


@dataclass(frozen=True, slots=True)
class KnownAccount:
    """Somebody who signed in, and of whom enough was approved before. Nobody else can sign in as them."""

    least: int
    approved: Callable[[str], int]
    """How many comments of this account are approved."""
    name: ClassVar[str] = "verified"

    def __call__(self, submission: Submission) -> Reason | None:
        if not (self.least and submission.account):
            return None
        count = self.approved(submission.account)
        if count < self.least:
            return None
        return Reason(self.name, f"{count} comments of this account were approved", -2.0)


def _some(submissions: Sequence[Submission], most: int = 5) -> str:
    """Their ids; of many, a few and how many more."""
    named = ", ".join(submission.id for submission in submissions[:most])
    return named if len(submissions) <= most else f"{named} and {len(submissions) - most} more"
