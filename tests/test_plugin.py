"""What a reader finds after a build: comments where they belong, on articles of every kind."""

from __future__ import annotations

import json
import re

import feedparser
import pytest

from blog import PROJECT, Blog
from builders import a_comment
from moderation import siteindex
from pages import Page

ATTACK = "<script>alert(1)</script> <em onclick='alert(2)'>Well.</em>"


def fill(blog: Blog) -> None:
    """Articles of every kind, most of them with comments."""
    blog.article("hello", "Hello")
    blog.article("quiet", "Nobody said a word")
    blog.article("closed", "Closed", comments="closed")
    blog.article("draft", "Draft", status="draft")
    blog.article("hidden", "Hidden", status="hidden")
    blog.write(
        "articles/hej.md",
        "Title: Hej\nSlug: hello\nLang: sv\nDate: 2026-11-02\nCategory: Trust\n\nOrd.\n",
    )
    blog.comment(a_comment("aaaaaaaa", author="<b>Ann</b>", text=ATTACK, day=1))
    blog.comment(a_comment("bbbbbbbb", parent="cccccccc", day=3))
    blog.comment(a_comment("cccccccc", day=2, website="https://c.example/"))
    blog.comment(a_comment("dddddddd", day=4))
    for slug, id in {"closed": "eeeeeeee", "draft": "ffffffff", "hidden": "gggggggg"}.items():
        blog.comment(a_comment(id, article=slug))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Blog:
    """Built once: no test changes it."""
    blog = Blog(tmp_path_factory.mktemp("blog"))
    fill(blog)
    blog.build()
    return blog


def counts(html: str) -> dict[str, str]:
    """What each link to an article's comments says, for those who see it, and where it leads."""
    return dict(re.findall(r'<a class="comment-count" href="([^"]+)" lang="en">([^<]+)<', html))


ALL = ["aaaaaaaa", "cccccccc", "  bbbbbbbb", "dddddddd"]


@pytest.mark.parametrize(
    ("page", "outline"),
    [
        pytest.param("hello/index.html", ALL, id="an article"),
        pytest.param("sv/hello/index.html", ALL, id="its translation"),
        pytest.param("quiet/index.html", [], id="an article without comments"),
        pytest.param("closed/index.html", ["eeeeeeee"], id="a closed article"),
        pytest.param("drafts/draft/index.html", ["ffffffff"], id="a draft"),
        pytest.param("hidden/index.html", ["gggggggg"], id="a hidden article"),
    ],
)
def test_comments_are_under_their_article_in_threads(built: Blog, page: str, outline: list[str]) -> None:
    assert Page(built.page(page)).outline == outline


LISTED = {"/hello/#comments": "4 comments", "/quiet/#comments": "Leave a comment", "/closed/#comments": "1 comment"}


@pytest.mark.parametrize("page", ["index.html", "archives/index.html", "category/trust/index.html"])
def test_every_list_of_articles_has_their_counts(built: Blog, page: str) -> None:
    assert counts(built.page(page)) == LISTED


@pytest.mark.parametrize(
    ("page", "count"),
    [
        ("hello/index.html", {"/hello/#comments": "4 comments"}),
        ("sv/hello/index.html", {"/hello/#comments": "4 comments"}),
        ("quiet/index.html", {"/quiet/#comments": "Leave a comment"}),
        ("drafts/draft/index.html", {"/drafts/draft/#comments": "1 comment"}),
        ("hidden/index.html", {"/hidden/#comments": "1 comment"}),
    ],
)
def test_an_article_has_its_count(built: Blog, page: str, count: dict[str, str]) -> None:
    assert counts(built.page(page)) == count


def test_a_comment_is_marked_up_as_the_contract_says(built: Blog) -> None:
    page = built.page("hello/index.html")

    assert re.search(r'<article id="comment-cccccccc" class="comment u-comment h-cite"[^>]*>', page)
    assert re.search(r'<div class="[^"]*\be-content\b[^"]*"[^>]*><p>I agree\.</p></div>', page)


def test_what_a_stranger_typed_is_made_safe(built: Blog) -> None:
    page = built.page("hello/index.html")

    assert "<p>alert(1) <em>Well.</em></p>" in page
    assert "<script>" not in page
    assert "onclick=" not in page


def test_a_name_is_text(built: Blog) -> None:
    page = built.page("hello/index.html")

    assert "&lt;b&gt;Ann&lt;/b&gt;" in page
    assert "<b>Ann" not in page


def test_an_article_that_says_so_is_closed(built: Blog) -> None:
    page = built.page("closed/index.html")

    assert "Comments are closed." in page
    assert "<form" not in page


def test_an_article_that_says_nothing_is_open(built: Blog) -> None:
    assert '<form class="comment-form" method="post" action="/comments/hello"' in built.page("hello/index.html")


def feed(blog: Blog, name: str) -> list[str]:
    """The ids of the comments in the feed, in its order."""
    parsed = feedparser.parse(blog.page(name))
    assert not parsed.bozo, parsed.bozo_exception
    return [entry.link.rpartition("#comment-")[2] for entry in parsed.entries]


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("hello/comments.atom.xml", ["dddddddd", "bbbbbbbb", "cccccccc", "aaaaaaaa"]),
        ("quiet/comments.atom.xml", []),
        ("closed/comments.atom.xml", ["eeeeeeee"]),
        ("draft/comments.atom.xml", ["ffffffff"]),
        ("hidden/comments.atom.xml", ["gggggggg"]),
    ],
)
def test_every_article_has_a_feed_with_the_newest_comment_first(built: Blog, name: str, ids: list[str]) -> None:
    assert feed(built, name) == ids


def test_the_feed_of_all_comments_keeps_to_articles_that_are_listed(built: Blog) -> None:
    assert feed(built, "feeds/comments.atom.xml") == ["dddddddd", "bbbbbbbb", "cccccccc", "aaaaaaaa", "eeeeeeee"]


def test_pages_name_both_feeds(built: Blog) -> None:
    links = Page(built.page("hello/index.html")).links

    assert {"/feeds/comments.atom.xml", "/hello/comments.atom.xml"} <= {*links}


LISTS = ["archives/index.html", "author/mara-lindqvist/index.html", "category/trust/index.html", "index.html"]


def indexed(slug: str, title: str, output: str, pages: list[str], **other: object) -> dict[str, object]:
    url = output.removesuffix("index.html")
    date = "2026-11-01T08:00:00+00:00"
    article = {"slug": slug, "title": title, "url": url, "output": output, "date": date, "lang": "en"}
    return article | {"open": True, "listed": True, "pages": sorted(pages)} | other


def test_the_index_tells_intake_and_desk_all_they_need(built: Blog) -> None:
    index = json.loads((built.root / "var/site.json").read_text())

    assert index["articles"] == {
        "hello": indexed("hello", "Hello", "hello/index.html", [*LISTS, "hello/index.html", "sv/hello/index.html"]),
        "quiet": indexed("quiet", "Nobody said a word", "quiet/index.html", [*LISTS, "quiet/index.html"]),
        "closed": indexed("closed", "Closed", "closed/index.html", [*LISTS, "closed/index.html"], open=False),
        "draft": indexed("draft", "Draft", "drafts/draft/index.html", ["drafts/draft/index.html"], listed=False),
        "hidden": indexed("hidden", "Hidden", "hidden/index.html", ["hidden/index.html"], listed=False),
    }
    assert index["templates"] == [str(PROJECT / "theme/templates")]
    assert index["version"] == siteindex.VERSION


def test_the_index_knows_the_settings_of_the_site(blog: Blog) -> None:
    blog.configure(
        'SITENAME = "A Blog"\nSITEURL = FEED_DOMAIN = "https://blog.example"\n'
        'COMMENTS_INTAKE = "https://in.example/"\nCOMMENTS_FEED_ITEMS = 7\n'
    )
    blog.article()

    blog.build()

    assert json.loads((blog.root / "var/site.json").read_text())["site"] == {
        "name": "A Blog",
        "url": "https://blog.example",
        "feed_url": "https://blog.example",
        "lang": "en",
        "intake": "https://in.example",
        "stylesheet": "theme/css/style.css",
        "feed": "feeds/comments.atom.xml",
        "article_feed": "{slug}/comments.atom.xml",
        "feed_items": 7,
        "max_depth": 5,
        "verify": True,
        "notify": [],
        "likes": False,
        "signin": "",
    }


def test_approving_a_comment_changes_nothing_in_the_index(built: Blog, blog: Blog) -> None:
    fill(blog)
    blog.comment(a_comment("hhhhhhhh", article="quiet"))

    blog.build()

    assert (blog.root / "var/site.json").read_text() == (built.root / "var/site.json").read_text()


def test_a_theme_gets_threads_and_their_number(blog: Blog) -> None:
    blog.configure('THEME_TEMPLATES_OVERRIDES = ["templates"]\n')
    (blog.root / "templates").mkdir()
    (blog.root / "templates/article.html").write_text(
        "{{ article.comment_count }}"
        "{% for thread in article.comments %} {{ thread.comment.author }}: {{ thread.replies|length }}{% endfor %}"
    )
    blog.article()
    blog.comment(a_comment("aaaaaaaa", author="<Ann>"))
    blog.comment(a_comment("bbbbbbbb", author="Bea", parent="aaaaaaaa", day=1))

    blog.build()

    assert blog.page("hello/index.html") == "2 &lt;Ann&gt;: 1"
