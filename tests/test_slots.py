"""Which pages show comments is read from the pages, once for each that is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from manyarticles import tamper
from moderated_comments.slots import Slots
from moderation.errors import UnsafeHtml

FINGERPRINT = "0123456789abcdef"


def slot(slug: str, html: str = "<p>a</p>") -> str:
    """A part of a page."""
    return f"<!-- comments:count {slug} {FINGERPRINT} -->{html}<!-- /comments:count {slug} -->"


def pages(output: Path, kept: dict[str, str], verified: bool = True) -> dict[str, tuple[str, ...]]:
    """What a build finds that knows what another has kept."""
    return Slots(output, kept, "1", set()).pages(dict.fromkeys(["hello", "other"], FINGERPRINT), verified=verified)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "index.html"
    path.write_text(slot("hello"))
    return path


def test_pages_are_known_by_the_articles_they_show(page: Path) -> None:
    page.with_name("about.html").write_text(slot("hello") + slot("gone"))

    assert pages(page.parent, {}) == {"hello": ("about.html", "index.html")}


def test_a_page_that_is_as_it_was_is_not_read_again(page: Path) -> None:
    kept: dict[str, str] = {}
    pages(page.parent, kept, verified=False)

    changed = {entry: text.replace("hello", "other") for entry, text in kept.items()}

    assert pages(page.parent, changed, verified=False) == {"other": (page.name,)}


def test_a_page_that_was_written_since_is(page: Path) -> None:
    kept: dict[str, str] = {}
    pages(page.parent, kept)
    page.write_text(slot("other") + slot("hello"))

    assert pages(page.parent, kept) == {"hello": ("index.html",), "other": ("index.html",)}


def test_a_page_that_is_gone_is_forgotten(page: Path) -> None:
    kept: dict[str, str] = {}
    pages(page.parent, kept)
    page.unlink()

    assert pages(page.parent, kept) == {}


def test_so_is_one_that_only_looks_as_it_did(page: Path) -> None:
    kept: dict[str, str] = {}
    pages(page.parent, kept)
    tamper(page)

    assert pages(page.parent, kept) == {}


def test_what_was_not_verified_is_even_on_a_page_that_is_as_it_was(page: Path) -> None:
    kept: dict[str, str] = {}
    page.write_text(slot("hello", "<p onclick=a>a</p>"))
    pages(page.parent, kept, verified=False)

    with pytest.raises(UnsafeHtml, match=r"index\.html: "):
        pages(page.parent, kept)
