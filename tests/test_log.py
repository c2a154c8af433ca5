"""The log: a line for each thing, readable by people or by programs, which nobody outside can write into."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from blog import Blog
from door import FORM
from moderation.intake.log import FORMATS, JsonLine, TextLine
from test_server import post

EVERY_CONTROL = "".join(map(chr, [*range(32), *range(127, 160), 0x2028, 0x2029, 0x202E, 0xD800]))


def a_record(message: str, *args: object, **fields: Any) -> logging.LogRecord:
    """Something that happened at the beginning of 1970."""
    record = logging.LogRecord("moderation.door", logging.INFO, "door.py", 1, message, args, None)
    record.created = 1.5
    record.__dict__.update(fields)
    return record


def a_failure(text: str) -> Any:
    """What a handler is told of an exception that says this."""
    try:
        int(text)
    except ValueError as error:
        return type(error), error, error.__traceback__


def test_for_people_a_line_has_time_level_and_message() -> None:
    line = TextLine().format(a_record("Took comment %(comment)s", {"comment": "k7f3q2mx"}))

    assert line == "1970-01-01T00:00:01.500+00:00 INFO Took comment k7f3q2mx"


def test_for_programs_the_arguments_stand_for_themselves_too() -> None:
    line = JsonLine().format(a_record("Took comment %(comment)s", {"comment": "k7f3q2mx"}))

    assert json.loads(line) == {
        "comment": "k7f3q2mx",
        "time": "1970-01-01T00:00:01.500+00:00",
        "level": "info",
        "logger": "moderation.door",
        "message": "Took comment k7f3q2mx",
    }


def test_no_argument_passes_for_something_else() -> None:
    line = JsonLine().format(a_record("%(level)s", {"level": "error", "time": "never"}))

    assert json.loads(line)["level"] == "info"
    assert json.loads(line)["time"].startswith("1970")


@pytest.mark.parametrize("form", FORMATS)
def test_whatever_a_message_holds_it_is_one_line_without_controls(form: str) -> None:
    line = FORMATS[form]().format(a_record(f"a{EVERY_CONTROL}b %s", EVERY_CONTROL))

    assert line.isprintable()


def test_other_scripts_stay_readable() -> None:
    assert TextLine().format(a_record("Zoë 😀")).endswith("INFO Zoë 😀")


@pytest.mark.parametrize("form", FORMATS)
def test_of_a_failure_its_class_and_place_are_told_and_not_its_text(form: str) -> None:
    line = FORMATS[form]().format(a_record("It broke\n", exc_info=a_failure("zoe@example.com")))

    assert "It broke: ValueError at test_log.py:" in line
    assert "zoe" not in line


def test_a_server_writes_an_object_a_line(site: Blog) -> None:
    with site.server(MODERATION_LOG="json") as server:
        id = post(server).json()["id"]
        post(server, author="")
        server.terminate()

    took, answered = (json.loads(line) for line in server.log.splitlines()[1:])
    assert (took["message"], took["comment"]) == (f"Took comment {id}", id)
    assert (answered["message"], answered["status"]) == ("Answered 422: Almost there", 422)
    assert not [text for text in FORM.values() if text and text in server.log]
