"""Comments on pages: those that ask for them or have some, and the merge does there what it does to articles."""

from __future__ import annotations

import json
import re

import feedparser
import httpx
import pytest

from blog import Blog
from builders import a_comment, a_submission
from moderation.queue.submission import State
from pages import comments_on

ABOUT = "about/index.html"


def page(blog: Blog, slug: str = "about", **metadata: str) -> None:
    """A page; more metadata by name, such as ``comments="open"``."""
    head = "".join(
        f"{name.capitalize()}: {value}\n" for name, value in ({"title": slug.title(), "slug": slug} | metadata).items()
    )
    blog.write(f"pages/{slug}.md", f"{head}\nWords.\n")


def index(blog: Blog) -> dict[str, dict[str, object]]:
    """What the site index says of each article and page."""
    articles: dict[str, dict[str, object]] = json.loads((blog.root / "var/site.json").read_text())["articles"]
    return articles


def log(text: str) -> str:
    """A log without the line breaks that Pelican puts into it."""
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("said", [{}, {"comments": "closed"}], ids=["says nothing", "says closed"])
def test_a_page_takes_no_part_of_itself(blog: Blog, said: dict[str, str]) -> None:
    page(blog, **said)

    blog.build()

    assert "comments:" not in blog.page(ABOUT)
    assert "about/comments.atom.xml" not in blog.tree()
    assert index(blog) == {}


def test_a_page_that_says_so_takes_comments(blog: Blog) -> None:
    page(blog, comments="open")

    blog.build()

    assert 'action="/comments/about"' in blog.page(ABOUT)
    assert "No comments yet" in blog.page(ABOUT)


@pytest.mark.parametrize(
    ("said", "is_open"), [({}, False), ({"comments": "closed"}, False), ({"comments": "open"}, True)]
)
def test_a_page_with_comments_shows_them_and_takes_more_only_if_it_says_so(
    blog: Blog, said: dict[str, str], is_open: bool
) -> None:
    page(blog, **said)
    blog.comment(a_comment("aaaaaaaa", article="about"))
    blog.comment(a_comment("bbbbbbbb", article="about", parent="aaaaaaaa", day=1))

    blog.build(fatal="warnings")

    assert comments_on(blog.page(ABOUT)) == ["aaaaaaaa", "bbbbbbbb"]
    assert ("<form" in blog.page(ABOUT), "Comments are closed." in blog.page(ABOUT)) == (is_open, not is_open)
    assert index(blog)["about"]["open"] is is_open


def test_no_default_of_the_site_opens_a_page(blog: Blog) -> None:
    blog.configure("COMMENTS_OPEN = True\n")
    page(blog)
    blog.comment(a_comment(article="about"))

    blog.build()

    assert "<form" not in blog.page(ABOUT)


def test_a_wrong_word_in_a_page_stops_the_build_with_the_files_name(blog: Blog) -> None:
    page(blog, comments="yes")

    built = blog.build(check=False)

    assert f"Comments in {blog.root}/content/pages/about.md is 'yes', but must be open or closed." in built.stderr
    assert not blog.output.exists()


def test_a_theme_gets_of_a_page_what_it_gets_of_an_article(blog: Blog) -> None:
    blog.configure('THEME_TEMPLATES_OVERRIDES = ["templates"]\n')
    (blog.root / "templates").mkdir()
    (blog.root / "templates/page.html").write_text(
        "{{ page.comment_count }} {{ page.comments[0].comment.author }} {{ page.comment_link|safe }}"
    )
    page(blog)
    blog.comment(a_comment(article="about", author="Ann"))

    blog.build()

    assert re.fullmatch(
        r'1 Ann <!--.*?--><a class="comment-count" href="/about/#comments" lang="en">1 comment.*', blog.page(ABOUT)
    )


def test_comments_on_pages_are_in_the_feeds(blog: Blog) -> None:
    page(blog)
    blog.comment(a_comment("aaaaaaaa", article="about"))

    blog.build()

    feeds = [feedparser.parse(blog.page(name)) for name in ("feeds/comments.atom.xml", "about/comments.atom.xml")]
    assert [[entry.link for entry in feed.entries] for feed in feeds] == [
        ["http://127.0.0.1:8000/about/#comment-aaaaaaaa"]
    ] * 2
    assert 'href="/about/comments.atom.xml"' in blog.page(ABOUT)


def test_a_page_without_a_date_has_a_feed_that_no_clock_dates(blog: Blog) -> None:
    page(blog, comments="open")

    blog.build()

    assert feedparser.parse(blog.page("about/comments.atom.xml")).feed.updated == "1970-01-01T00:00:00+00:00"


@pytest.mark.parametrize(
    ("status", "name", "listed"),
    [("published", ABOUT, True), ("hidden", ABOUT, False), ("draft", "drafts/pages/about.html", False)],
)
def test_pages_that_are_not_listed_have_comments_that_are_not_either(
    blog: Blog, status: str, name: str, listed: bool
) -> None:
    page(blog, status=status)
    blog.comment(a_comment("aaaaaaaa", article="about"))

    blog.build(fatal="warnings")

    assert comments_on(blog.page(name)) == ["aaaaaaaa"]
    assert ("aaaaaaaa" in blog.page("feeds/comments.atom.xml")) is listed


def test_translations_of_a_page_share_its_comments(blog: Blog) -> None:
    page(blog, comments="open")
    blog.write("pages/om.md", "Title: Om\nSlug: about\nLang: sv\n\nOrd.\n")
    blog.comment(a_comment("aaaaaaaa", article="about"))

    blog.build(fatal="warnings")

    assert [comments_on(blog.page(name)) for name in (ABOUT, f"sv/{ABOUT}")] == [["aaaaaaaa"]] * 2
    assert index(blog)["about"]["pages"] == [ABOUT, f"sv/{ABOUT}"]


@pytest.mark.parametrize("said", [{}, {"comments": "open"}], ids=["says nothing", "says open"])
def test_of_an_article_and_a_page_with_one_slug_the_article_has_the_comments(blog: Blog, said: dict[str, str]) -> None:
    blog.configure('PAGE_URL, PAGE_SAVE_AS = "pages/{slug}/", "pages/{slug}/index.html"\n')
    blog.article("about")
    page(blog, **said)
    blog.comment(a_comment("aaaaaaaa", article="about"))

    built = blog.build()

    assert f"{blog.root}/content/pages/about.md shows no comments: about is an article, too" in log(built.stderr)
    assert comments_on(blog.page(ABOUT)) == ["aaaaaaaa"]
    assert "comments:" not in blog.page("pages/about/index.html")


def test_a_page_with_the_slug_of_an_article_that_asks_for_nothing_is_no_matter(blog: Blog) -> None:
    blog.configure('PAGE_URL, PAGE_SAVE_AS = "pages/{slug}/", "pages/{slug}/index.html"\n')
    blog.article("about")
    page(blog)

    blog.build(fatal="warnings")


# The merge


def test_what_is_decided_on_a_page_is_there_at_once_as_a_full_build_would_write_it(blog: Blog) -> None:
    blog.article()
    page(blog, comments="open")
    blog.build()
    with blog.queue() as queue:
        queue.add([a_submission("aaaaaaaa", article="about")])

    for verb, there in (("approve", ["aaaaaaaa"]), ("unapprove", [])):
        assert blog.moderate(verb, "aaaaaaaa").exit_code == 0
        merged = blog.tree()
        blog.build()
        assert merged == blog.tree()
        assert comments_on(blog.page(ABOUT)) == there


def test_the_last_comment_on_a_closed_page_can_be_taken_down_and_let_in_again(blog: Blog) -> None:
    """Its folder stays, and with it the page's part: where there is none, nothing could be merged."""
    blog.article()
    page(blog)
    submission = a_submission("aaaaaaaa", article="about", state=State.APPROVED)
    blog.comment(submission.comment)
    blog.build()
    with blog.queue() as queue:
        queue.add([submission])

    for verb, there in (("unapprove", []), ("approve", ["aaaaaaaa"])):
        assert blog.moderate(verb, "aaaaaaaa").exit_code == 0
        merged = blog.tree()
        blog.build()
        assert merged == blog.tree()
        assert comments_on(blog.page(ABOUT)) == there


def test_a_page_takes_comments_through_the_intake_if_it_is_open(blog: Blog) -> None:
    page(blog, "about", comments="open")
    page(blog, "closed")
    page(blog, "other")
    blog.comment(a_comment(article="closed"))
    blog.build()

    with blog.serving() as address, httpx.Client(headers={"Accept": "application/json"}) as client:
        form = {"author": "Ann", "comment": "I agree."}
        answers = {slug: client.post(f"{address}/comments/{slug}", data=form) for slug in ("about", "closed", "other")}

    assert {slug: answer.status_code for slug, answer in answers.items()} == {"about": 202, "closed": 403, "other": 404}
