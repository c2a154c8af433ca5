"""Comments that are imported are on the pages at once, where these are built and as they would be built now."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import Result

from blog import Blog
from builders import a_submission
from manyarticles import built_alone
from moderation.imports import archive
from moderation.queue.submission import State
from pages import comments_on

HELLO = "hello/index.html"
DONE = "The pages are up to date."
BUILD = "Now build the site (make site)."
SAID = {"author": "Cy", "created": "2020-01-02 03:04:05", "id": 1, "text": "Well said."}


def bring(blog: Blog, *options: str, article: str = "hello", state: State = State.APPROVED) -> Result:
    """A comment by an archive of our own."""
    path = blog.root / "comments.jsonl"
    with path.open("w") as file:
        archive.dump([a_submission("11", article=article, state=state)], file)
    return blog.moderate("import", "json", *options, str(path))


def last_line(done: Result) -> str:
    assert (done.stderr, done.exit_code) == ("", 0)
    return done.stdout.splitlines()[-1]


def test_what_is_imported_is_on_the_page_as_a_full_build_would_show_it(site: Blog, tmp_path: Path) -> None:
    (site.root / "templates").mkdir()

    assert last_line(bring(site)) == DONE
    assert comments_on(site.page(HELLO)) == ["11"]
    assert site.tree() == built_alone(site, tmp_path / "twin", "")


def test_so_is_what_comes_from_another_system(site: Blog) -> None:
    path = site.write("isso.json", json.dumps([{"id": "/hello/", "title": "Hello", "comments": [SAID]}]))

    assert last_line(site.moderate("import", "isso", "--map", str(site.root / "map.txt"), str(path))) == DONE
    assert len(comments_on(site.page(HELLO))) == 1


def test_what_waits_for_the_moderator_changes_no_page(site: Blog) -> None:
    before = site.tree()

    assert last_line(bring(site, state=State.PENDING)) == DONE
    assert site.tree() == before


def test_a_dry_run_changes_no_page(site: Blog) -> None:
    before = site.tree()
    bring(site, "--dry-run")

    assert site.tree() == before


@pytest.mark.parametrize("article", ["new", "old"])
def test_an_article_that_is_not_on_the_site_yet_is_to_be_built(site: Blog, article: str) -> None:
    site.article("new")

    assert last_line(bring(site, article=article)) == BUILD


def test_a_site_whose_theme_has_changed_is_to_be_built(site: Blog) -> None:
    page = site.output / HELLO
    page.write_text(re.sub(r"(?<=<!-- comments:section hello )\w{16}", "0" * 16, page.read_text()))

    assert last_line(bring(site)) == BUILD


def test_a_file_that_cannot_be_written_is_named_after_what_was_imported(site: Blog) -> None:
    feed = site.output / "feeds/comments.atom.xml"
    feed.unlink()
    feed.mkdir()

    done = bring(site)

    assert done.stdout.splitlines() == ["1 comment added: 1 approved.", BUILD]
    assert (done.exit_code, str(feed) in done.stderr) == (1, True)


def test_a_site_that_was_never_built_is_to_be_built(blog: Blog) -> None:
    blog.article("hello")

    assert last_line(bring(blog)) == BUILD
