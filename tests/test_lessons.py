"""What the learning filter has learned of decisions, in the same transaction as the decision."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pytest

from builders import NOON, a_comment, a_submission
from moderation.comment import Comment
from moderation.errors import NotWritten
from moderation.queue.ledger import Action
from moderation.queue.lessons import Lessons
from moderation.queue.store import Queue
from moderation.queue.submission import State, Submission

ID = "k7f3q2mx"


def words(comment: Comment, lessons: Lessons) -> Collection[str]:
    """The simplest study there is."""
    return comment.text.split()


def decide(queue: Queue, action: Action, id: str = ID) -> None:
    queue.decide(id, action, who="ann", at=NOON, study=words)


@pytest.fixture
def full(queue: Queue) -> Queue:
    """A queue with one comment waiting."""
    queue.add([a_submission(ID, text="cheap watches")])
    return queue


def test_what_was_approved_is_ham(full: Queue) -> None:
    decide(full, Action.APPROVE)

    assert full.counts(["cheap", "watches", "dear"]) == {"cheap": (0, 1), "watches": (0, 1)}


def test_what_was_called_spam_is_spam(full: Queue) -> None:
    decide(full, Action.SPAM)

    assert full.counts(["cheap"]) == {"cheap": (1, 0)}


def test_counts_add_up(full: Queue) -> None:
    full.add([a_submission("aaaaaaaa", text="cheap talk"), a_submission("bbbbbbbb", text="cheap cheap")])
    decide(full, Action.APPROVE)
    decide(full, Action.SPAM, "aaaaaaaa")
    full.decide("bbbbbbbb", Action.SPAM, who="ann", at=NOON, study=lambda comment, _: set(comment.text.split()))

    assert full.counts(["cheap", "talk"]) == {"cheap": (2, 1), "talk": (1, 0)}


@pytest.mark.parametrize(
    ("actions", "counts"),
    [
        pytest.param([Action.APPROVE, Action.UNAPPROVE], {}, id="taken back"),
        pytest.param([Action.SPAM, Action.UNSPAM], {}, id="spam, taken back"),
        pytest.param([Action.APPROVE, Action.SPAM], {"cheap": (1, 0)}, id="a change of mind"),
        pytest.param([Action.SPAM, Action.APPROVE], {"cheap": (0, 1)}, id="the other way round"),
        pytest.param([Action.APPROVE, Action.SPAM, Action.UNSPAM], {"cheap": (0, 1)}, id="back to approved"),
        pytest.param([Action.TRASH], {}, id="thrown away: that says nothing"),
        pytest.param([Action.SPAM, Action.TRASH], {"cheap": (1, 0)}, id="spam, thrown away"),
        pytest.param([Action.SPAM, Action.TRASH, Action.UNTRASH], {"cheap": (1, 0)}, id="and back"),
        pytest.param([Action.APPROVE, Action.TRASH, Action.UNTRASH], {"cheap": (0, 1)}, id="ham, and back"),
        pytest.param([Action.SPAM, Action.DELETE], {"cheap": (1, 0)}, id="spam, deleted for good"),
        pytest.param([Action.DELETE], {}, id="deleted unread"),
    ],
)
def test_what_is_learned_follows_the_decisions(
    full: Queue, actions: list[Action], counts: dict[str, tuple[int, int]]
) -> None:
    for action in actions:
        decide(full, action)

    assert full.counts(["cheap"]) == counts


def test_what_a_machine_called_spam_is_not_learned(queue: Queue) -> None:
    queue.add([a_submission(ID, text="cheap", state=State.SPAM)])

    assert queue.counts(["cheap"]) == {}


def test_a_moderator_may_confirm_it(queue: Queue) -> None:
    queue.add([a_submission(ID, text="cheap", state=State.SPAM)])
    decide(queue, Action.SPAM)

    assert queue.counts(["cheap"]) == {"cheap": (1, 0)}


def test_and_take_the_confirmation_back(queue: Queue) -> None:
    queue.add([a_submission(ID, text="cheap", state=State.SPAM)])
    decide(queue, Action.SPAM)
    decide(queue, Action.UNSPAM)

    assert (queue.get(ID).state, queue.counts(["cheap"])) == (State.PENDING, {})


def test_what_cannot_be_published_is_not_learned(full: Queue) -> None:
    def fails(submission: Submission) -> None:
        raise NotWritten(Path("a"), "no room")

    with pytest.raises(NotWritten):
        full.decide(ID, Action.APPROVE, who="ann", at=NOON, publish=fails, study=words)

    assert full.counts(["cheap"]) == {}


def test_a_study_sees_what_was_counted_before(full: Queue) -> None:
    decide(full, Action.SPAM)
    full.add([a_submission("aaaaaaaa", text="cheap")])

    full.decide("aaaaaaaa", Action.SPAM, who="ann", at=NOON, study=lambda _, lessons: [str(lessons.counts(["cheap"]))])

    assert full.counts(["{'cheap': (1, 0)}"]) == {"{'cheap': (1, 0)}": (1, 0)}


def test_a_lesson_is_taken_back_as_it_was_learned(full: Queue) -> None:
    decide(full, Action.SPAM)
    full.rewrite([a_comment(ID, text="dear watches")])
    decide(full, Action.UNSPAM)

    assert full.counts(["cheap", "dear", "watches"]) == {}


def test_many_can_be_taught_at_once_and_a_second_time_changes_nothing(queue: Queue) -> None:
    lessons = [(a_comment(f"c{number:07}", text="cheap"), True) for number in range(3)]
    queue.teach(lessons, words)
    queue.teach(lessons, words)

    assert queue.counts(["cheap"]) == {"cheap": (3, 0)}


def test_everything_can_be_forgotten(full: Queue) -> None:
    decide(full, Action.SPAM)
    full.forget_lessons()

    assert full.counts(["cheap"]) == {}
    assert full.get(ID).state is State.SPAM


def test_a_comment_may_have_a_thousand_features(queue: Queue) -> None:
    features = [f"feature {number}" for number in range(1000)]
    queue.teach([(a_comment(ID), True)], lambda *_: features)

    assert queue.counts(features) == dict.fromkeys(features, (1, 0))
