"""The record of decisions on the command line, word for word."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import pytest
from sqlalchemy import create_engine, text

from blog import Blog
from builders import NOON, a_submission
from moderation.queue.ledger import Action

TABLE = """\
NUMBER  AT                WHO  ACTION   COMMENT   WAS      IS        WHY
1       2026-11-23 12:00  ann  approve  k7f3q2mx  pending  approved  I know her
2       2026-11-24 12:00  ben  spam     m2c8w0ra  pending  spam
3       2026-11-25 12:00  ann  delete   m2c8w0ra  spam     deleted   =1+1
"""


@pytest.fixture
def desk(blog: Blog) -> Blog:
    """Three decisions about two comments, of which one is gone; and a comment that nobody has decided."""
    with blog.queue() as queue:
        queue.add([a_submission("k7f3q2mx"), a_submission("m2c8w0ra"), a_submission("w1111111")])
        queue.decide("k7f3q2mx", Action.APPROVE, who="ann", at=NOON, why="I know her")
        queue.decide("m2c8w0ra", Action.SPAM, who="ben", at=NOON + timedelta(days=1))
        queue.decide("m2c8w0ra", Action.DELETE, who="ann", at=NOON + timedelta(days=2), why="=1+1")
    return blog


def shown(blog: Blog, *arguments: str) -> str:
    result = blog.moderate("log", *arguments)
    assert (result.stderr, result.exit_code) == ("", 0)
    return result.stdout


def test_the_log_is_a_line_for_each_decision_the_oldest_first(desk: Blog) -> None:
    assert shown(desk) == TABLE


@pytest.mark.parametrize(
    ("options", "numbers"),
    [
        (["k7f3q2mx"], [1]),
        (["m2"], [2, 3]),
        (["k7", "m2"], [1, 2, 3]),
        (["w1"], []),
        (["--who", "ann"], [1, 3]),
        (["--who", "Ann"], []),
        (["--action", "spam"], [2]),
        (["--since", "2026-11-24"], [2, 3]),
        (["--since", "2026-11-24T12:00"], [2, 3]),
        (["--since", "2026-11-24T12:00:01"], [3]),
        (["m2", "--who", "ann", "--action", "delete", "--since", "2026-11-25"], [3]),
    ],
    ids=lambda value: " ".join(map(str, value)),
)
def test_the_log_can_be_narrowed(desk: Blog, options: list[str], numbers: list[int]) -> None:
    assert [line["number"] for line in json.loads(shown(desk, *options, "--format", "json"))] == numbers


def test_the_log_as_json_is_an_array_of_objects(desk: Blog) -> None:
    assert json.loads(shown(desk, "--format", "json"))[2] == {
        "number": 3,
        "comment": "m2c8w0ra",
        "action": "delete",
        "before": "spam",
        "after": None,
        "who": "ann",
        "at": "2026-11-25T12:00:00+00:00",
        "why": "=1+1",
    }


def test_the_log_as_csv_is_a_line_for_each_and_no_formula(desk: Blog) -> None:
    rows = [*csv.DictReader(io.StringIO(shown(desk, "--format", "csv")))]

    assert [(row["number"], row["after"], row["why"]) for row in rows] == [
        ("1", "approved", "I know her"),
        ("2", "spam", ""),
        ("3", "", "'=1+1"),
    ]


@pytest.mark.parametrize(("form", "said"), [("ids", "k7f3q2mx\nm2c8w0ra\n"), ("count", "3\n")])
def test_the_log_as_ids_and_as_a_count(desk: Blog, form: str, said: str) -> None:
    assert shown(desk, "--format", form) == said


@pytest.mark.parametrize(("form", "said"), [("table", "Nothing to show.\n"), ("json", "[]\n"), ("ids", "")])
def test_an_empty_log_is_empty(blog: Blog, form: str, said: str) -> None:
    assert shown(blog, "--format", form) == said


def test_an_id_that_nobody_ever_had_is_named(desk: Blog) -> None:
    result = desk.moderate("log", "zz")

    assert (result.stderr, result.exit_code) == ("Error: There is no comment 'zz' in the queue.\n", 1)


def test_reasons_and_names_are_not_obeyed_by_a_terminal(blog: Blog) -> None:
    with blog.queue() as queue:
        queue.add([a_submission("k7f3q2mx")])
        queue.decide("k7f3q2mx", Action.SPAM, who="a\u202enn", at=NOON, why="so\nit\u202eis")

    assert shown(blog).splitlines()[1] == (
        r"1       2026-11-23 12:00  a\u202enn  spam    k7f3q2mx  pending  spam  so it\u202eis"
    )


def test_an_intact_log_says_how_far_it_goes(desk: Blog) -> None:
    with desk.queue() as queue:
        hash = queue.verify().hash

    assert shown(desk, "--verify") == f"The ledger is intact up to number 3, whose hash is {hash}.\n"


def test_a_changed_log_names_the_first_number_that_does_not_fit(desk: Blog) -> None:
    engine = create_engine(desk.settings.database)
    with engine.begin() as connection:
        connection.execute(text("UPDATE decisions SET who = 'ann' WHERE number = 2"))
    engine.dispose()

    result = desk.moderate("log", "--verify")

    assert result.exit_code == 1
    assert result.stderr == (
        "Error: The ledger is not intact: number 2 does not fit, so it or what was before it changed.\n"
    )
