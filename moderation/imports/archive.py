"""Every comment as a line of JSON, and back: nothing is lost, and no other system's words are needed.

The first line names format and version, and says whether private parts are there, too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TextIO

from ..errors import InvalidComment, InvalidExport
from ..queue.submission import Submission
from .archivefields import fields_of, named, submission_of, value_of
from .jsonfile import decode

FORMAT, VERSION = "moderation-comments", 1
HEAD = ("format", "version", "private")

LONGEST = 16 * 1024 * 1024
"""Bytes of a line. The intake takes no comment that comes near."""


def dump(submissions: Iterable[Submission], file: TextIO, private: bool = False) -> None:
    """Write them, in ASCII: whatever a stranger typed, a terminal shows it and does nothing."""
    file.write(_line({"format": FORMAT, "version": VERSION, "private": private}))
    for submission in submissions:
        file.write(_line(fields_of(submission, private)))


def load(path: Path) -> Iterator[Submission]:
    """The submissions in the file, one at a time. Raises InvalidExport, perhaps after many good ones."""
    lines = _lines(path)
    private = _is_private(path, next(lines, b"null"))
    for number, line in enumerate(lines, start=2):
        value = decode(path, line, number)
        try:
            yield submission_of(value, private)
        except InvalidComment as error:
            raise InvalidExport(path, str(error).rstrip("."), number) from error
        except ValueError as error:
            raise InvalidExport(path, str(error), number) from error


def _line(fields: Mapping[str, object]) -> str:
    return json.dumps(fields, allow_nan=False) + "\n"


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            number = 0
            while line := file.readline(LONGEST + 1):
                number += 1
                if len(line) > LONGEST:
                    raise InvalidExport(path, f"is longer than {LONGEST} bytes", number)
                yield line.removesuffix(b"\n")  # else an error at its end would be on the next line
    except OSError as error:
        raise InvalidExport(path, f"cannot be read ({error.strerror})") from error


def _is_private(path: Path, line: bytes) -> bool:
    """Whether the file holds private parts, by its first line."""
    head = decode(path, line)
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise InvalidExport(path, f'does not begin with {{"format": "{FORMAT}", …}}', 1)
    version = head.get("version")
    if version != VERSION or isinstance(version, bool):  # to Python, true is 1
        raise InvalidExport(path, f"is of version {version!a}, and only version {VERSION} is known", 1)
    try:
        return value_of(named(head, HEAD), "private", bool)
    except ValueError as error:
        raise InvalidExport(path, str(error), 1) from error
