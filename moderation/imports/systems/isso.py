"""Comments out of Isso: its database, or the "generic" JSON it imports; see its own ``db/`` and ``migrate.py``."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from ...errors import InvalidExport
from ...queue.submission import State
from .. import jsonfile
from ..foreign import ForeignComment
from .fields import Fields, objects
from .moments import moment

_SQLITE = b"SQLite format 3\0"
_LONGEST_VALUE = 10_000_000

_MODES = {"1": State.APPROVED, "2": State.PENDING, "4": State.TRASH}

_SELECT = """
SELECT comments.id, parent, author, email, website, remote_addr, created, mode, text, uri, title
FROM comments LEFT JOIN threads ON threads.id = comments.tid
ORDER BY comments.id
"""


def read(path: Path) -> Iterator[ForeignComment]:
    """The comments of either kind of file, told by its first bytes. The text is Markdown, as typed.

    Raises InvalidExport.
    """
    try:
        with path.open("rb") as file:
            is_database = file.read(len(_SQLITE)) == _SQLITE
    except OSError as error:
        raise InvalidExport(path, f"cannot be read ({error.strerror})") from error
    return _in_database(path) if is_database else _in_json(path)


def _in_database(path: Path) -> Iterator[ForeignComment]:
    """By number. Deleted ones that others answered stay in Isso's database without their text; they are left out."""
    for row in _rows(path):
        state = _MODES.get(row.text("mode"), State.PENDING)
        if state is not State.TRASH or row.text("text"):
            yield _comment(row, row.text("id"), row.text("uri"), row.text("title"), state)


def _rows(path: Path) -> Iterator[Fields]:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            database.row_factory = sqlite3.Row
            database.text_factory = lambda data: data.decode("utf-8", "replace")
            _distrust(path, database)
            for row in database.execute(_SELECT):
                yield Fields(path, dict(row))
    except sqlite3.Error as error:
        raise InvalidExport(path, f"is not a database of Isso ({error})") from error


def _distrust(path: Path, database: sqlite3.Connection) -> None:
    """Let nothing in the file run: what looks like its tables may be views, or virtual, and compute without end.

    After https://www.sqlite.org/security.html.
    """
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    database.execute("PRAGMA trusted_schema = OFF")
    tables = {row["name"] for row in database.execute("PRAGMA main.table_list") if row["type"] == "table"}
    if not {"threads", "comments"} <= tables:
        raise InvalidExport(path, "is not a database of Isso (no tables named threads and comments)")


def _in_json(path: Path) -> Iterator[ForeignComment]:
    """Here ids are unique within a thread only, and nothing says which comment answers which."""
    for thread in objects(path, jsonfile.load(path), "this"):
        if "comments" not in thread:
            raise InvalidExport(path, "is not for Isso: a thread has no comments")
        page, title = thread.text("id"), thread.text("title")
        for fields in thread.objects("comments"):
            yield _comment(fields, f"{page}#{fields.text('id')}", page, title, State.APPROVED)


def _comment(fields: Fields, number: str, page: str, title: str, state: State) -> ForeignComment:
    return ForeignComment(
        number=number,
        page=page,
        title=title,
        author=fields.text("author"),
        website=fields.text("website"),
        date=moment(fields.text("created")),
        text=fields.text("text"),
        parent=fields.text("parent"),
        state=state,
        email=fields.text("email"),
        ip=fields.text("remote_addr"),
    )
