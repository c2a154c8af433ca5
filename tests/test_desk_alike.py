"""A flood of the same thing is one line in the list, and one decision."""

from __future__ import annotations

import pytest

from blog import Blog
from builders import a_submission
from moderation.desk.groups import Group, groups
from moderation.queue.submission import State, Submission

PITCH = "Buy cheap watches, café style!"
SPAM = [
    a_submission(f"sssssss{letter}", text=f"<b>{PITCH.upper()}</b> https://{letter}.example/ 🎉") for letter in "abcde"
]
OTHERS = [a_submission("aaaaaaaa", text="I agree with every word."), a_submission("bbbbbbbb", text="Thanks!")]


@pytest.fixture
def flooded(blog: Blog) -> Blog:
    """A queue with two comments of readers, and five of the same spam between them."""
    with blog.queue() as queue:
        queue.add([OTHERS[0], *SPAM, OTHERS[1]])
    return blog


def states(blog: Blog) -> dict[str, State]:
    with blog.queue() as queue:
        return {submission.id: submission.state for submission in queue.list()}


def grouped(blog: Blog, *submissions: Submission) -> list[Group]:
    """The groups of a queue with these."""
    with blog.queue() as queue:
        queue.add(submissions)
        return groups(queue.list(), queue.families())


def test_those_that_say_the_same_are_one(blog: Blog) -> None:
    assert grouped(blog, OTHERS[0], *SPAM) == [Group(OTHERS[0], 0), Group(SPAM[0], 4)]


def test_those_that_say_little_are_each_their_own(blog: Blog) -> None:
    thanks = [a_submission(f"ttttttt{letter}", text="Thanks!") for letter in "ab"]

    assert grouped(blog, *thanks) == [Group(one, 0) for one in thanks]


def test_those_in_another_state_are_not_the_same(blog: Blog) -> None:
    other = a_submission("cccccccc", text=PITCH, state=State.SPAM)

    assert grouped(blog, other, SPAM[0]) == [Group(other, 0), Group(SPAM[0], 0)]


def test_the_list_has_one_line_for_them(flooded: Blog) -> None:
    listed = flooded.moderate("list").stdout

    assert listed.count("BUY CHEAP WATCHES") == 1
    assert "(and 4 like it)" in listed
    assert "moderate spam --alike ID" in listed


def test_the_list_says_nothing_of_it_otherwise(blog: Blog) -> None:
    with blog.queue() as queue:
        queue.add(OTHERS)

    assert "alike" not in blog.moderate("list").stdout


@pytest.mark.parametrize("form", ["json", "csv", "ids"])
def test_scripts_get_each_of_them(flooded: Blog, form: str) -> None:
    listed = flooded.moderate("list", "--format", form).stdout

    assert all(submission.id in listed for submission in SPAM)


def test_one_decision_is_enough_for_all(flooded: Blog) -> None:
    done = flooded.moderate("spam", "--alike", SPAM[2].id)

    assert done.exit_code == 0
    assert done.stdout.count(" spam (was pending)") == len(SPAM)
    assert states(flooded) == {**{one.id: State.SPAM for one in SPAM}, **{one.id: State.PENDING for one in OTHERS}}


def test_each_decision_is_in_the_ledger(flooded: Blog) -> None:
    flooded.moderate("spam", "--alike", SPAM[0].id, "--reason", "a flood")

    with flooded.queue() as queue:
        assert {(line.comment, line.why) for line in queue.decisions()} == {(one.id, "a flood") for one in SPAM}


def test_without_the_option_only_the_named_one_is_decided(flooded: Blog) -> None:
    flooded.moderate("spam", SPAM[0].id)

    assert [id for id, state in states(flooded).items() if state is State.SPAM] == [SPAM[0].id]


def test_a_comment_like_no_other_is_decided_alone(flooded: Blog) -> None:
    done = flooded.moderate("trash", "--alike", "bbbb")

    assert done.stdout == "bbbbbbbb trash (was pending)\n"


def test_all_of_them_can_be_deleted_for_good(flooded: Blog) -> None:
    flooded.moderate("spam", "--alike", SPAM[0].id)
    flooded.moderate("delete", "--alike", SPAM[0].id)

    assert states(flooded).keys() == {one.id for one in OTHERS}


def test_the_order_of_the_list_is_kept(flooded: Blog) -> None:
    with flooded.queue() as queue:
        listed = queue.list()
        firsts = [group.first for group in groups(listed, queue.families())]

    assert firsts == [one for one in listed if one not in SPAM[1:]]
