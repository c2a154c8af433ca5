"""What helps a writer: a draft to begin with, and an open page that follows what is saved."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from blog import Blog
from builders import NOON
from moderated_comments.draft import begin

TITLE = "What it costs: “a lot”"
SLUG = "what-it-costs-a-lot"


def test_a_new_article_is_a_draft_at_an_address_made_of_its_title(blog: Blog) -> None:
    path = begin(blog.root / "content/articles", TITLE, NOON)
    blog.build()

    assert path.name == f"{SLUG}.md"
    assert f'<h1 class="p-name">{TITLE}</h1>' in blog.page(f"drafts/{SLUG}/index.html")
    assert SLUG not in blog.page("index.html")


def test_it_is_never_written_over_another(tmp_path: Path) -> None:
    path = begin(tmp_path, TITLE, NOON)
    path.write_text("Mine.")

    with pytest.raises(FileExistsError):
        begin(tmp_path, TITLE, NOON)
    assert path.read_text() == "Mine."


@pytest.fixture
def live(blog: Blog) -> Iterator[Blog]:
    """A blog that is built whenever something is saved."""
    blog.configure("LIVE = True\n")
    blog.article(text="Words.")
    blog.build()
    command = [sys.executable, "-m", "pelican", "content", "-s", "pelicanconf_test.py", "--autoreload"]
    with subprocess.Popen(command, cwd=blog.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        yield blog
        process.terminate()


def test_an_open_page_shows_what_is_saved_and_nobody_has_to_load_it_anew(live: Blog, browser: Browser) -> None:
    with live.serving() as address, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/hello/")
        expect(page.locator(".e-content")).to_have_text("Words.")

        live.article(text="Other words.")

        expect(page.locator(".e-content")).to_have_text("Other words.", timeout=30_000)


def test_a_site_that_is_not_live_asks_for_nothing_again(blog: Blog) -> None:
    blog.article()
    blog.build()

    assert "setInterval" not in blog.page("hello/index.html")
