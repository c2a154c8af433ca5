"""What a moderator can do to a comment, and where it leads."""

from __future__ import annotations

import pytest

from builders import NOON
from moderation.queue.ledger import Action, Decision, standing
from moderation.queue.submission import State

ALL = set(State)


def the_past(*decided: tuple[Action, State, State | None]) -> list[Decision]:
    return [
        Decision(number=number, comment="k7f3q2mx", action=action, before=before, after=after, who="ann", at=NOON)
        for number, (action, before, after) in enumerate(decided)
    ]


@pytest.mark.parametrize(
    ("action", "states"),
    [
        (Action.APPROVE, ALL - {State.APPROVED}),
        (Action.UNAPPROVE, {State.APPROVED}),
        (Action.SPAM, ALL - {State.SPAM}),
        (Action.UNSPAM, {State.SPAM}),
        (Action.TRASH, ALL - {State.TRASH}),
        (Action.UNTRASH, {State.TRASH}),
        (Action.DELETE, ALL),
    ],
    ids=lambda value: value.value if isinstance(value, Action) else "",
)
def test_an_action_makes_sense_where_it_changes_something(action: Action, states: set[State]) -> None:
    assert {state for state in State if action.makes_sense_in(state)} == states


@pytest.mark.parametrize(
    ("action", "state"),
    [
        (Action.APPROVE, State.APPROVED),
        (Action.UNAPPROVE, State.PENDING),
        (Action.SPAM, State.SPAM),
        (Action.TRASH, State.TRASH),
        (Action.DELETE, None),
    ],
    ids=lambda value: value.value if isinstance(value, Action) else "",
)
def test_most_actions_lead_to_one_state_whatever_was_before(action: Action, state: State | None) -> None:
    assert action.leads_to([]) is state


def test_unspam_leads_back_to_where_the_comment_was() -> None:
    past = the_past(
        (Action.APPROVE, State.PENDING, State.APPROVED),
        (Action.SPAM, State.APPROVED, State.SPAM),
    )

    assert Action.UNSPAM.leads_to(past) is State.APPROVED


def test_untrash_leads_back_to_where_the_comment_was() -> None:
    past = the_past((Action.TRASH, State.SPAM, State.TRASH))

    assert Action.UNTRASH.leads_to(past) is State.SPAM


def test_what_the_machine_called_spam_goes_to_a_person() -> None:
    assert Action.UNSPAM.leads_to([]) is State.PENDING


def test_what_was_spam_goes_to_a_person_even_after_a_stay_in_the_trash() -> None:
    past = the_past(
        (Action.TRASH, State.SPAM, State.TRASH),
        (Action.UNTRASH, State.TRASH, State.SPAM),
    )

    assert Action.UNSPAM.leads_to(past) is State.PENDING


def test_decisions_are_taken_back_one_after_the_other() -> None:
    past = the_past(
        (Action.APPROVE, State.PENDING, State.APPROVED),
        (Action.TRASH, State.APPROVED, State.TRASH),
        (Action.SPAM, State.TRASH, State.SPAM),
        (Action.UNSPAM, State.SPAM, State.TRASH),
    )

    assert Action.UNTRASH.leads_to(past) is State.APPROVED


def test_what_was_decided_before_a_comment_was_deleted_and_came_again_does_not_count() -> None:
    past = the_past(
        (Action.APPROVE, State.PENDING, State.APPROVED),
        (Action.DELETE, State.APPROVED, None),
    )

    assert Action.UNSPAM.leads_to(past) is State.PENDING


def test_an_undo_takes_away_the_last_decision_about_its_comment_and_itself() -> None:
    past = [
        Decision(number=number, comment=comment, action=action, before=before, after=after, who="ann", at=NOON)
        for number, (comment, action, before, after) in enumerate(
            [
                ("aaaaaaaa", Action.APPROVE, State.PENDING, State.APPROVED),
                ("aaaaaaaa", Action.SPAM, State.APPROVED, State.SPAM),
                ("bbbbbbbb", Action.TRASH, State.PENDING, State.TRASH),
                ("aaaaaaaa", Action.UNDO, State.SPAM, State.APPROVED),
            ]
        )
    ]

    assert [decision.number for decision in standing(past)] == [0, 2]


def test_an_undo_leads_to_where_the_comment_was_before_the_last_decision_that_stands() -> None:
    past = the_past(
        (Action.TRASH, State.PENDING, State.TRASH),
        (Action.SPAM, State.TRASH, State.SPAM),
        (Action.UNDO, State.SPAM, State.TRASH),
    )

    assert Action.UNDO.leads_to(past) is State.PENDING
