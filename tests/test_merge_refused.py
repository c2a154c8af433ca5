"""Where a merge could not give what a build would, it writes nothing and says so."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from blog import PROJECT, Blog
from builders import a_comment
from moderation import siteindex
from moderation.errors import NotWritten, StalePage, UnknownArticle
from moderation.published.merge import Merge
from moderation.siteindex import SiteIndex


@pytest.fixture
def waiting(site: Blog) -> Blog:
    """A built site with a new comment on each article."""
    site.comment(a_comment("1"))
    site.comment(a_comment("2", article="other"))
    return site


def index_of(blog: Blog) -> SiteIndex:
    """What the last build left behind."""
    return siteindex.load(blog.root / "var/site.json")


def publish(blog: Blog, *slugs: str, index: SiteIndex | None = None) -> None:
    """Merge these articles' comments."""
    Merge(index or index_of(blog), blog.comments, blog.output).publish(slugs)


def with_article(index: SiteIndex, slug: str, **changes: Any) -> SiteIndex:
    """The index, as if the article had changed."""
    return replace(index, articles={**index.articles, slug: replace(index.articles[slug], **changes)})


def test_an_unknown_article_is_named(waiting: Blog) -> None:
    with pytest.raises(UnknownArticle, match="There is no article 'gone' on the site as it was last built"):
        publish(waiting, "gone")


def test_after_an_unknown_article_nothing_is_written_of_the_others(waiting: Blog) -> None:
    before = waiting.tree()

    with pytest.raises(UnknownArticle):
        publish(waiting, "hello", "other", "gone")

    assert waiting.tree() == before


def other_settings(index: SiteIndex, blog: Blog) -> SiteIndex:
    return replace(index, site=replace(index.site, max_depth=2))


def other_title(index: SiteIndex, blog: Blog) -> SiteIndex:
    return with_article(index, "other", title="Another")


def closed(index: SiteIndex, blog: Blog) -> SiteIndex:
    return with_article(index, "other", open=False)


def other_theme(index: SiteIndex, blog: Blog) -> SiteIndex:
    theme = shutil.copytree(PROJECT / "theme/templates", blog.root / "theme")
    (theme / "comment_count.html").write_text("{{ comments|length }}")
    return replace(index, templates=(str(theme),))


@pytest.mark.parametrize(
    "change", [other_settings, other_title, closed, other_theme], ids=lambda change: change.__name__
)
def test_a_page_older_than_theme_settings_or_article_is_refused_and_nothing_is_written(
    change: Callable[[SiteIndex, Blog], SiteIndex], waiting: Blog
) -> None:
    before = waiting.tree()

    with pytest.raises(StalePage) as stale:
        publish(waiting, "hello", "other", index=change(index_of(waiting), waiting))

    assert str(stale.value).endswith(
        "was built with another theme or other settings. Build the whole site (make site) to bring it up to date."
    )
    assert waiting.tree() == before


def test_a_build_mends_a_page_that_was_too_old(waiting: Blog) -> None:
    old = (waiting.output / "other/index.html").read_bytes()
    waiting.article("other", title="Another")
    waiting.build()
    (waiting.output / "other/index.html").write_bytes(old)
    with pytest.raises(StalePage):
        publish(waiting, "other")

    waiting.build()
    publish(waiting, "other")

    assert "comment-2" in waiting.page("other/index.html")


def missing(page: Path) -> None:
    page.unlink()


def in_another_encoding(page: Path) -> None:
    page.write_bytes(page.read_bytes() + b"\xe4")


def a_folder(page: Path) -> None:
    page.unlink()
    page.mkdir()


def without_a_place(page: Path) -> None:
    page.write_text("<p>Under construction.</p>")


def cut_off(page: Path) -> None:
    page.write_text(page.read_text().split("<!-- comments:count other")[0])


@pytest.mark.parametrize(
    ("harm", "problem"),
    [
        pytest.param(missing, "cannot be read", id="missing"),
        pytest.param(in_another_encoding, "cannot be read", id="in another encoding"),
        pytest.param(a_folder, "cannot be read", id="a folder"),
        pytest.param(without_a_place, "has no place for the comments on other", id="without a place for comments"),
        pytest.param(cut_off, "has no place for the comments on other", id="cut off"),
    ],
)
def test_a_page_that_is_not_as_the_build_left_it_is_refused_and_nothing_is_written(
    harm: Callable[[Path], None], problem: str, waiting: Blog
) -> None:
    page = waiting.output / "other/index.html"
    harm(page)
    before = waiting.tree()

    with pytest.raises(StalePage) as stale:
        publish(waiting, "hello", "other")

    assert str(stale.value) == f"{page} {problem}. Build the whole site (make site) to bring it up to date."
    assert waiting.tree() == before


@pytest.mark.parametrize("name", ["feeds", "hello/comments.atom.xml"])
def test_a_feed_that_cannot_be_written_is_named(name: str, waiting: Blog) -> None:
    path = waiting.output / name
    if path.is_dir():
        shutil.rmtree(path)
        path.touch()
    else:
        path.unlink()
        path.mkdir()

    with pytest.raises(NotWritten, match=name):
        publish(waiting, "hello")
