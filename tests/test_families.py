"""Submissions that say the same, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from builders import a_submission
from moderation.queue.store import Queue
from moderation.queue.submission import State

SAME = "The same words, again and again."


def test_siblings_say_the_same_in_the_same_state(queue: Queue) -> None:
    first = a_submission("aaaaaaaa", text=SAME)
    spam = a_submission("dddddddd", text=SAME, state=State.SPAM)
    queue.add([first, a_submission("cccccccc", text=SAME.upper(), day=2), a_submission("bbbbbbbb", text=SAME, day=1)])
    queue.add([spam, a_submission("eeeeeeee", text="Other words, for once in a while.")])

    assert queue.alike(first) == ["bbbbbbbb", "cccccccc"]
    assert queue.alike(spam) == []


def test_what_says_next_to_nothing_has_no_siblings(queue: Queue) -> None:
    thanks = a_submission("aaaaaaaa", text="Thanks!")
    queue.add([thanks, a_submission("bbbbbbbb", text="Thanks!")])

    assert queue.alike(thanks) == []
    assert queue.families() == {}
