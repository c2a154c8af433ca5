"""The desk's decisions: each is recorded, and the comment's public file comes or goes with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from blog import Blog
from builders import NOON, a_submission
from moderation.desk.desk import Desk, Outcome
from moderation.errors import AlreadyDecided, AmbiguousId, NotWritten, UnknownComment
from moderation.published import commentfile
from moderation.queue.ledger import Action, Decision
from moderation.queue.store import Queue
from moderation.queue.submission import State, Submission

PRIVATE: dict[str, Any] = {
    "email": "ann@private.example",
    "ip": "192.0.2.7",
    "client": "c0ffee",
    "user_agent": "Netscape/4.7",
    "referrer": "https://private.example/",
}


@pytest.fixture
def desk(queue: Queue, site: Blog) -> Desk:
    return Desk(queue, site.settings, now=lambda: NOON)


def waiting(desk: Desk, id: str = "k7f3q2mx", *past: Action) -> Submission:
    """A submission in the queue after these decisions."""
    submission = a_submission(id, **PRIVATE)
    desk.queue.add([submission])
    for action in past:
        desk.decide(id, action)
    return submission


def files(desk: Desk) -> list[str]:
    """Every public file that is about comments."""
    return sorted(path.relative_to(desk.folder).as_posix() for path in desk.folder.rglob("*") if path.is_file())


def test_approving_publishes_the_comment(desk: Desk) -> None:
    submission = waiting(desk)

    desk.decide("k7f3q2mx", Action.APPROVE)

    assert commentfile.read_folder(desk.folder, "hello") == ([submission.comment], [])


def test_nothing_private_is_published(desk: Desk) -> None:
    waiting(desk)

    desk.decide("k7f3q2mx", Action.APPROVE, why="a friend of ann@private.example")

    public = (desk.folder / "hello/k7f3q2mx.md").read_text()
    assert [secret for secret in [*PRIVATE.values(), "private", "friend"] if secret in public] == []


def test_approving_is_recorded_with_who_when_and_why(desk: Desk) -> None:
    waiting(desk)
    submission = desk.get("k7f3q2mx")

    outcome = desk.decide("k7f3q2mx", Action.APPROVE, "she is right")

    decision = Decision(
        number=1,
        comment="k7f3q2mx",
        action=Action.APPROVE,
        before=State.PENDING,
        after=State.APPROVED,
        who="ann",
        at=NOON,
        why="she is right",
    )
    assert outcome == Outcome(decision, submission)
    assert desk.queue.decisions() == [decision]


@pytest.mark.parametrize("action", [Action.UNAPPROVE, Action.SPAM, Action.TRASH, Action.DELETE])
def test_what_is_no_longer_approved_has_no_file(desk: Desk, action: Action) -> None:
    waiting(desk, "k7f3q2mx", Action.APPROVE)

    desk.decide("k7f3q2mx", action)

    assert files(desk) == []


@pytest.mark.parametrize("action", [Action.SPAM, Action.TRASH])
def test_what_was_never_approved_gets_no_file(desk: Desk, action: Action) -> None:
    waiting(desk)

    desk.decide("k7f3q2mx", action)

    assert files(desk) == []


@pytest.mark.parametrize(
    ("there", "back"),
    [
        pytest.param([Action.SPAM], [Action.UNSPAM], id="from the spam list"),
        pytest.param([Action.TRASH], [Action.UNTRASH], id="from the trash"),
        pytest.param([Action.SPAM, Action.TRASH], [Action.UNTRASH, Action.UNSPAM], id="from the one through the other"),
        pytest.param([Action.UNAPPROVE, Action.TRASH], [Action.APPROVE], id="from the trash, approved anew"),
    ],
)
def test_an_approved_comment_comes_back(desk: Desk, there: list[Action], back: list[Action]) -> None:
    submission = waiting(desk, "k7f3q2mx", Action.APPROVE, *there)

    for action in back:
        desk.decide("k7f3q2mx", action)

    assert desk.get("k7f3q2mx") == replace(submission, state=State.APPROVED)
    assert files(desk) == ["hello/k7f3q2mx.md"]


@pytest.mark.parametrize("action", [Action.SPAM, Action.TRASH])
def test_a_comment_that_was_waiting_comes_back_to_wait(desk: Desk, action: Action) -> None:
    waiting(desk, "k7f3q2mx", action)

    desk.decide("k7f3q2mx", {Action.SPAM: Action.UNSPAM, Action.TRASH: Action.UNTRASH}[action])

    assert desk.get("k7f3q2mx").state is State.PENDING
    assert files(desk) == []


@pytest.mark.parametrize(
    ("past", "force", "after"),
    [
        pytest.param([], False, State.TRASH, id="waiting: into the trash"),
        pytest.param([Action.APPROVE], False, State.TRASH, id="approved: into the trash"),
        pytest.param([Action.TRASH], False, None, id="from the trash: for good"),
        pytest.param([Action.SPAM], False, None, id="from the spam list: for good"),
        pytest.param([], True, None, id="waiting, by force: for good"),
        pytest.param([Action.APPROVE], True, None, id="approved, by force: for good"),
    ],
)
def test_deleting_goes_as_far_as_wordpress_goes(
    desk: Desk, past: list[Action], force: bool, after: State | None
) -> None:
    waiting(desk, "k7f3q2mx", *past)

    outcome = desk.delete("k7f3q2mx", force)

    assert outcome.decision.after is after
    assert [submission.state for submission in desk.queue.list()] == ([after] if after else [])
    assert files(desk) == []


def test_the_ledger_remembers_what_was_deleted_and_why(desk: Desk) -> None:
    waiting(desk)

    desk.delete("k7f3q2mx", force=True, why="asked for by its author")

    decision = desk.queue.last_decision("k7f3q2mx")
    assert decision is not None
    assert (decision.action, decision.why) == (Action.DELETE, "asked for by its author")


def test_a_decision_is_about_one_comment_alone(desk: Desk) -> None:
    waiting(desk, "k7f3q2mx", Action.APPROVE)
    waiting(desk, "mmmmmmmm", Action.APPROVE)

    desk.decide("k7f3q2mx", Action.TRASH)

    assert files(desk) == ["hello/mmmmmmmm.md"]


def test_the_beginning_of_an_id_will_do(desk: Desk) -> None:
    waiting(desk, "k7f3q2mx")
    waiting(desk, "k8888888")

    assert desk.decide("k7", Action.SPAM).decision.comment == "k7f3q2mx"


def test_the_beginning_of_two_ids_decides_neither(desk: Desk) -> None:
    waiting(desk, "k7f3q2mx")
    waiting(desk, "k8888888")

    with pytest.raises(
        AmbiguousId, match=r"'k' could be any of k7f3q2mx \(Ann on hello\), k8888888 \(Ann on hello\)\."
    ):
        desk.delete("k", force=True)

    assert desk.queue.count()[State.PENDING] == 2


@pytest.mark.parametrize(
    ("id", "hint"),
    [
        *((id, "") for id in ("zzz", "", "../hello", "%")),
        *((id, " Did you mean k7f3q2mx?") for id in ("K7F3Q2MX", "k7f3q2mx\n", "k7f3q2xm")),
    ],
)
def test_an_unknown_id_is_named(desk: Desk, id: str, hint: str) -> None:
    waiting(desk)

    with pytest.raises(UnknownComment) as caught:
        desk.decide(id, Action.APPROVE)

    assert str(caught.value) == f"There is no comment {id!r} in the queue.{hint}"


def block(folder: Path) -> None:
    """Nothing can be written into this folder: a file has its name."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("")


def test_a_comment_that_cannot_be_published_is_not_approved(desk: Desk) -> None:
    submission = waiting(desk)
    block(desk.folder / "hello")

    with pytest.raises(NotWritten) as caught:
        desk.decide("k7f3q2mx", Action.APPROVE)

    assert str(caught.value) == f"{desk.folder}/hello/k7f3q2mx.md could not be written: File exists."
    assert (desk.queue.get("k7f3q2mx"), desk.queue.decisions()) == (submission, [])


@pytest.mark.parametrize("action", [Action.UNAPPROVE, Action.SPAM, Action.TRASH, Action.DELETE])
def test_a_comment_that_cannot_be_taken_down_stays_approved(desk: Desk, action: Action) -> None:
    waiting(desk, "k7f3q2mx", Action.APPROVE)
    (desk.folder / "hello/k7f3q2mx.md").unlink()
    (desk.folder / "hello/k7f3q2mx.md").mkdir()

    with pytest.raises(NotWritten, match=r"k7f3q2mx\.md could not be written: Is a directory\."):
        desk.decide("k7f3q2mx", action)

    assert desk.queue.get("k7f3q2mx").state is State.APPROVED
    assert [decision.action for decision in desk.queue.decisions()] == [Action.APPROVE]


def test_what_could_not_be_published_can_be_tried_again(desk: Desk) -> None:
    waiting(desk)
    block(desk.folder / "hello")
    with pytest.raises(NotWritten):
        desk.decide("k7f3q2mx", Action.APPROVE)
    (desk.folder / "hello").unlink()

    desk.decide("k7f3q2mx", Action.APPROVE)

    assert files(desk) == ["hello/k7f3q2mx.md"]


@pytest.mark.parametrize(
    ("past", "action"),
    [
        ([Action.APPROVE], Action.APPROVE),
        ([Action.SPAM], Action.SPAM),
        ([Action.TRASH], Action.TRASH),
        ([Action.APPROVE, Action.UNAPPROVE], Action.UNAPPROVE),
        ([Action.SPAM, Action.UNSPAM], Action.UNSPAM),
        ([Action.TRASH, Action.UNTRASH], Action.UNTRASH),
    ],
    ids=lambda value: value.value if isinstance(value, Action) else "",
)
def test_deciding_the_same_twice_is_no_second_decision(desk: Desk, past: list[Action], action: Action) -> None:
    waiting(desk, "k7f3q2mx", *past)

    with pytest.raises(AlreadyDecided):
        desk.decide("k7f3q2mx", action)

    assert [decision.action for decision in desk.queue.decisions()] == past
