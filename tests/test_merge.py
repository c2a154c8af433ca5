"""The merge writes, byte for byte, what a build of the whole site would write."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from blog import Blog
from builders import a_comment
from moderation import siteindex
from moderation.comment import Comment
from moderation.published import commentfile
from moderation.published.merge import Merge
from pages import comments_on

Tree = dict[str, bytes]


def publish(blog: Blog, *slugs: str) -> list[str]:
    """Merge these articles' comments; gives the names of the files that changed."""
    return names(blog, merge(blog).publish(slugs))


def merge(blog: Blog) -> Merge:
    """The merge, as the desk sets it up."""
    return Merge(siteindex.load(blog.root / "var/site.json"), blog.comments, blog.output)


def names(blog: Blog, paths: list[Path]) -> list[str]:
    """The files' names, relative to the site's root."""
    return sorted(path.relative_to(blog.output).as_posix() for path in paths)


def built_anew(blog: Blog) -> Tree:
    """What a build writes that finds nothing from before."""
    shutil.rmtree(blog.output)
    shutil.rmtree(blog.root / "var")
    blog.build()
    return blog.tree()


@pytest.fixture
def discussed(site: Blog) -> Blog:
    """The built site with comments that were merged into it."""
    site.comment(a_comment("1", author="Ann", day=1))
    site.comment(a_comment("2", author="Bob", day=2, parent="1", text="Why?\n\nBecause <em>of this</em>."))
    site.comment(a_comment("3", author="Cid", day=3, article="other"))
    publish(site, "hello", "other")
    return site


@pytest.mark.parametrize(
    "comment",
    [
        pytest.param(a_comment("4", day=4), id="a comment"),
        pytest.param(a_comment("4", day=4, parent="1", website="https://example.com/"), id="a reply"),
        pytest.param(a_comment("4", day=-100), id="a comment from before the article"),
        pytest.param(
            a_comment("4", author="<script>alert(1)</script>", text="<script>alert(1)</script>"), id="an attack"
        ),
        pytest.param(
            a_comment("4", text="<b></b>\n\\1 \\g<slug> {{ x }}"), id="what templates and patterns have a use for"
        ),
        pytest.param(a_comment("4", text="<!-- /comments:section hello -->x"), id="the end of the section"),
        pytest.param(a_comment("4", text="\u2028Ä\u0604👩‍🚀 https://ä.example/?b&c"), id="odd characters"),
        pytest.param(a_comment("4", text="<b>x\n\n" * 1500), id="a long text, shown as it was typed"),
        pytest.param(a_comment("1", day=1, article="other"), id="a comment that another article has, too"),
    ],
)
def test_a_comment_added_is_merged_as_it_would_be_built(comment: Comment, discussed: Blog) -> None:
    discussed.comment(comment)

    publish(discussed, comment.article)

    assert discussed.tree() == built_anew(discussed)


def test_a_comment_removed_is_merged_as_it_would_be_built(discussed: Blog) -> None:
    (discussed.comments / "hello/2.md").unlink()

    publish(discussed, "hello")

    assert discussed.tree() == built_anew(discussed)


def test_a_comment_edited_by_hand_is_merged_as_it_would_be_built(discussed: Blog) -> None:
    path = discussed.comments / "hello/1.md"
    path.write_bytes(b"\xef\xbb\xbfDate: 2026-11-30\r\nAuthor: Anna\r\n\r\n\r\nOn second thoughts, no.\r\n")

    publish(discussed, "hello")

    assert ("Anna" in discussed.page("hello/index.html"), discussed.tree()) == (True, built_anew(discussed))


def test_the_last_comment_removed_leaves_the_site_as_it_was_before_the_first(site: Blog) -> None:
    before = site.tree()
    path = site.comment(a_comment())
    publish(site, "hello")

    path.unlink()
    publish(site, "hello")

    assert site.tree() == before


def test_a_broken_comment_file_is_left_out_as_it_would_be_by_a_build(discussed: Blog) -> None:
    (discussed.comments / "hello/2.md").write_text("I agree.")
    publish(discussed, "hello")
    merged = discussed.tree()

    discussed.build(check=False)

    assert (discussed.tree(), comments_on(discussed.page("hello/index.html"))) == (merged, ["1"])


def test_a_broken_comment_file_is_named(discussed: Blog) -> None:
    broken = discussed.comments / "hello/2.md"
    broken.write_text("I agree.")
    merging = merge(discussed)

    merging.publish(["hello"])

    assert {path: error.problem for path, error in merging.broken.items()} == {
        broken: "'I agree.' is not one of Author, Website, Date, In-Reply-To, Kind, Verified"
    }


def test_articles_are_merged_together_as_one_after_the_other(discussed: Blog, tmp_path: Path) -> None:
    discussed.comment(a_comment("4", day=4))
    discussed.comment(a_comment("5", day=5, article="other"))
    twin = Blog(Path(shutil.copytree(discussed.root, tmp_path / "twin")))
    publish(twin, "hello")
    publish(twin, "other")

    publish(discussed, "other", "hello")

    assert discussed.tree() == twin.tree()


def test_two_articles_on_one_page_are_both_brought_up_to_date(site: Blog) -> None:
    site.comment(a_comment())
    site.comment(a_comment(article="other", day=1))
    site.comment(a_comment(article="other", day=2))

    publish(site, "hello", "other")

    assert [number in site.page("index.html") for number in (">1 comment<", ">2 comments<", ">Leave a comment<")] == [
        True,
        True,
        False,
    ]


def test_an_article_not_merged_stays_as_it_is(site: Blog) -> None:
    before = site.page("other/index.html")
    site.comment(a_comment())
    site.comment(a_comment(article="other"))

    publish(site, "hello")

    assert (site.page("other/index.html"), site.page("index.html").count(">Leave a comment<")) == (before, 1)


def test_the_files_that_changed_are_named(site: Blog) -> None:
    site.comment(a_comment())

    assert publish(site, "hello") == [
        "archives/index.html",
        "author/mara-lindqvist/index.html",
        "category/trust/index.html",
        "feeds/comments.atom.xml",
        "hello/comments.atom.xml",
        "hello/index.html",
        "index.html",
    ]


def test_what_would_change_is_known_before(site: Blog) -> None:
    site.comment(a_comment())
    before = site.tree()
    pending = names(site, merge(site).pending(["hello"]))

    assert (site.tree(), pending) == (before, publish(site, "hello"))


def test_what_does_not_change_is_not_written(discussed: Blog) -> None:
    for path in discussed.output.rglob("*"):
        os.utime(path, ns=(1, 1))

    changed = publish(discussed, "hello", "other")

    assert (changed, {path.stat().st_mtime_ns for path in discussed.output.rglob("*")}) == ([], {1})


def test_a_merge_leaves_the_index_and_the_comments_alone(site: Blog) -> None:
    path = site.comment(a_comment())
    before = (site.root / "var/site.json").read_bytes(), path.read_bytes()

    publish(site, "hello")

    assert ((site.root / "var/site.json").read_bytes(), path.read_bytes()) == before


def test_a_merge_of_nothing_brings_the_feed_of_all_up_to_date(site: Blog) -> None:
    commentfile.write(site.comments, a_comment())

    assert publish(site) == ["feeds/comments.atom.xml"]
