"""What is kept from one build to the next."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from moderated_comments.buildcache import BATCH, BuildCache
from moderation import sanitize
from moderation.errors import NotWritten
from moderation.sanitize import render


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "var/build.db"


def kept(path: Path, **entries: str) -> Path:
    """A cache's file with these entries."""
    cache = BuildCache(path)
    cache.update(entries)
    cache.save()
    return path


def test_what_was_added_is_there_in_the_next_build(path: Path) -> None:
    kept(path, a="<p>ä</p>", b="")

    cache = BuildCache(path)

    assert (cache["a"], cache["b"]) == ("<p>ä</p>", "")


def test_what_was_not_added_is_not_there(path: Path) -> None:
    cache = BuildCache(kept(path, a="A"))

    assert ("a" in cache, "b" in cache, cache.get("b")) == (True, False, None)


def test_what_is_looked_up_is_kept_for_the_build_after(path: Path) -> None:
    cache = BuildCache(kept(path, a="A", b="B"))
    cache["a"]
    cache.save()

    assert BuildCache(path)["a"] == "A"


def test_what_is_not_looked_up_is_forgotten(path: Path) -> None:
    cache = BuildCache(kept(path, a="A", b="B"))
    cache["a"]
    cache.save()

    assert "b" not in BuildCache(path)


def test_nor_is_what_is_to_be_kept_though_nobody_looks_it_up(path: Path) -> None:
    cache = BuildCache(kept(path, a="A", b="B"))
    cache.keep(["b", "c"])
    cache.save()

    assert [name in BuildCache(path) for name in "abc"] == [False, True, False]


def test_what_is_asked_for_is_looked_up(path: Path) -> None:
    cache = BuildCache(kept(path, a="A"))
    assert "a" in cache
    cache.save()

    assert "a" in BuildCache(path)


def test_a_build_that_looks_nothing_up_forgets_everything(path: Path) -> None:
    BuildCache(kept(path, a="A")).save()

    assert "a" not in BuildCache(path)


def test_what_is_in_use_can_be_counted_and_removed(path: Path) -> None:
    cache = BuildCache(path)
    cache.update(a="A", b="B")
    del cache["a"]

    assert (len(cache), list(cache)) == (1, ["b"])


def test_a_build_that_changes_nothing_writes_nothing(path: Path) -> None:
    cache = BuildCache(kept(path, a="A"))
    os.utime(path, ns=(1, 1))
    cache["a"]
    cache.save()

    assert path.stat().st_mtime_ns == 1


def test_what_was_added_need_not_fit_into_memory(path: Path) -> None:
    cache = BuildCache(path)
    cache.update({f"{number}": "A" for number in range(BATCH)})

    assert BuildCache(path).get("0") == "A"


def test_a_cache_can_be_used_after_it_was_saved(path: Path) -> None:
    cache = BuildCache(kept(path, a="A", b="B"))
    assert {"a", "b"} <= {*filter(cache.__contains__, "ab")}
    cache.save()
    assert "a" in cache
    cache.save()

    assert ("a" in BuildCache(path), "b" in BuildCache(path)) == (True, False)


def test_what_was_added_before_a_rest_is_there_for_whoever_is_forked_then(path: Path) -> None:
    cache = BuildCache(kept(path, a="A"))
    cache["b"] = "B"
    cache.rest()

    assert (BuildCache(path)["b"], cache["a"], cache["b"]) == ("B", "A", "B")


def damaged(path: Path, begin: int, end: int | None, damage: bytes) -> Path:
    """A cache's file, of several pages, with something else between two places."""
    kept(path, **{f"key{number}": "A" * 100 for number in range(500)})
    whole = path.read_bytes()
    path.write_bytes(whole[:begin] + damage + (whole[end:] if end else b""))
    return path


DAMAGES = [
    pytest.param(0, None, b"", id="empty"),
    pytest.param(0, None, b"rubbish", id="no database"),
    pytest.param(0, 100, b"\xff" * 100, id="no header"),
    pytest.param(5_000, None, b"", id="cut off"),
    pytest.param(4_096, 40_000, b"\xff" * 35_904, id="rubbish in the middle"),
]


@pytest.mark.parametrize(("begin", "end", "damage"), DAMAGES)
def test_what_is_damaged_is_not_found(begin: int, end: int | None, damage: bytes, path: Path) -> None:
    cache = BuildCache(damaged(path, begin, end, damage))

    assert "key0" not in cache


@pytest.mark.parametrize(("begin", "end", "damage"), DAMAGES)
def test_a_damaged_file_is_replaced_by_the_next_build_or_the_one_after(
    begin: int, end: int | None, damage: bytes, path: Path
) -> None:
    kept(damaged(path, begin, end, damage), a="A")
    kept(path, a="A")

    assert BuildCache(path)["a"] == "A"


def test_an_entry_that_another_program_wrote_is_not_found(path: Path) -> None:
    with closing(sqlite3.connect(kept(path, a="A"))) as file, file:
        file.execute("UPDATE kept SET value = x'ff'")

    assert "a" not in BuildCache(path)


def test_a_cache_that_cannot_be_written_is_named(path: Path) -> None:
    cache = BuildCache(kept(path, a="A"))
    assert "a" in cache
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        cache._file.execute("PRAGMA busy_timeout = 0")
        cache["b"] = "B"

        with pytest.raises(NotWritten, match="database is locked"):
            cache.save()


def test_comments_rendered_before_are_not_rendered_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = BuildCache(path)
    before = render("I <em>agree</em>.", cache)
    cache.save()
    monkeypatch.delattr(sanitize, "clean")

    assert render("I <em>agree</em>.", BuildCache(path)) == before
