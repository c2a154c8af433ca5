"""The feed of all comments is brought up to date without reading all of them, and is what a build would write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from blog import Blog
from builders import a_comment
from moderation import siteindex
from moderation.published.merge import Merge

FEED = "feeds/comments.atom.xml"


@pytest.fixture
def blog(site: Blog) -> Blog:
    """Three articles with a comment each, of which the feed has room for the newer two."""
    site.configure("COMMENTS_FEED_ITEMS = 2")
    site.article("third")
    for day, slug in enumerate(["hello", "other", "third"]):
        site.comment(a_comment(str(day + 1), article=slug, day=day))
    site.build()
    return site


def publish(blog: Blog, *slugs: str) -> Merge:
    merge = Merge(siteindex.load(blog.root / "var/site.json"), blog.comments, blog.output)
    merge.publish(slugs)
    return merge


def answered(blog: Blog) -> None:
    blog.comment(a_comment("9", article="third", day=9, parent="3"))


def answered_long_ago(blog: Blog) -> None:
    blog.comment(a_comment("9", article="third", day=-9, parent="3"))


def removed(blog: Blog) -> None:
    (blog.comments / "third/3.md").unlink()


def replaced_by_an_older_one(blog: Blog) -> None:
    removed(blog)
    blog.comment(a_comment("9", article="third", day=-9))


def moved(blog: Blog) -> None:
    removed(blog)
    blog.comment(a_comment("9", article="third", day=9))


@pytest.mark.parametrize("change", [answered, answered_long_ago, removed, replaced_by_an_older_one, moved])
def test_it_is_what_a_build_would_write(change: Callable[[Blog], None], blog: Blog) -> None:
    change(blog)
    publish(blog, "third")
    merged = blog.page(FEED)

    blog.build()

    assert merged == blog.page(FEED)


def test_an_article_that_is_named_twice_is_read_once(blog: Blog) -> None:
    before = blog.page(FEED)

    publish(blog, "third", "third")

    assert blog.page(FEED) == before


def test_what_is_too_old_for_it_is_not_read(blog: Blog) -> None:
    unread = blog.comments / "hello/1.md"
    unread.write_text("No comment.")
    answered(blog)

    assert publish(blog, "third").broken == {}
    assert list(publish(blog, "hello").broken) == [unread]


@pytest.mark.parametrize(
    "lost",
    [
        pytest.param(Path.unlink, id="there is none"),
        pytest.param(lambda feed: feed.write_text("<entry>"), id="of another form"),
        pytest.param(lambda feed: feed.write_bytes(b"\xff"), id="no text"),
    ],
)
def test_a_feed_that_says_nothing_is_made_from_all_there_are(lost: Callable[[Path], object], blog: Blog) -> None:
    before = blog.page(FEED)
    lost(blog.output / FEED)

    publish(blog, "hello")

    assert blog.page(FEED) == before


def test_an_article_that_has_gone_makes_room_for_others(blog: Blog) -> None:
    index = siteindex.load(blog.root / "var/site.json")
    articles = {slug: article for slug, article in index.articles.items() if slug != "third"}

    Merge(
        siteindex.SiteIndex(site=index.site, templates=index.templates, articles=articles), blog.comments, blog.output
    ).publish(["other"])

    assert blog.page(FEED).count("<entry>") == 2
    assert "third" not in blog.page(FEED)
