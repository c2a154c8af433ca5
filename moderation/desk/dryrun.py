"""A dry run: the desk says what it would decide, and decides nothing."""

from __future__ import annotations

from ..queue.ledger import Action, Decision
from ..queue.submission import Submission
from .desk import Desk, Outcome


class DryRun(Desk):
    """Makes the same decisions, each numbered 0: none of them is in the ledger."""

    def decide(
        self,
        id: str,
        action: Action,
        why: str = "",
        undoing: Decision | None = None,
        seen: Submission | None = None,
    ) -> Outcome:
        """What it would be. Raises what the desk would raise before it writes anything."""
        submission = seen or self.get(id)
        decision = Decision(
            number=0,
            comment=submission.id,
            action=action,
            before=submission.state,
            after=self.queue.foresee(submission.id, action),
            who=self.settings.who(),
            at=self.now(),
            why=why,
        )
        return Outcome(decision, submission)
