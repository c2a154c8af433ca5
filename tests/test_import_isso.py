"""Isso's database and the JSON it imports; the database may be anybody's."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from moderation.errors import InvalidExport
from moderation.imports.foreign import ForeignComment
from moderation.imports.systems import isso
from moderation.queue.submission import State

# As Isso 0.14 makes them.
THREADS = "CREATE TABLE threads (id INTEGER PRIMARY KEY, uri VARCHAR(256) UNIQUE, title VARCHAR(256))"
COMMENTS = """
CREATE TABLE comments (tid REFERENCES threads(id), id INTEGER PRIMARY KEY, parent INTEGER, created FLOAT NOT NULL,
    modified FLOAT, mode INTEGER, remote_addr VARCHAR, text VARCHAR NOT NULL, author VARCHAR, email VARCHAR,
    website VARCHAR, likes INTEGER DEFAULT 0, dislikes INTEGER DEFAULT 0, voters BLOB NOT NULL,
    notification INTEGER DEFAULT 0)
"""
INSERT = """
INSERT INTO comments (tid, id, parent, created, mode, remote_addr, text, author, email, website, voters)
VALUES (:tid, :id, :parent, :created, :mode, :remote_addr, :text, :author, :email, :website, x'00')
"""
FULL: dict[str, object] = {
    "tid": 1,
    "id": 2,
    "parent": 1,
    "created": 1381474293.5,
    "mode": 1,
    "remote_addr": "192.0.2.0",
    "text": "I *agree*: a < b\n\n    code\n",
    "author": "Ann",
    "email": "ann@example.com",
    "website": "https://ann.example/",
}


def database(folder: Path, *comments: dict[str, object]) -> Path:
    path = made(folder, THREADS, COMMENTS, "INSERT INTO threads VALUES (1, '/hello/', 'Hello')")
    with closing(sqlite3.connect(path)) as connection:
        connection.executemany(INSERT, [FULL | comment for comment in comments])
        connection.commit()
    return path


def made(folder: Path, *statements: str) -> Path:
    path = folder / "comments 100%?.db"
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return path


def generic(folder: Path, threads: object) -> Path:
    path = folder / "isso.json"
    path.write_text(json.dumps(threads))
    return path


def test_a_row_becomes_a_comment_with_its_text_as_typed(tmp_path: Path) -> None:
    assert list(isso.read(database(tmp_path, {}))) == [
        ForeignComment(
            number="2",
            page="/hello/",
            title="Hello",
            author="Ann",
            website="https://ann.example/",
            date=datetime(2013, 10, 11, 6, 51, 33, 500000, tzinfo=UTC),
            text="I *agree*: a < b\n\n    code\n",
            parent="1",
            email="ann@example.com",
            ip="192.0.2.0",
        )
    ]


@pytest.mark.parametrize(
    ("mode", "state"),
    [(1, State.APPROVED), (2, State.PENDING), (4, State.TRASH), (3, State.PENDING), (None, State.PENDING)],
)
def test_a_row_keeps_its_state_and_an_unknown_one_waits(mode: int | None, state: State, tmp_path: Path) -> None:
    assert [comment.state for comment in isso.read(database(tmp_path, {"mode": mode}))] == [state]


def test_a_deleted_row_without_its_text_is_left_out(tmp_path: Path) -> None:
    path = database(tmp_path, {"id": 1, "mode": 4, "text": ""}, {"id": 2})

    assert [comment.number for comment in isso.read(path)] == ["2"]


def test_what_a_reader_left_empty_is_empty(tmp_path: Path) -> None:
    empty = dict.fromkeys(("parent", "author", "email", "website", "remote_addr"))

    [comment] = isso.read(database(tmp_path, empty))

    assert (comment.parent, comment.author, comment.email, comment.website, comment.ip) == ("", "", "", "", "")


def test_a_row_whose_thread_is_missing_is_on_no_page(tmp_path: Path) -> None:
    assert [comment.page for comment in isso.read(database(tmp_path, {"tid": 7}))] == [""]


@pytest.mark.parametrize("created", [float("inf"), 1e300, "yesterday", b"\xff"])
def test_a_moment_that_is_none_is_none(created: object, tmp_path: Path) -> None:
    assert [comment.date for comment in isso.read(database(tmp_path, {"created": created}))] == [None]


def test_text_that_is_not_utf_8_is_read_as_far_as_it_is(tmp_path: Path) -> None:
    path = database(tmp_path, {})
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE comments SET author = CAST(x'416e6eff' AS TEXT)")
        connection.commit()

    assert [comment.author for comment in isso.read(path)] == ["Ann\ufffd"]


def test_reading_changes_nothing_not_even_what_a_server_left_unfinished(tmp_path: Path) -> None:
    path, copy = database(tmp_path), tmp_path / "copy.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(INSERT, FULL)
        connection.commit()
        for suffix in ("", "-wal"):
            shutil.copy(f"{path}{suffix}", f"{copy}{suffix}")
    before = [copy.read_bytes(), Path(f"{copy}-wal").read_bytes()]

    assert [comment.number for comment in isso.read(copy)] == ["2"]
    assert [copy.read_bytes(), Path(f"{copy}-wal").read_bytes()] == before


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT"


@pytest.mark.parametrize(
    ("statements", "problem"),
    [
        pytest.param(["CREATE TABLE cats (name)"], "no tables named", id="another program's"),
        pytest.param([THREADS, "CREATE TABLE comments (id)"], "no such column", id="another table"),
        pytest.param(
            [THREADS, f"CREATE VIEW comments AS {ENDLESS} i AS id FROM n"], "no tables named", id="an endless view"
        ),
        pytest.param(
            [THREADS, "CREATE VIRTUAL TABLE comments USING fts5(tid, id)"], "no tables named", id="a virtual table"
        ),
        pytest.param(
            [
                THREADS,
                COMMENTS.replace("text VARCHAR NOT NULL", "text AS (zeroblob(900000000))"),
                "INSERT INTO comments (id, created, voters) VALUES (1, 1, 'x')",
            ],
            "too big",
            id="a column of a gigabyte",
        ),
    ],
)
def test_a_database_that_is_not_issos_is_named(statements: list[str], problem: str, tmp_path: Path) -> None:
    path = made(tmp_path, *statements)

    with pytest.raises(InvalidExport, match=f"is not a database of Isso .*{problem}"):
        list(isso.read(path))


def test_a_broken_database_is_named(tmp_path: Path) -> None:
    path = database(tmp_path, {})
    path.write_bytes(path.read_bytes()[:1000])

    with pytest.raises(InvalidExport, match="is not a database of Isso"):
        list(isso.read(path))


def test_a_missing_file_is_named_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(InvalidExport, match=r"comments\.db: cannot be read \(No such file"):
        list(isso.read(tmp_path / "comments.db"))
    assert list(tmp_path.iterdir()) == []


def test_numbers_in_json_are_told_apart_by_their_thread(tmp_path: Path) -> None:
    comment = {"id": 1, "text": "I agree."}
    path = generic(tmp_path, [{"id": "/a/", "comments": [comment]}, {"id": "/b/", "comments": [comment]}])

    assert [comment.number for comment in isso.read(path)] == ["/a/#1", "/b/#1"]


@pytest.mark.parametrize(
    ("threads", "problem"),
    [
        pytest.param({"id": "/a/"}, "this is not a list of objects", id="an object"),
        pytest.param(["/a/"], "this is not a list of objects", id="a list of texts"),
        pytest.param([{"id": "/a/"}], "a thread has no comments", id="no comments"),
        pytest.param([{"comments": "none"}], '"comments" is not a list of objects', id="comments as a text"),
    ],
)
def test_json_of_another_form_is_named(threads: object, problem: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidExport, match=problem):
        list(isso.read(generic(tmp_path, threads)))


def test_a_real_export_is_read_as_it_was_written(corpora: Path) -> None:
    path = corpora / "wxr/other/isso-generic.json"
    expected = [
        (thread["id"], thread["title"], *(comment[name] for name in ("author", "email", "website", "text", "created")))
        for thread in json.loads(path.read_text(encoding="utf-8"))
        for comment in thread["comments"]
    ]

    assert len(expected) == 2
    assert [
        (c.page, c.title, c.author, c.email, c.website, c.text, f"{c.date:%Y-%m-%d %H:%M:%S}") for c in isso.read(path)
    ] == expected
