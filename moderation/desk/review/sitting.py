"""A sitting: what waits, gone through by one moderator. It knows keys and decisions, and no terminal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...errors import ModerationError
from ...queue.ledger import Action
from ...queue.submission import State, Submission
from ...spam.blocklist import Blocklist
from ..desk import Desk, Outcome

DECIDES: Mapping[str, Action] = {"a": Action.APPROVE, "s": Action.SPAM, "t": Action.TRASH}
"""The key of each decision; as a capital letter it is about all that say the same."""


@dataclass(frozen=True, slots=True)
class Case:
    """A comment that waits, and what helps to decide about it."""

    submission: Submission
    position: int
    """Among those that waited when the sitting began, from 1."""
    of: int
    parent: Submission | None
    """The comment it answers, if the queue has it."""
    alike: int
    """How many others wait that say the same."""
    record: Mapping[State, int]
    """What became of all comments with this e-mail address."""


@dataclass(slots=True)
class Sitting:
    """Goes through what waits, in the order it came. Each decision is made at once: what ends a sitting loses none."""

    desk: Desk
    ids: list[str] = field(default_factory=list)
    at: int = 0
    outcomes: list[Outcome] = field(default_factory=list)
    """Of all decisions, the taken back and those that took back included."""
    _undoable: list[tuple[int, list[Outcome]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ids = self.desk.queue.ids(State.PENDING)

    def case(self) -> Case | None:
        """The next comment that still waits; none at the end."""
        while self.at < len(self.ids):
            found = self.desk.queue.known([self.ids[self.at]]).get(self.ids[self.at])
            if found and found.state is State.PENDING:
                return self._case(found)
            self.at += 1  # meanwhile decided, here with others like it or by somebody else, or withdrawn
        return None

    def decide(self, key: str) -> str:
        """Do what the key says to the present comment; says what was done. Raises what ``Desk.decide`` raises."""
        id, action = self.ids[self.at], DECIDES[key.lower()]
        chosen = self.desk.alike(id) if key.isupper() else [id]
        done: list[Outcome] = []
        for each in chosen:
            self.outcomes.append(self.desk.decide(each, action))
            if not done:  # from now on there is something to take back, even if the next one fails
                self._undoable.append((self.at, done))
            done.append(self.outcomes[-1])
        self.at += 1
        return f"{_counted(done)}: {action.value}."

    def note(self, done: list[Outcome]) -> None:
        """The present comment has been decided otherwise than by a key of its own."""
        self.outcomes += done
        self.at += 1

    def skip(self) -> str:
        """Leave the present comment for another time."""
        self.at += 1
        return "Skipped."

    def back(self) -> str:
        """Return to the comment before, if that still waits."""
        still = self.desk.queue.known(self.ids[: self.at])
        for at in range(self.at - 1, -1, -1):
            before = still.get(self.ids[at])
            if before and before.state is State.PENDING:
                self.at = at
                return "Back."
        return "There is nothing before this one that still waits."

    def undo(self) -> str:
        """Take back the last decision of this sitting, and return to its comment."""
        if not self._undoable:
            return "There is nothing to take back."
        at, done = self._undoable.pop()
        for outcome in done:
            decision = outcome.decision
            self.outcomes.append(self.desk.decide(decision.comment, Action.UNDO, undoing=decision))
        self.at = at
        return f"{_counted(done)}: waiting again."

    def block(self, pattern: str) -> str:
        """Put what comes with this onto the spam list from now on. Raises InvalidList, NotWritten."""
        settings = self.desk.settings
        rule = Blocklist(settings.lists).add(pattern, settings.who(), self.desk.now())
        return f"Blocked: {rule.kind} {rule.pattern}. To take it back: moderate spam-filter unblock {rule.pattern}"

    def publish(self) -> str:
        """Bring the pages up to date; says why not, if so."""
        try:
            self.desk.merge()
        except ModerationError as error:
            return f"Decided, but not on the pages yet: {error}"
        return ""

    def _case(self, submission: Submission) -> Case:
        queue = self.desk.queue
        parent = submission.comment.parent
        return Case(
            submission=submission,
            position=self.at + 1,
            of=len(self.ids),
            parent=queue.known([parent]).get(parent) if parent else None,
            alike=len(queue.alike(submission)),
            record=queue.record_of(submission.email) if submission.email else {},
        )


def _counted(done: list[Outcome]) -> str:
    return done[0].decision.comment if len(done) == 1 else f"{len(done)} comments"
