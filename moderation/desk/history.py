"""What moderators have said so far of what is spam and what is not."""

from __future__ import annotations

from ..queue.ledger import Action, standing
from ..queue.store import Queue
from ..queue.submission import State, Submission, Verdict

_MACHINE = (Verdict.SPAM, Verdict.DISCARD)


def judged(queue: Queue) -> list[tuple[Submission, bool]]:
    """Every comment that a moderator let in or called spam, here or before it was imported, and whether it is spam; in
    the order of the decisions, the imported ones first. What only a machine has put on the spam list is not there."""
    last = {
        decision.comment: decision.number
        for decision in standing(queue.decisions())
        if decision.action is not Action.EDIT
    }
    public, spam = queue.list(state=State.APPROVED), queue.list(state=State.SPAM)
    said = [one for one in spam if one.id in last or one.verdict not in _MACHINE]
    known = sorted([*public, *said], key=lambda one: (last.get(one.id, 0), one.comment.date))
    return [(one, one.state is State.SPAM) for one in known]
