"""Submissions that say the same, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from contextlib import closing

from builders import a_submission
from moderation.queue.connection import open_queue
from moderation.queue.families import siblings
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


def test_siblings_are_found_without_going_through_all_that_wait(sqlite_url: str) -> None:
    with closing(open_queue(sqlite_url)) as queue, queue._engine.connect() as connection:
        query = siblings(a_submission(text=SAME)).compile(queue._engine, compile_kwargs={"literal_binds": True})
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}").all()

    assert "USING INDEX submissions_by_likeness" in str(plan)
