"""While something is out of order nobody is thanked, and nobody loses what they typed."""

from __future__ import annotations

import contextlib
import resource
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from justhtml import Element, JustHTML

from door import JSON, Door
from emptyqueue import IMPATIENT
from moderation.spam.rules import Duplicates

TEXT = "Two\n\nparagraphs & a </textarea>"


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    with Door(tmp_path, patience=IMPATIENT) as door:
        yield door


# What can be out of order; at the end of the block it is mended.


@contextlib.contextmanager
def locked(door: Door) -> Iterator[None]:
    """Somebody else writes to the database, and takes a long time for it."""
    with contextlib.closing(sqlite3.connect(door.database)) as somebody_else:
        somebody_else.execute("BEGIN EXCLUSIVE")
        yield


@contextlib.contextmanager
def unwritable(door: Door) -> Iterator[None]:
    """Files can be opened, and no byte can be added to any: the disk is as good as full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextlib.contextmanager
def damaged(door: Door) -> Iterator[None]:
    """Something else stands where the database was."""
    door.queue.close()  # or SQLite would not look again
    backup = door.database.with_name("backup")
    shutil.copyfile(door.database, backup)
    door.database.write_bytes(b"This is no database." * 1000)
    yield
    door.queue.close()
    backup.replace(door.database)


@contextlib.contextmanager
def gone(door: Door) -> Iterator[None]:
    """The database's place is taken by a folder."""
    door.queue.close()
    away = door.database.rename(door.database.with_name("away"))
    door.database.mkdir()
    yield
    door.database.rmdir()
    away.rename(door.database)


@contextlib.contextmanager
def emptied(door: Door) -> Iterator[None]:
    """A table is missing: nothing the code foresees, as a bug would be."""
    with contextlib.closing(sqlite3.connect(door.database)) as somebody_else:
        somebody_else.execute("ALTER TABLE submissions RENAME TO elsewhere")
        yield
        somebody_else.execute("ALTER TABLE elsewhere RENAME TO submissions")


@contextlib.contextmanager
def without_index(door: Door) -> Iterator[None]:
    """The site was never built."""
    away = door.index.rename(door.index.with_name("away.json"))
    yield
    away.rename(door.index)


@contextlib.contextmanager
def with_index(door: Door, text: str) -> Iterator[None]:
    """The index holds this, and then what it held before."""
    before = door.index.read_text(encoding="utf-8")
    _replace(door.index, text)
    yield
    _replace(door.index, before)


def _replace(path: Path, text: str) -> None:
    other = path.with_name("new.json")
    other.write_text(text, encoding="utf-8")
    other.replace(path)


@contextlib.contextmanager
def half_an_index(door: Door) -> Iterator[None]:
    """Whoever wrote the index was cut off."""
    text = door.index.read_text(encoding="utf-8")
    with with_index(door, text[: len(text) // 2]):
        yield


def index_of(text: str) -> Callable[[Door], AbstractContextManager[None]]:
    return lambda door: with_index(door, text)


Outage = Callable[[Door], AbstractContextManager[None]]
DATABASE = [
    pytest.param(locked, id="database locked"),
    pytest.param(unwritable, id="database unwritable"),
    pytest.param(damaged, id="database damaged"),
    pytest.param(gone, id="database gone"),
    pytest.param(emptied, id="something unforeseen"),
]
SITE = [
    pytest.param(without_index, id="no site index"),
    pytest.param(half_an_index, id="half a site index"),
    pytest.param(index_of(""), id="empty site index"),
    pytest.param(index_of("[]"), id="site index of something else"),
    pytest.param(index_of('{"version": 99}'), id="site index of another version"),
]
OUTAGES = [*DATABASE, *SITE]


def areas(html: str, selector: str) -> list[str]:
    """What such text areas hold."""
    found = JustHTML(html, sanitize=False, strict=True).query(selector)
    return ["".join(str(child.data) for child in area.children or ()) for area in found if isinstance(area, Element)]


@pytest.mark.parametrize("outage", OUTAGES)
def test_the_reader_is_asked_to_come_back_and_not_thanked(door: Door, outage: Outage) -> None:
    with outage(door):
        answer = door.post()

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "Your comment could not be kept just now. Please send it again in a minute." in answer.text


@pytest.mark.parametrize("outage", OUTAGES)
def test_a_program_is_asked_to_come_back(door: Door, outage: Outage) -> None:
    with outage(door):
        answer = door.post(headers=JSON)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert answer.json()["detail"] == "Your comment could not be kept just now. Please send it again in a minute."


@pytest.mark.parametrize("outage", OUTAGES)
def test_the_text_is_kept_on_the_page(door: Door, outage: Outage) -> None:
    with outage(door):
        answer = door.post(comment=TEXT)

    assert areas(answer.text, "textarea") == [TEXT]


@pytest.mark.parametrize("outage", DATABASE)
def test_the_form_is_there_to_be_sent_again(door: Door, outage: Outage) -> None:
    with outage(door):
        answer = door.post(comment=TEXT)

    assert areas(answer.text, "form[action='/comments/hello'] textarea[name=comment]") == [TEXT]


@pytest.mark.parametrize("outage", OUTAGES)
def test_nothing_of_it_is_in_the_queue(door: Door, outage: Outage) -> None:
    with outage(door):
        door.post()

    assert door.kept() == []


@pytest.mark.parametrize("outage", OUTAGES)
def test_once_it_is_over_the_same_form_is_taken(door: Door, outage: Outage) -> None:
    with outage(door):
        door.post()

    answer = door.post(comment=TEXT)

    assert (answer.status_code, [kept.comment.text for kept in door.kept()]) == (303, [TEXT])


@pytest.mark.parametrize("outage", OUTAGES)
def test_what_was_thanked_for_before_is_still_there(door: Door, outage: Outage) -> None:
    door.post(comment="before")

    with outage(door):
        door.post(comment="meanwhile")

    assert [kept.comment.text for kept in door.kept()] == ["before"]


@pytest.mark.parametrize("outage", OUTAGES)
def test_the_page_tells_nothing_about_the_machine(door: Door, outage: Outage) -> None:
    with outage(door):
        answer = door.post()

    assert not [word for word in ("queue.db", "site.json", str(door.database.parent), "sqlite") if word in answer.text]


@pytest.mark.parametrize("outage", DATABASE)
def test_a_check_that_needs_the_database_changes_nothing_about_that(tmp_path: Path, outage: Outage) -> None:
    duplicates = Duplicates(lambda submission: watched.queue.lookalikes(submission))
    with Door(tmp_path, quick=[duplicates], patience=IMPATIENT) as watched, outage(watched):
        answer = watched.post(comment="Words enough to be recognised.")

    assert answer.status_code == 503


def test_a_mistake_is_told_even_while_the_database_is_away(door: Door) -> None:
    with locked(door):
        assert door.post(author="").status_code == 422


def test_a_page_about_another_mistake_needs_no_index(door: Door) -> None:
    with without_index(door):
        answers = [door.client.get("/comments/hello"), door.client.post("/comments/hello", json={})]

    assert [answer.status_code for answer in answers] == [405, 415]


def test_an_index_nobody_may_read_is_an_outage_like_any_other(door: Door) -> None:
    door.index.unlink()
    door.index.mkdir()  # root may read any file, but nobody can read a folder

    assert door.post().status_code == 503


def test_a_foreign_form_is_refused_however_the_queue_is(door: Door) -> None:
    with locked(door):
        answer = door.post(headers={"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
