"""Going through what waits, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import NOON, a_submission
from moderation.desk.desk import Desk
from moderation.desk.review.sitting import Case, Sitting
from moderation.errors import AlreadyDecided
from moderation.queue.ledger import Action
from moderation.queue.store import Queue
from moderation.queue.submission import State
from moderation.settings import Settings

A, B, C = (a_submission(f"{letter}aaaaaaa", text=f"{letter}.", day=day) for day, letter in enumerate("abc"))


@pytest.fixture
def desk(queue: Queue, tmp_path: Path) -> Desk:
    queue.add([C, A, B])
    return Desk(queue, Settings(content=tmp_path, moderator="ann"), now=lambda: NOON)


def present(sitting: Sitting) -> str:
    """The id of the comment that is to be decided now."""
    return case_of(sitting).submission.id


def case_of(sitting: Sitting) -> Case:
    case = sitting.case()
    assert case
    return case


def test_the_oldest_comes_first_and_each_decision_leads_to_the_next(desk: Desk) -> None:
    sitting = Sitting(desk)
    seen = []
    for key in "ast":
        seen.append(present(sitting))
        sitting.decide(key)

    assert (seen, sitting.case()) == ([A.id, B.id, C.id], None)
    assert [decision.action for decision in desk.queue.decisions()] == [Action.APPROVE, Action.SPAM, Action.TRASH]


def test_what_another_moderator_has_decided_meanwhile_is_passed_over(desk: Desk) -> None:
    sitting = Sitting(desk)
    desk.queue.decide(A.id, Action.TRASH, who="bob", at=NOON)

    assert present(sitting) == B.id


def test_what_was_decided_while_it_was_looked_at_is_said_and_stands(desk: Desk) -> None:
    sitting = Sitting(desk)
    sitting.case()
    desk.queue.decide(A.id, Action.APPROVE, who="bob", at=NOON)

    with pytest.raises(AlreadyDecided):
        sitting.decide("a")
    assert (sitting.outcomes, present(sitting)) == ([], B.id)


def test_what_was_skipped_can_be_gone_back_to(desk: Desk) -> None:
    sitting = Sitting(desk)
    sitting.skip()
    present(sitting)
    sitting.decide("a")
    present(sitting)

    sitting.back()

    assert present(sitting) == A.id
    assert sitting.back() == "There is nothing before this one that still waits."


def test_decisions_are_taken_back_the_last_one_first(desk: Desk) -> None:
    sitting = Sitting(desk)
    for key in "as":
        present(sitting)
        sitting.decide(key)

    assert (sitting.undo(), present(sitting)) == (f"{B.id}: waiting again.", B.id)
    assert (sitting.undo(), present(sitting)) == (f"{A.id}: waiting again.", A.id)
    assert sitting.undo() == "There is nothing to take back."
    assert desk.queue.count()[State.PENDING] == 3


def test_a_whole_group_is_decided_and_taken_back_together(desk: Desk) -> None:
    alike = [a_submission(f"{letter}bbbbbbb", text="Buy my watches now!", day=9) for letter in "xyz"]
    desk.queue.add(alike)
    sitting = Sitting(desk)
    for _ in range(3):
        sitting.skip()

    assert case_of(sitting).alike == 2
    assert (sitting.decide("S"), sitting.case()) == ("3 comments: spam.", None)
    sitting.undo()
    assert desk.queue.count()[State.SPAM] == 0


def test_it_is_known_what_became_of_others_with_the_address_and_what_is_answered(desk: Desk) -> None:
    reply = a_submission("daaaaaaa", parent=A.id, email="zoe@example.com")
    before = a_submission("eaaaaaaa", email="zoe@example.com", state=State.APPROVED)
    desk.queue.add([reply, before])
    sitting = Sitting(desk)
    sitting.at = sitting.ids.index(reply.id)

    case = case_of(sitting)

    assert (case.parent, case.record[State.APPROVED], case.record[State.SPAM]) == (A, 1, 0)
