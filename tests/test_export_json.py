"""Every comment as a line of JSON: what is in the file, that it comes back, and what is refused."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import FULL, NOON
from moderation.errors import InvalidExport
from moderation.imports import archive
from moderation.queue.submission import Submission
from strategies import submissions

Line = dict[str, Any]
Save = Callable[[str], Path]


def dumped(submissions: Iterable[Submission], private: bool = True) -> str:
    """What the file of these holds."""
    file = io.StringIO()
    archive.dump(submissions, file, private)
    return file.getvalue()


def lines(submissions: Iterable[Submission], private: bool = True) -> list[Line]:
    """The same, read by Python's own reader."""
    return [json.loads(line) for line in dumped(submissions, private).splitlines()]


def without_private_part(submission: Submission) -> Submission:
    return Submission(comment=submission.comment, state=submission.state)


# What is in the file


def test_the_first_line_says_what_follows() -> None:
    assert dumped([], private=False) == '{"format": "moderation-comments", "version": 1, "private": false}\n'


def test_a_comment_is_a_line_with_the_fields_of_the_list() -> None:
    assert lines([FULL])[1:] == [
        {
            "id": "k7f3q2mx",
            "article": "hello",
            "parent": "123",
            "kind": "webmention",
            "author": "Ann ☂",
            "url": "https://example.com/",
            "date": "2026-11-23T12:00:00+00:00",
            "status": "spam",
            "text": "It's <em>so</em>:\n\n\t“100 %”",
            "verified": "google",
            "account": "5f2c",
            "email": "ann@example.com",
            "ip": "2001:db8::1",
            "client": "9f86d081",
            "user_agent": "Mozilla/5.0",
            "referrer": "https://example.com/hello/",
            "trap": "a bot",
            "verdict": "spam",
            "reasons": [
                {"check": "honeypot", "saw": "filled in “topic”", "weight": 3.5},
                {"check": "links", "saw": "none", "weight": -0.25},
            ],
        }
    ]


def test_without_the_private_part_it_is_the_comment_and_its_state() -> None:
    (line,) = lines([FULL], private=False)[1:]

    assert line.keys() == {"id", "article", "parent", "kind", "author", "url", "date", "status", "text", "verified"}


@given(st.lists(submissions(), max_size=2))
@settings(derandomize=True, max_examples=50, deadline=None)
def test_the_file_is_ascii_with_a_line_for_each_comment(some: list[Submission]) -> None:
    text = dumped(some)

    assert text.isascii()
    assert len(text.splitlines()) == 1 + len(some)


# There and back


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Save:
    path = tmp_path_factory.mktemp("archive") / "comments.jsonl"

    def save(text: str) -> Path:
        path.write_text(text, encoding="utf-8")
        return path

    return save


@given(some=st.lists(submissions(), max_size=2))
@settings(derandomize=True, max_examples=50, deadline=None)
def test_what_was_saved_comes_back_whole(saved: Save, some: list[Submission]) -> None:
    assert [*archive.load(saved(dumped(some)))] == some


@given(some=st.lists(submissions(), max_size=2))
@settings(derandomize=True, max_examples=50, deadline=None)
def test_what_was_saved_without_private_parts_comes_back_without_them(saved: Save, some: list[Submission]) -> None:
    assert [*archive.load(saved(dumped(some, private=False)))] == [without_private_part(one) for one in some]


def test_a_file_is_read_one_comment_at_a_time(saved: Save) -> None:
    loaded = archive.load(saved(dumped([FULL]) + "no JSON\n"))

    assert next(loaded) == FULL


def test_the_order_of_the_fields_makes_no_difference(saved: Save) -> None:
    head, line = lines([FULL])
    text = json.dumps(dict(reversed(head.items()))) + "\n" + json.dumps(dict(reversed(line.items()))) + "\n"

    assert [*archive.load(saved(text))] == [FULL]


def test_a_date_in_another_spelling_of_utc_is_the_same(saved: Save) -> None:
    (submission,) = archive.load(saved(dumped([FULL]).replace("+00:00", "Z")))

    assert submission.comment.date == NOON


# What is refused


def refusal(path: Path) -> str:
    """What is said about the file, without its path."""
    with pytest.raises(InvalidExport) as refused:
        [*archive.load(path)]
    return str(refused.value).removeprefix(str(path))


HEAD = dumped([])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("", "does not begin with {", id="nothing"),
        pytest.param("\n", "is not JSON", id="a blank line"),
        pytest.param("[]\n", "does not begin with {", id="a list"),
        pytest.param('{"version": 1, "private": true}\n', "does not begin with {", id="no format"),
        pytest.param(dumped([FULL]).split("\n", 1)[1], "does not begin with {", id="a comment"),
        pytest.param(HEAD.replace("1", "2"), "is of version 2, and only version 1 is known", id="another version"),
        pytest.param(HEAD.replace("1", "true"), "is of version True, and only version 1 is known", id="no number"),
        pytest.param(HEAD.replace(', "version": 1', ""), "is of version None", id="no version"),
        pytest.param(HEAD.replace("true", '"no"'), '"private" is not true or false', id="private is a string"),
        pytest.param(HEAD.replace(', "private": true', ""), '"private" is missing', id="private is missing"),
        pytest.param(HEAD.replace("}", ', "comments": 0}'), "'comments' is not among the fields", id="an extra field"),
    ],
)
def test_a_file_that_begins_otherwise_is_refused(saved: Save, text: str, problem: str) -> None:
    assert refusal(saved(text)).startswith(f", line 1: {problem}")


MISSING = object()


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        pytest.param("text", MISSING, '"text" is missing', id="a field is missing"),
        pytest.param("email", MISSING, '"email" is missing', id="a private field is missing"),
        pytest.param("score", 1.5, "'score' is not among the fields it can have", id="an unknown field"),
        pytest.param("\u202e", 1, r"'\u202e' is not among", id="an unknown field that would garble the message"),
        pytest.param("author", 7, '"author" is not a string', id="a number for a string"),
        pytest.param("id", 7, '"id" is not a string', id="a number for an id"),
        pytest.param("parent", "", "The comment's parent is not a comment's id", id="an empty parent"),
        pytest.param("parent", False, '"parent" is not a string', id="no parent, but not null"),
        pytest.param("article", "../etc", "The comment's article is not a slug", id="a path for a slug"),
        pytest.param("author", "Ann\u2028Date: 1", "The comment's author is more than one line", id="a forged header"),
        pytest.param("url", "javascript:alert(1)", "The comment's website is not a web address", id="a script"),
        pytest.param("text", "\x00", "The comment's text is empty", id="a control character only"),
        pytest.param("text", "a\x00", "The comment's text holds control characters", id="a control character"),
        pytest.param("text", "a\ud800", '"text" holds half of a character', id="half a character"),
        pytest.param("trap", "a\ud800", '"trap" holds half of a character', id="half a character in a private field"),
        pytest.param("date", "yesterday", "\"date\" is 'yesterday', not like 2026", id="no date"),
        pytest.param("date", "2026-11-23T12:00:00", "The comment's date is not in UTC", id="a date without a zone"),
        pytest.param("status", "hold", "\"status\" is 'hold', not one of pending, approved, spam, trash", id="a state"),
        pytest.param("kind", "", "\"kind\" is '', not one of comment, author, pingback", id="a kind"),
        pytest.param("verdict", None, '"verdict" is not a string', id="no verdict"),
        pytest.param("reasons", {}, '"reasons" is not a list', id="reasons that are no list"),
        pytest.param("reasons", ["links"], "is not an object", id="a reason that is no object"),
        pytest.param("reasons", [{"check": "a", "saw": "b"}], '"weight" is missing', id="a reason without a weight"),
        *(
            pytest.param("reasons", [{"check": "a", "saw": "b", "weight": weight}], '"weight" is not a number', id=id)
            for weight, id in [("1", "a string"), (True, "true"), (10**400, "too great a number"), (None, "null")]
        ),
    ],
)
def test_a_line_that_is_no_comment_is_refused(saved: Save, field: str, value: object, problem: str) -> None:
    head, line = lines([FULL])
    changed = {name: value for name, value in (line | {field: value}).items() if value is not MISSING}

    text = "".join(json.dumps(fields) + "\n" for fields in (head, line, changed))

    assert refusal(saved(text)).startswith(f", line 3: {problem}")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        pytest.param("comment", "is not JSON", id="no JSON"),
        pytest.param(dumped([FULL]).splitlines()[1][:-9], "is not JSON", id="half a line"),
        pytest.param("", "is not JSON", id="a blank line"),
        pytest.param("null", "is not an object", id="null"),
        pytest.param(dumped([FULL]).replace("3.5", "NaN").splitlines()[1], "is not JSON", id="NaN"),
        pytest.param(dumped([FULL]).replace("3.5", "1e999").splitlines()[1], '"weight" is not a number', id="1e999"),
        pytest.param(dumped([FULL]).replace("3.5", "9" * 5000).splitlines()[1], "is not JSON", id="5000 digits"),
        pytest.param("[" * 200_000, "is nested too deeply", id="200,000 brackets"),
        pytest.param('{"id":' * 200_000, "is nested too deeply", id="200,000 braces"),
    ],
)
def test_a_line_that_is_no_object_is_refused(saved: Save, line: str, problem: str) -> None:
    assert refusal(saved(f"{HEAD}{line}\n")).startswith(f", line 2: {problem}")


def test_private_fields_in_a_file_that_says_it_has_none_are_refused(saved: Save) -> None:
    text = dumped([FULL]).replace('"private": true', '"private": false')

    assert refusal(saved(text)) == ", line 2: 'email' is not among the fields it can have."


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "comments.jsonl"
    path.write_bytes(HEAD.encode() + b"\xff\n")

    assert refusal(path) == ", line 2: is not text in UTF-8."


def test_a_line_that_is_longer_than_any_comment_is_not_read_into_memory(saved: Save) -> None:
    path = saved(HEAD + " " * (archive.LONGEST + 1))

    assert refusal(path) == f", line 2: is longer than {archive.LONGEST} bytes."


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.jsonl") == ": cannot be read (No such file or directory)."
