"""What is kept from one build to the next."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from moderation import sanitize
from moderation.published.htmlcache import HtmlCache
from moderation.sanitize import render


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "var/html.json"


def kept(path: Path, **entries: str) -> Path:
    """A cache's file with these entries."""
    cache = HtmlCache(path)
    cache.update(entries)
    cache.save()
    return path


def test_what_was_added_is_there_in_the_next_build(path: Path) -> None:
    kept(path, a="<p>ä</p>", b="")

    cache = HtmlCache(path)

    assert (cache["a"], cache["b"]) == ("<p>ä</p>", "")


def test_what_was_not_added_is_not_there(path: Path) -> None:
    cache = HtmlCache(kept(path, a="A"))

    assert ("a" in cache, "b" in cache, cache.get("b")) == (True, False, None)


def test_what_is_looked_up_is_kept_for_the_build_after(path: Path) -> None:
    cache = HtmlCache(kept(path, a="A", b="B"))
    cache["a"]
    cache.save()

    assert HtmlCache(path)["a"] == "A"


def test_what_is_not_looked_up_is_forgotten(path: Path) -> None:
    cache = HtmlCache(kept(path, a="A", b="B"))
    cache["a"]
    cache.save()

    assert "b" not in HtmlCache(path)


def test_what_is_asked_for_is_looked_up(path: Path) -> None:
    cache = HtmlCache(kept(path, a="A"))
    assert "a" in cache
    cache.save()

    assert "a" in HtmlCache(path)


def test_a_build_that_looks_nothing_up_forgets_everything(path: Path) -> None:
    HtmlCache(kept(path, a="A")).save()

    assert "a" not in HtmlCache(path)


def test_what_is_in_use_can_be_counted_and_removed(path: Path) -> None:
    cache = HtmlCache(path)
    cache.update(a="A", b="B")
    del cache["a"]

    assert (len(cache), list(cache)) == (1, ["b"])


def test_a_build_that_changes_nothing_writes_nothing(path: Path) -> None:
    cache = HtmlCache(kept(path, a="A"))
    os.utime(path, ns=(1, 1))
    cache["a"]
    cache.save()

    assert path.stat().st_mtime_ns == 1


def test_a_build_without_comments_leaves_no_file(path: Path) -> None:
    HtmlCache(path).save()

    assert not path.exists()


def test_the_same_entries_make_the_same_file(tmp_path: Path) -> None:
    one, other = kept(tmp_path / "1", a="A", b="B"), kept(tmp_path / "2", b="B", a="A")

    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("written", [b"", b"{", b"[]", b"null", b'"a"', b"\xff", b'{"a": 1}', b'{"a": null}'])
def test_a_broken_file_is_an_empty_cache(written: bytes, path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(written)

    assert "a" not in HtmlCache(path)


def test_a_broken_file_is_replaced(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"{")

    assert HtmlCache(kept(path, a="A"))["a"] == "A"


def test_comments_rendered_before_are_not_rendered_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = HtmlCache(path)
    before = render("I <em>agree</em>.", cache)
    cache.save()
    monkeypatch.delattr(sanitize, "clean")

    assert render("I <em>agree</em>.", HtmlCache(path)) == before
