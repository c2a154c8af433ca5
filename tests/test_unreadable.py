"""Rows that another program wrote wrongly: they are named, and everything else goes on without them."""

from __future__ import annotations

import asyncio
import traceback

import pytest
from sqlalchemy import create_engine

from blog import Blog
from builders import NOON, a_submission, ids
from moderation.errors import UnreadableSubmission
from moderation.intake.judging import Judging
from moderation.queue.ledger import Action
from moderation.queue.store import Queue
from moderation.queue.submission import State, Verdict

ID = "bbbbbbbb"
TEXT = "They all say the same."

ANYWHERE = [
    pytest.param("state", "held", id="an unknown state"),
    pytest.param("verdict", "maybe", id="an unknown verdict"),
    pytest.param("kind", "letter", id="an unknown kind"),
    pytest.param("date", "infinity", id="no moment"),
    pytest.param("author", "", id="no author"),
    pytest.param("article", "../etc", id="a path for a slug"),
    pytest.param("reasons", "null", id="reasons that are null"),
    pytest.param("reasons", '{"links": 3}', id="reasons that are no list"),
    pytest.param("reasons", '["links"]', id="a reason that is no object"),
    pytest.param("reasons", '[{"check": "links", "saw": "many"}]', id="a reason without a weight"),
    pytest.param("reasons", '[{"check": "links", "saw": "many", "weight": "3"}]', id="a weight that is no number"),
]
IN_SQLITE = [
    pytest.param("date", "yesterday", id="a date in words"),
    pytest.param("date", "0001-01-01T00:00:00+09:00", id="a date before all dates"),
    pytest.param("reasons", "spam", id="no JSON"),
]
"""What PostgreSQL, which has types, does not take."""


def miswrite(url: str, column: str, value: str) -> None:
    """As a program that knows nothing of ours."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE submissions SET {column} = '{value}' WHERE id = '{ID}'")  # noqa: S608
    engine.dispose()


def hold_three(queue: Queue) -> None:
    """The second is to be miswritten."""
    queue.add([a_submission(id, text=TEXT, email="ann@example.com") for id in ("aaaaaaaa", ID, "cccccccc")])


def shows_the_others_alone(queue: Queue, column: str) -> None:
    assert ids(queue.list()) == ["aaaaaaaa", "cccccccc"]
    assert queue.unreadable == {ID}
    with pytest.raises(UnreadableSubmission, match=f"'{ID}' cannot be read: its column \"{column}\""):
        queue.get(ID)


@pytest.mark.parametrize(("column", "value"), ANYWHERE)
def test_a_list_shows_all_others(queue: Queue, queue_url: str, column: str, value: str) -> None:
    hold_three(queue)
    miswrite(queue_url, column, value)

    shows_the_others_alone(queue, column)


@pytest.mark.parametrize(("column", "value"), IN_SQLITE)
def test_so_it_does_where_any_column_can_hold_anything(blog: Blog, column: str, value: str) -> None:
    with blog.queue() as queue:
        hold_three(queue)
        miswrite(blog.settings.database, column, value)

        shows_the_others_alone(queue, column)


@pytest.mark.parametrize("column", ["state", "date", "reasons"])
def test_the_error_does_not_repeat_what_stands_there(blog: Blog, column: str) -> None:
    with blog.queue() as queue:
        hold_three(queue)
        miswrite(blog.settings.database, column, "joe@example.com")

        with pytest.raises(UnreadableSubmission) as caught:
            queue.get(ID)

    assert "joe" not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("date", ["2026-11-23", "2026-11-23T00:00:00", "2026-11-23T01:00:00.0+01:00"])
def test_a_date_as_others_write_it_can_be_read(blog: Blog, date: str) -> None:
    with blog.queue() as queue:
        hold_three(queue)
        miswrite(blog.settings.database, "date", date)

        assert queue.get(ID).comment.date == NOON.replace(hour=0)


def test_an_unknown_state_is_counted_nowhere(queue: Queue, queue_url: str) -> None:
    hold_three(queue)
    miswrite(queue_url, "state", "held")

    assert queue.count() == dict.fromkeys(State, 0) | {State.PENDING: 2}


@pytest.fixture
def damaged(queue: Queue, queue_url: str) -> Queue:
    """A queue of three comments, of which one cannot be read."""
    hold_three(queue)
    miswrite(queue_url, "kind", "letter")
    return queue


def test_checks_are_made_without_it(damaged: Queue) -> None:
    assert ids(damaged.unchecked()) == ["aaaaaaaa", "cccccccc"]
    assert ids(damaged.lookalikes(a_submission(text=TEXT))) == ["cccccccc", "aaaaaaaa"]


def test_its_id_is_taken(damaged: Queue) -> None:
    assert damaged.known([ID, "dddddddd"]) == {ID: None}


def test_nobody_decides_it(damaged: Queue) -> None:
    with pytest.raises(UnreadableSubmission):
        damaged.decide(ID, Action.APPROVE, who="ann", at=NOON)

    assert damaged.decisions() == []


def test_what_is_held_of_a_person_is_told_whole_or_not_at_all(damaged: Queue) -> None:
    with pytest.raises(UnreadableSubmission):
        damaged.held("ann@example.com")


# At the desk and at the door.


@pytest.fixture
def desk(blog: Blog) -> Blog:
    """A blog with three comments, of which one cannot be read."""
    with blog.queue() as queue:
        hold_three(queue)
    miswrite(blog.settings.database, "kind", "letter")
    return blog


NAMED = f"1 comment in the queue cannot be read: {ID}; moderate get ID says why, and how to mend it.\n"


@pytest.mark.parametrize("command", ["list --format ids", "list --status all --format ids"])
def test_a_list_ends_with_a_warning_that_names_it(desk: Blog, command: str) -> None:
    listed = desk.moderate(*command.split())

    assert (listed.stdout, listed.stderr, listed.exit_code) == ("aaaaaaaa\ncccccccc\n", NAMED, 0)


def test_whoever_asks_for_it_is_told_what_is_wrong_and_how_to_mend_it(desk: Blog) -> None:
    got = desk.moderate("get", "bb")

    assert (got.stdout, got.exit_code) == ("", 1)
    assert got.stderr == (
        f"Error: Comment '{ID}' cannot be read: its column \"kind\" holds what this program never writes. "
        "Correct or delete its row in the table submissions of the queue's database.\n"
    )


def test_decisions_about_others_are_made(desk: Blog) -> None:
    decided = desk.moderate("spam", ID, "cc")

    assert (decided.stdout, decided.exit_code) == ("cccccccc spam (was pending)\n", 1)
    assert f"Comment '{ID}' cannot be read" in decided.stderr


def test_a_recheck_goes_on_without_it(desk: Blog) -> None:
    rechecked = desk.moderate("spam-filter", "recheck")

    assert [line.split()[0] for line in rechecked.stdout.splitlines()] == ["aaaaaaaa", "cccccccc"]
    assert (rechecked.stderr, rechecked.exit_code) == (NAMED, 0)


def test_the_intake_starts_and_checks_what_else_was_left_unchecked(desk: Blog) -> None:
    with desk.queue() as queue:
        asyncio.run(check_all(Judging(queue, [], [lambda _: None], "sort", lambda judged: None)))

        assert {one.id: one.verdict for one in queue.list()} == {"aaaaaaaa": Verdict.HAM, "cccccccc": Verdict.HAM}


async def check_all(judging: Judging) -> None:
    """As when the process starts, and until there is nothing left to check."""
    await judging.start()
    await judging.finish()
    await judging.stop()
