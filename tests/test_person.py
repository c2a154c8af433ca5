"""What the queue holds of a person, found by address, and how it goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import NOON, a_submission
from jane import janes
from moderation.errors import NotWritten, UnknownComment
from moderation.queue.ledger import Action
from moderation.queue.store import Queue
from moderation.queue.submission import State, Submission, Verdict


def held(queue: Queue, email: str) -> list[str]:
    return [holding.submission.id for holding in queue.held(email)]


@pytest.mark.parametrize("typed", ["jane@private.example", "Jane@PRIVATE.example", " jane@private.example "])
def test_an_address_is_the_same_in_any_case(queue: Queue, typed: str) -> None:
    queue.add([janes("aaaaaaaa"), janes("bbbbbbbb", email="JANE@Private.Example", day=1), a_submission("cccccccc")])

    assert held(queue, typed) == ["aaaaaaaa", "bbbbbbbb"]


def test_so_is_one_beyond_ascii(queue: Queue) -> None:
    queue.add([janes("aaaaaaaa", email="ÉMILIE-STRASSE@private.example")])

    assert held(queue, "émilie-straße@private.example") == ["aaaaaaaa"]


@pytest.mark.parametrize("other", ["ane@private.example", "jane@private", "%", "jane@private_example", "", " "])
def test_another_address_is_another_person(queue: Queue, other: str) -> None:
    queue.add([janes("aaaaaaaa"), a_submission("bbbbbbbb", email="")])

    assert held(queue, other) == []


def test_whoever_gave_an_address_after_signing_in_is_found_with_all_their_comments(queue: Queue) -> None:
    signed = {"verified": "google", "account": "hers"}
    queue.add([janes("aaaaaaaa", **signed), janes("bbbbbbbb", day=1, email="", **signed), a_submission("cccccccc")])

    assert held(queue, "jane@private.example") == ["aaaaaaaa", "bbbbbbbb"]


def test_to_type_somebodys_address_after_signing_in_makes_nobody_them(queue: Queue) -> None:
    queue.add([janes("aaaaaaaa"), janes("bbbbbbbb", day=1, verified="google", account="another's")])

    assert [holding.submission.id for holding in queue.held("", ["another's"])] == ["bbbbbbbb"]


def test_what_is_erased_is_deleted_and_the_ledger_keeps_only_that(queue: Queue) -> None:
    queue.add([janes("aaaaaaaa")])
    queue.decide("aaaaaaaa", Action.SPAM, who="ann", at=NOON, why="Jane again")

    queue.erase("aaaaaaaa", who="bob", at=NOON)

    assert queue.list() == []
    assert [(line.action, line.before, line.after, line.who, line.why) for line in queue.decisions()] == [
        (Action.SPAM, State.PENDING, State.SPAM, "ann", ""),
        (Action.DELETE, State.SPAM, None, "bob", ""),
    ]


def test_what_the_filter_learned_of_it_is_taken_back(queue: Queue) -> None:
    queue.add([janes("aaaaaaaa", text="cheap"), a_submission("bbbbbbbb", text="cheap")])
    for id in ("aaaaaaaa", "bbbbbbbb"):
        queue.decide(id, Action.SPAM, who="ann", at=NOON, study=lambda comment, _: comment.text.split())

    queue.erase("aaaaaaaa", who="ann", at=NOON)

    assert queue.counts(["cheap"]) == {"cheap": (1, 0)}


@pytest.mark.parametrize("keep", [True, False], ids=["kept", "deleted"])
def test_others_are_left_alone(queue: Queue, keep: bool) -> None:
    other = a_submission("bbbbbbbb", email="bob@example.org", state=State.APPROVED)
    queue.add([janes("aaaaaaaa", state=State.APPROVED), other])
    queue.decide("bbbbbbbb", Action.SPAM, who="ann", at=NOON, why="not a word about pricing")

    queue.erase("aaaaaaaa", who="ann", at=NOON, keep=keep)

    assert queue.get("bbbbbbbb").email == "bob@example.org"
    assert queue.decisions("bbbbbbbb")[0].why == "not a word about pricing"


def test_what_is_public_may_stay_with_nothing_but_text_date_and_place(queue: Queue) -> None:
    queue.add([janes("12", state=State.APPROVED, text="I agree.", parent="11")])

    queue.erase("12", who="ann", at=NOON, keep=True)

    assert queue.list() == [
        a_submission("12", author="Anonymous", parent="11", state=State.APPROVED, verdict=Verdict.UNSURE)
    ]
    assert [(line.action, line.after, line.why) for line in queue.decisions()] == [
        (Action.APPROVE, State.APPROVED, "kept without its author")
    ]


@pytest.mark.parametrize("state", [State.PENDING, State.SPAM, State.TRASH], ids=lambda state: str(state.value))
def test_nothing_else_may_stay(queue: Queue, state: State) -> None:
    queue.add([janes("aaaaaaaa", state=state)])

    queue.erase("aaaaaaaa", who="ann", at=NOON, keep=True)

    assert queue.list() == []


def test_what_cannot_be_unpublished_is_not_erased(queue: Queue) -> None:
    before = janes("aaaaaaaa", state=State.APPROVED)
    queue.add([before])

    def fail(erased: Submission) -> None:
        raise NotWritten(Path("aaaaaaaa.md"), "Read-only file system")

    with pytest.raises(NotWritten):
        queue.erase("aaaaaaaa", who="ann", at=NOON, publish=fail)

    assert (queue.list(), queue.decisions()) == ([before], [])


def test_what_is_not_there_cannot_be_erased(queue: Queue) -> None:
    with pytest.raises(UnknownComment):
        queue.erase("aaaaaaaa", who="ann", at=NOON)
