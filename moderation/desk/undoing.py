"""Which decision is meant when somebody wants one undone."""

from __future__ import annotations

from ..errors import NotUndone
from ..queue.ledger import Decision, standing, undoable
from .desk import Desk


def choose(desk: Desk, named: str = "") -> Decision:
    """The last that stands of the comment with this id, or beginning of an id; of this moderator, if nothing is named.

    A number is the ledger's, even if an imported comment has it, too. Raises NotUndone, UnknownComment, AmbiguousId.
    """
    if named.isdecimal():
        found = [decision for decision in desk.queue.decisions() if decision.number == int(named)]
    elif named:
        found = standing(desk.queue.decisions(desk.queue.recall(named)))
    else:
        found = [one for one in standing(desk.queue.decisions()) if one.who == desk.settings.who()]
    if not found:
        raise NotUndone(f"no decision stands for {named or desk.settings.who()}")
    return undoable(desk.queue.decisions(found[-1].comment), found[-1].number)
