"""An edit changes what a comment says wherever it is shown, and loses nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from blog import Blog
from builders import NOON, a_submission
from moderation.desk.desk import Desk
from moderation.desk.person import Person
from moderation.errors import EditedMeanwhile, NotWritten, UnknownComment
from moderation.published import commentfile
from moderation.queue.ledger import Action
from moderation.queue.store import Queue
from moderation.queue.submission import State

ID = "k7f3q2mx"
STATES = pytest.mark.parametrize("state", State, ids=lambda state: str(state.value))


@pytest.fixture
def desk(queue: Queue, site: Blog) -> Desk:
    return Desk(queue, site.settings, now=lambda: NOON)


def hold(desk: Desk, state: State = State.PENDING) -> None:
    desk.queue.add(
        [a_submission(ID, author="Jane", text="My number is 555-1234.", email="jane@a.example", state=state)]
    )
    desk.queue.hold(ID, desk._publish)


def edit(desk: Desk, text: str = "(number removed)", **fields: Any) -> None:
    submission = desk.get(ID)
    desk.edit(submission, replace(desk.public(submission), text=text, **fields), "private")


def kept(desk: Desk) -> list[tuple[str, str, str]]:
    """What the comment said before, with what is held of its author."""
    return [
        (revision.author, revision.website, revision.text)
        for holding in desk.queue.held("jane@a.example")
        for revision in holding.revisions
    ]


@STATES
def test_an_edit_changes_what_it_says_and_not_where_it_is(desk: Desk, state: State) -> None:
    hold(desk, state)

    edit(desk, author="J.", website="https://j.example/")

    now = desk.get(ID)
    assert (now.comment.text, now.comment.author, now.comment.website) == (
        "(number removed)",
        "J.",
        "https://j.example/",
    )
    assert (now.state, now.email) == (state, "jane@a.example")
    assert kept(desk) == [("Jane", "", "My number is 555-1234.")]
    assert [(line.action, line.before, line.after, line.who, line.why) for line in desk.queue.decisions()] == [
        (Action.EDIT, state, state, "ann", "private")
    ]
    assert desk.queue.verify().number == 1


def test_the_file_of_what_is_public_follows(desk: Desk) -> None:
    hold(desk, State.APPROVED)

    edit(desk)

    assert commentfile.read_folder(desk.folder, "hello") == ([desk.get(ID).comment], [])
    assert desk.touched == {"hello"}


def test_what_is_not_public_gets_no_file(desk: Desk) -> None:
    hold(desk)

    edit(desk)

    assert commentfile.read_folder(desk.folder, "hello") == ([], [])


def test_what_was_changed_by_hand_is_edited_as_it_is(desk: Desk) -> None:
    hold(desk, State.APPROVED)
    commentfile.write(desk.folder, replace(desk.get(ID).comment, text="By hand."))

    assert desk.public(desk.get(ID)).text == "By hand."


@STATES
def test_an_edit_can_be_undone(desk: Desk, state: State) -> None:
    hold(desk, state)
    before = desk.get(ID)
    edit(desk, "Once.", author="Eve")
    edit(desk, "Twice.")

    for text in ("Once.", "My number is 555-1234."):
        desk.decide(ID, Action.UNDO, undoing=desk.queue.last_decision(ID))
        assert desk.get(ID).comment.text == text

    assert (desk.get(ID), kept(desk)) == (before, [])
    public = [before.comment] if state is State.APPROVED else []
    assert commentfile.read_folder(desk.folder, "hello") == (public, [])


def test_an_edit_does_not_hide_where_a_comment_came_from(desk: Desk) -> None:
    hold(desk)
    desk.decide(ID, Action.SPAM)
    edit(desk)

    desk.decide(ID, Action.UNSPAM)

    assert desk.get(ID).state is State.PENDING


def test_what_an_edit_says_teaches_the_filter_nothing(desk: Desk) -> None:
    hold(desk)
    desk.decide(ID, Action.SPAM)
    before = desk.queue.counts(["number", "removed"])

    edit(desk)
    desk.decide(ID, Action.UNDO, undoing=desk.queue.last_decision(ID))

    assert desk.queue.counts(["number", "removed"]) == before


def test_of_two_who_edit_at_once_the_second_is_told(desk: Desk) -> None:
    hold(desk)
    submission = desk.get(ID)
    edit(desk, "First.")

    with pytest.raises(EditedMeanwhile, match="k7f3q2mx was edited by somebody else meanwhile"):
        desk.edit(submission, replace(submission.comment, text="Second."))

    assert desk.get(ID).comment.text == "First."


def test_what_is_gone_cannot_be_edited(desk: Desk) -> None:
    hold(desk)
    submission = desk.get(ID)
    desk.decide(ID, Action.DELETE)

    with pytest.raises(UnknownComment):
        desk.edit(submission, replace(submission.comment, text="Second."))


def test_what_cannot_be_written_is_not_edited(desk: Desk) -> None:
    hold(desk, State.APPROVED)
    (desk.folder / f"hello/{ID}.md").unlink()
    (desk.folder / f"hello/{ID}.md").mkdir()
    submission = desk.get(ID)

    with pytest.raises(NotWritten):
        desk.edit(submission, replace(submission.comment, text="Second."))

    assert (desk.get(ID), kept(desk), desk.queue.decisions()) == (submission, [], [])


def test_whoever_asks_gets_what_was_kept(desk: Desk) -> None:
    hold(desk)
    edit(desk)

    [record] = Person(desk, "jane@a.example").records()

    assert record["revisions"] == [{"decision": 1, "author": "Jane", "website": "", "text": "My number is 555-1234."}]


@pytest.mark.parametrize("keep", [True, False], ids=["kept", "deleted"])
def test_what_was_kept_is_erased_with_the_rest(desk: Desk, keep: bool) -> None:
    hold(desk, State.APPROVED)
    edit(desk)

    desk.queue.erase(ID, who="ann", at=NOON, keep=keep)

    with desk.queue._reading() as connection:
        assert connection.exec_driver_sql("SELECT * FROM revisions").all() == []
