"""Every decision can be undone: state, file, page and what the filter learned are as they were."""

from __future__ import annotations

import pytest

from blog import Blog
from builders import NOON, a_submission
from moderation.desk.desk import Desk
from moderation.desk.undoing import choose
from moderation.errors import NotUndone
from moderation.queue.ledger import Action, standing
from moderation.queue.store import Queue
from moderation.queue.submission import State
from moderation.spam.features import EVERY
from pages import comments_on

ID = "k7f3q2mx"


@pytest.fixture
def desk(queue: Queue, site: Blog) -> Desk:
    queue.add([a_submission(ID)])
    return Desk(queue, site.settings, now=lambda: NOON)


def decide(desk: Desk, *actions: Action, who: str = "ann") -> None:
    for action in actions:
        desk.queue.decide(ID, action, who=who, at=NOON)


def undo(desk: Desk, named: str = "") -> None:
    decision = choose(desk, named)
    desk.decide(decision.comment, Action.UNDO, undoing=decision)


def learned(desk: Desk) -> tuple[int, int]:
    """How much spam and how much ham the filter knows."""
    return desk.queue.counts([EVERY]).get(EVERY, (0, 0))


@pytest.mark.parametrize(
    ("past", "states"),
    [
        ([Action.APPROVE], [State.PENDING]),
        ([Action.SPAM], [State.PENDING]),
        ([Action.APPROVE, Action.UNAPPROVE], [State.APPROVED, State.PENDING]),
        ([Action.APPROVE, Action.SPAM, Action.TRASH], [State.SPAM, State.APPROVED, State.PENDING]),
        ([Action.SPAM, Action.UNSPAM], [State.SPAM, State.PENDING]),
        ([Action.TRASH, Action.APPROVE], [State.TRASH, State.PENDING]),
    ],
    ids=lambda value: " ".join(one.value for one in value),
)
def test_undoing_goes_back_step_by_step(desk: Desk, past: list[Action], states: list[State]) -> None:
    for action in past:
        desk.decide(ID, action)

    for state in states:
        undo(desk)
        assert desk.get(ID).state is state
        assert (desk.folder / f"hello/{ID}.md").exists() is (state is State.APPROVED)

    assert learned(desk) == (0, 0)
    with pytest.raises(NotUndone, match=r"^Nothing was undone: no decision stands for ann\.$"):
        undo(desk)


def test_the_page_follows(desk: Desk, site: Blog) -> None:
    desk.decide(ID, Action.APPROVE)
    desk.merge()
    assert comments_on(site.page("hello/index.html")) == [ID]

    undo(desk)
    desk.merge()

    assert comments_on(site.page("hello/index.html")) == []


def test_an_undo_is_recorded_and_what_it_took_back_is_kept(desk: Desk) -> None:
    decide(desk, Action.APPROVE)
    decision = choose(desk)

    outcome = desk.decide(ID, Action.UNDO, "a slip", decision)

    assert [line.action for line in desk.queue.decisions()] == [Action.APPROVE, Action.UNDO]
    assert (outcome.undone, outcome.decision.after, outcome.decision.why) == (decision, State.PENDING, "a slip")
    assert standing(desk.queue.decisions()) == []


def test_the_filter_knows_again_what_the_decision_before_taught(desk: Desk) -> None:
    desk.decide(ID, Action.SPAM)
    desk.decide(ID, Action.APPROVE)

    undo(desk)

    assert learned(desk) == (1, 0)


def test_what_only_the_filter_called_spam_teaches_it_nothing(queue: Queue, site: Blog) -> None:
    queue.add([a_submission(ID, state=State.SPAM)])
    desk = Desk(queue, site.settings, now=lambda: NOON)
    desk.decide(ID, Action.SPAM)
    assert learned(desk) == (1, 0)

    undo(desk)

    assert (desk.get(ID).state, learned(desk)) == (State.SPAM, (0, 0))


def test_what_was_undone_is_undecided_again(desk: Desk) -> None:
    decide(desk, Action.SPAM)
    undo(desk)

    assert desk.queue.last_decision(ID) is None
    assert desk.queue.judged([a_submission(ID)])


def test_untrash_after_an_undo_leads_to_where_the_comment_was(desk: Desk) -> None:
    decide(desk, Action.SPAM)
    undo(desk)

    decide(desk, Action.TRASH, Action.UNTRASH)

    assert desk.get(ID).state is State.PENDING


def test_without_a_name_it_is_the_last_decision_of_this_moderator(desk: Desk) -> None:
    desk.queue.add([a_submission("m2c8w0ra")])
    decide(desk, Action.APPROVE)
    desk.queue.decide("m2c8w0ra", Action.SPAM, who="ben", at=NOON)

    assert choose(desk).comment == ID


@pytest.mark.parametrize("named", ["2", "m2", "m2c8w0ra"])
def test_anybodys_is_found_by_number_and_by_comment(desk: Desk, named: str) -> None:
    desk.queue.add([a_submission("m2c8w0ra")])
    decide(desk, Action.APPROVE)
    desk.queue.decide("m2c8w0ra", Action.SPAM, who="ben", at=NOON)

    assert choose(desk, named).number == 2


@pytest.mark.parametrize(
    ("past", "named", "problem"),
    [
        pytest.param([Action.APPROVE], "7", "no decision stands for 7", id="an unknown number"),
        pytest.param([], "k7", "no decision stands for k7", id="a comment nobody has decided"),
        pytest.param([Action.DELETE], "1", "what number 1 has deleted or erased does not come back", id="deleted"),
        pytest.param([Action.DELETE], "k7", "what number 1 has deleted or erased does not come back", id="by its id"),
        pytest.param(
            [Action.APPROVE, Action.SPAM],
            "1",
            "ann's spam of k7f3q2mx, number 2, came after number 1",
            id="decided later",
        ),
    ],
)
def test_what_cannot_be_undone_says_why(desk: Desk, past: list[Action], named: str, problem: str) -> None:
    decide(desk, *past)

    with pytest.raises(NotUndone) as caught:
        choose(desk, named)

    assert str(caught.value) == f"Nothing was undone: {problem}."


@pytest.mark.parametrize("number", ["1", "2"], ids=["the decision", "the undo"])
def test_nothing_is_undone_twice(desk: Desk, number: str) -> None:
    decide(desk, Action.APPROVE)
    undo(desk)

    with pytest.raises(NotUndone, match=f"number {number} does not stand any more"):
        choose(desk, number)


def test_an_author_who_was_erased_does_not_come_back(desk: Desk) -> None:
    decide(desk, Action.APPROVE)
    desk.queue.erase(ID, who="ann", at=NOON, keep=True)

    with pytest.raises(NotUndone, match="number 2 has deleted or erased"):
        choose(desk)


def test_what_somebody_decides_meanwhile_stands(desk: Desk) -> None:
    decide(desk, Action.SPAM)
    decision = choose(desk)
    decide(desk, Action.TRASH, Action.UNTRASH, who="ben")

    with pytest.raises(NotUndone, match="ben's untrash"):
        desk.decide(ID, Action.UNDO, undoing=decision)

    assert desk.get(ID).state is State.SPAM
