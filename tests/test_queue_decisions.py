"""What deciding promises, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest

from builders import NOON, a_submission
from moderation.errors import AlreadyDecided, EditedMeanwhile, QueueUnavailable, UnknownComment
from moderation.queue.connection import open_queue
from moderation.queue.ledger import Action, Decision
from moderation.queue.store import Queue
from moderation.queue.submission import Reason, State, Submission, Verdict


def decide(queue: Queue, id: str, *actions: Action, who: str = "ann") -> None:
    for action in actions:
        queue.decide(id, action, who=who, at=NOON)


# Late verdicts


def found_spam(submission: Submission) -> Submission:
    """As a check gives it back."""
    reasons = (Reason("akismet", "says spam", 4.0),)
    return replace(submission, state=State.SPAM, verdict=Verdict.SPAM, reasons=reasons)


def test_a_late_verdict_is_recorded(queue: Queue) -> None:
    submission = a_submission("aaaaaaaa", email="zoe@example.com")
    queue.add([submission])

    reasons = (Reason("akismet", "says spam", 4.0),)
    judged = replace(submission, state=State.SPAM, verdict=Verdict.SPAM, reasons=reasons)
    assert queue.judged([judged]) == [judged]
    assert queue.get("aaaaaaaa") == judged


def test_a_late_verdict_overrules_no_person(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa")])
    decide(queue, "aaaaaaaa", Action.APPROVE, Action.UNAPPROVE)

    assert queue.judged([a_submission("aaaaaaaa", state=State.SPAM, verdict=Verdict.SPAM)]) == []
    assert queue.get("aaaaaaaa") == a_submission("aaaaaaaa")


def test_a_late_verdict_about_a_deleted_comment_is_dropped(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa")])
    decide(queue, "aaaaaaaa", Action.DELETE)

    assert queue.judged([a_submission("aaaaaaaa", verdict=Verdict.HAM)]) == []


def test_a_comment_deleted_and_imported_again_is_a_new_one(queue: Queue) -> None:
    queue.add([a_submission("123")])
    decide(queue, "123", Action.DELETE)
    queue.add([a_submission("123")])

    assert queue.judged([a_submission("123", state=State.SPAM, verdict=Verdict.SPAM)])


# Decisions


@pytest.mark.parametrize(
    ("before", "action", "after"),
    [
        (State.PENDING, Action.APPROVE, State.APPROVED),
        (State.APPROVED, Action.UNAPPROVE, State.PENDING),
        (State.APPROVED, Action.SPAM, State.SPAM),
        (State.SPAM, Action.UNSPAM, State.PENDING),
        (State.SPAM, Action.TRASH, State.TRASH),
        (State.TRASH, Action.UNTRASH, State.PENDING),
    ],
    ids=lambda value: value.value,
)
def test_a_decision_moves_the_comment_and_goes_into_the_ledger(
    queue: Queue, before: State, action: Action, after: State
) -> None:
    queue.add([a_submission("aaaaaaaa", state=before)])

    decision = queue.decide("aaaaaaaa", action, who="ann", at=NOON, why="I know him")

    assert queue.get("aaaaaaaa").state is after
    assert queue.decisions() == [decision]
    assert decision == Decision(
        number=decision.number,
        comment="aaaaaaaa",
        action=action,
        before=before,
        after=after,
        who="ann",
        at=NOON,
        why="I know him",
    )


def test_unspam_and_untrash_lead_back_by_the_ledger(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa")])
    decide(queue, "aaaaaaaa", Action.APPROVE, Action.SPAM, Action.TRASH)

    decide(queue, "aaaaaaaa", Action.UNTRASH)
    assert queue.get("aaaaaaaa").state is State.SPAM
    decide(queue, "aaaaaaaa", Action.UNSPAM)
    assert queue.get("aaaaaaaa").state is State.APPROVED


def test_a_deleted_comment_is_gone_and_the_ledger_remembers(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa", state=State.SPAM)])

    decision = queue.decide("aaaaaaaa", Action.DELETE, who="ann", at=NOON)

    assert queue.list() == []
    assert queue.decisions("aaaaaaaa") == [decision]
    assert (decision.before, decision.after) == (State.SPAM, None)


def test_who_decides_too_late_is_told_who_was_first(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa")])
    decide(queue, "aaaaaaaa", Action.APPROVE, who="ben")

    with pytest.raises(AlreadyDecided) as caught:
        decide(queue, "aaaaaaaa", Action.APPROVE)

    assert str(caught.value) == "aaaaaaaa is approved already, decided by ben at 2026-11-23 12:00:00 UTC."
    assert len(queue.decisions()) == 1


def test_what_the_machine_did_has_no_name_on_it(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa", state=State.TRASH)])

    with pytest.raises(AlreadyDecided, match=r"^aaaaaaaa is trash already\.$"):
        decide(queue, "aaaaaaaa", Action.TRASH)


def test_who_saw_another_state_overrules_nobody_unawares(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa")])
    decide(queue, "aaaaaaaa", Action.SPAM, who="ben")

    with pytest.raises(AlreadyDecided, match="is spam already, decided by ben"):
        queue.decide("aaaaaaaa", Action.APPROVE, who="ann", at=NOON, seen=a_submission("aaaaaaaa"))

    assert queue.get("aaaaaaaa").state is State.SPAM


def test_who_saw_the_present_state_may_overrule(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa")])
    decide(queue, "aaaaaaaa", Action.SPAM, who="ben")

    queue.decide("aaaaaaaa", Action.APPROVE, who="ann", at=NOON, seen=a_submission("aaaaaaaa", state=State.SPAM))

    assert queue.get("aaaaaaaa").state is State.APPROVED


def test_nobody_decides_what_says_something_else_than_they_read(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa", text="I disagree.")])

    with pytest.raises(EditedMeanwhile):
        queue.decide("aaaaaaaa", Action.APPROVE, who="ann", at=NOON, seen=a_submission("aaaaaaaa"))

    assert queue.decisions() == []


def test_nobody_can_decide_what_is_not_there(queue: Queue) -> None:
    with pytest.raises(UnknownComment):
        decide(queue, "aaaaaaaa", Action.DELETE)

    assert queue.decisions() == []


def test_a_reason_typed_in_another_encoding_loses_what_cannot_be_stored(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa")])

    decision = queue.decide("aaaaaaaa", Action.SPAM, who="ann", at=NOON, why="caf\udce9 \0spam")

    assert decision.why == "caf spam"
    assert queue.decisions() == [decision]


def test_the_ledger_is_in_order_and_can_keep_to_one_comment(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa"), a_submission("bbbbbbbb")])
    decide(queue, "bbbbbbbb", Action.SPAM)
    decide(queue, "aaaaaaaa", Action.APPROVE)
    decide(queue, "bbbbbbbb", Action.UNSPAM)

    assert [line.comment for line in queue.decisions()] == ["bbbbbbbb", "aaaaaaaa", "bbbbbbbb"]
    assert [line.action for line in queue.decisions("bbbbbbbb")] == [Action.SPAM, Action.UNSPAM]


def test_the_last_decision_is_the_newest_of_this_comment(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa"), a_submission("bbbbbbbb")])
    decide(queue, "aaaaaaaa", Action.SPAM, Action.UNSPAM)
    decide(queue, "bbbbbbbb", Action.APPROVE)

    assert queue.last_decision("aaaaaaaa") == queue.decisions("aaaaaaaa")[-1]


def test_who_has_not_been_decided_has_no_last_decision(queue: Queue) -> None:
    assert queue.last_decision("aaaaaaaa") is None


# Publishing


@pytest.mark.parametrize(
    ("action", "published"),
    [(Action.APPROVE, State.APPROVED), (Action.SPAM, State.SPAM), (Action.DELETE, State.TRASH)],
    ids=lambda value: value.value,
)
def test_the_publisher_gets_the_comment_as_it_now_is(queue: Queue, action: Action, published: State) -> None:
    submission = a_submission("aaaaaaaa")
    queue.add([submission])
    seen: list[Submission] = []

    queue.decide("aaaaaaaa", action, who="ann", at=NOON, publish=seen.append)

    assert seen == [a_submission(comment=submission.comment, state=published)]


@pytest.mark.parametrize("action", [Action.APPROVE, Action.DELETE], ids=lambda action: action.value)
def test_what_cannot_be_published_has_not_been_decided(queue: Queue, action: Action) -> None:
    def fail(submission: Submission) -> None:
        raise PermissionError("content/comments/hello")

    queue.add([a_submission("aaaaaaaa")])

    with pytest.raises(PermissionError):
        queue.decide("aaaaaaaa", action, who="ann", at=NOON, publish=fail)

    assert queue.get("aaaaaaaa") == a_submission("aaaaaaaa")
    assert queue.decisions() == []


def test_nobody_else_can_decide_while_a_comment_is_being_published(queue: Queue, queue_url: str) -> None:
    def meanwhile(submission: Submission) -> None:
        other = open_queue(queue_url, timeout=0.01)
        with closing(other), pytest.raises(QueueUnavailable, match="somebody else"):
            decide(other, "aaaaaaaa", Action.SPAM)

    queue.add([a_submission("aaaaaaaa")])

    queue.decide("aaaaaaaa", Action.APPROVE, who="ann", at=NOON, publish=meanwhile)

    assert queue.get("aaaaaaaa").state is State.APPROVED


def test_everybody_can_read_while_a_comment_is_being_published(queue: Queue, queue_url: str) -> None:
    def meanwhile(submission: Submission) -> None:
        with closing(open_queue(queue_url, timeout=0.01)) as other:
            seen.extend(other.list())

    seen: list[Submission] = []
    queue.add([a_submission("aaaaaaaa")])

    queue.decide("aaaaaaaa", Action.APPROVE, who="ann", at=NOON, publish=meanwhile)

    assert seen == [a_submission("aaaaaaaa")]
