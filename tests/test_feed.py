"""Feeds of comments, read by a feed reader and by an XML parser."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest

from blog import Blog
from builders import a_comment, a_site, an_article
from moderation.comment import Comment
from moderation.published.feed import Feeds
from moderation.published.section import Renderer
from moderation.siteindex import Article
from thirdparser import faults

ATOM = {"atom": "http://www.w3.org/2005/Atom", "thr": "http://purl.org/syndication/thread/1.0"}
HELLO, OTHER = an_article("hello"), an_article("other", date="2026-11-02T08:00:00+00:00")
HOSTILE = "</title><script>alert('x')</script>]]>\"'&amp;"


def feeds(**site: Any) -> Feeds:
    """The feeds of a site with our own templates."""
    return Feeds(a_site(**site), Renderer(a_site(**site), []).environment)


def of_article(*comments: Comment, article: Article = HELLO, **site: Any) -> str:
    """The feed of one article."""
    return feeds(**site).of_article(article, comments)


def of_all(*comments: Comment, articles: tuple[Article, ...] = (HELLO, OTHER), **site: Any) -> str:
    """The feed of all articles."""
    return feeds(**site).of_all({article.slug: article for article in articles}, comments)


def read(feed: str) -> Any:
    """What a feed reader makes of the feed, without making anything safe itself."""
    return feedparser.parse(feed, sanitize_html=False, resolve_relative_uris=False)


def texts(feed: str, path: str) -> list[str]:
    """The texts of all elements with this path, by an XML parser."""
    return [element.text or "" for element in ElementTree.fromstring(feed).iterfind(path, ATOM)]  # noqa: S314  ours


def titles(feed: str) -> list[str]:
    """What a reader sees first of each entry."""
    return [entry.title for entry in read(feed).entries]


def test_the_feed_of_an_article_is_about_it() -> None:
    feed = read(of_article(a_comment()))

    assert (feed.bozo, feed.version, feed.feed.title, feed.feed.link) == (
        False,
        "atom10",
        "Comments on Hello",
        "https://blog.example/hello/",
    )


def test_the_feed_of_all_is_about_the_site() -> None:
    feed = read(of_all(a_comment()))

    assert (feed.bozo, feed.version, feed.feed.title, feed.feed.link) == (
        False,
        "atom10",
        "A Blog: comments",
        "https://blog.example/",
    )


def test_a_feed_says_where_it_is() -> None:
    links = {link.rel: link.href for link in read(of_article()).feed.links}

    assert links["self"] == "https://blog.example/hello/comments.atom.xml"


def test_a_feed_is_where_the_settings_want_it() -> None:
    made = feeds(feed="all.xml", article_feed="feeds/{slug}.xml")

    assert (made.path(HELLO), "https://blog.example/feeds/hello.xml" in made.of_article(HELLO, [])) == (
        "feeds/hello.xml",
        True,
    )


def test_an_entry_has_everything_about_a_comment() -> None:
    entry = read(of_all(a_comment("k7f3q2mx", website="https://example.com/?a&b", text="I <em>agree</em>."))).entries[0]

    assert (
        entry.title,
        entry.link,
        entry.id,
        entry.author_detail,
        entry.published,
        entry.updated,
        entry.content[0],
    ) == (
        "Ann on Hello",
        "https://blog.example/hello/#comment-k7f3q2mx",
        "tag:blog.example,2026-11-23:comment/k7f3q2mx",
        {"name": "Ann", "href": "https://example.com/?a&b"},
        "2026-11-23T12:00:00+00:00",
        "2026-11-23T12:00:00+00:00",
        {"type": "text/html", "language": None, "base": "", "value": "<p>I <em>agree</em>.</p>"},
    )


def test_an_author_without_a_website_has_only_a_name() -> None:
    assert read(of_all(a_comment())).entries[0].author_detail == {"name": "Ann"}


def test_the_newest_comment_comes_first() -> None:
    comments = [a_comment(author="Bob", day=2), a_comment(author="Cid", day=3), a_comment(author="Ann", day=1)]

    assert titles(of_article(*comments)) == ["Cid on Hello", "Bob on Hello", "Ann on Hello"]


def test_comments_of_the_same_moment_are_always_in_the_same_order() -> None:
    comments = [
        a_comment("b0000000", author="Bob"),
        a_comment("a0000000", author="Ann"),
        a_comment("a0000000", author="Ann", article="other"),
    ]

    assert of_all(*comments) == of_all(*reversed(comments))


def test_a_feed_has_no_more_comments_than_the_site_wants() -> None:
    comments = [a_comment(author=f"Ann {day}", day=day) for day in range(5)]

    assert titles(of_all(*comments, feed_items=2)) == ["Ann 4 on Hello", "Ann 3 on Hello"]


def test_the_feed_of_all_has_the_comments_of_every_listed_article() -> None:
    assert titles(of_all(a_comment(day=1), a_comment(article="other"))) == ["Ann on Hello", "Ann on Other"]


def test_the_comments_of_a_hidden_article_stay_out_of_the_feed_of_all() -> None:
    hidden = an_article("other", listed=False)

    assert titles(of_all(a_comment(), a_comment(article="other"), articles=(HELLO, hidden))) == ["Ann on Hello"]


def test_a_hidden_article_takes_no_ones_place_in_the_feed_of_all() -> None:
    hidden = an_article("other", listed=False)
    comments = [a_comment(), *(a_comment(article="other", day=day) for day in range(1, 9))]

    assert titles(of_all(*comments, articles=(HELLO, hidden), feed_items=2)) == ["Ann on Hello"]


def test_a_hidden_article_has_a_feed_of_its_own() -> None:
    assert titles(of_article(a_comment(), article=an_article(listed=False))) == ["Ann on Hello"]


def test_comments_without_an_article_stay_out_of_the_feed_of_all() -> None:
    assert titles(of_all(a_comment(article="gone"))) == []


def test_a_feed_is_as_new_as_its_newest_comment() -> None:
    assert texts(of_article(a_comment(day=1), a_comment(day=0)), "atom:updated") == ["2026-11-24T12:00:00+00:00"]


@pytest.mark.parametrize(
    ("feed", "date"),
    [
        pytest.param(of_article(), "2026-11-01T08:00:00+00:00", id="of an article: the article's"),
        pytest.param(of_all(), "2026-11-02T08:00:00+00:00", id="of all: the newest article's"),
        pytest.param(of_all(articles=()), "1970-01-01T00:00:00+00:00", id="of no articles: the first there is"),
    ],
)
def test_an_empty_feed_has_a_date_of_its_own_and_not_the_clocks(feed: str, date: str) -> None:
    assert (read(feed).bozo, read(feed).entries, texts(feed, "atom:updated")) == (False, [], [date])


@pytest.mark.parametrize(
    "feed",
    [
        pytest.param(of_article(a_comment(author=HOSTILE)), id="a name"),
        pytest.param(of_all(a_comment(text=HOSTILE)), id="a text"),
        pytest.param(of_all(a_comment(text="<b></b>")), id="a text shown as it was typed"),
        pytest.param(of_article(article=an_article(title=HOSTILE)), id="a title"),
        pytest.param(of_all(name=HOSTILE), id="a site"),
        pytest.param(of_all(a_comment(website="https://a.example/?b&c=]]")), id="a website"),
        pytest.param(of_all(a_comment(text="\u2028\u0604&#1;&#xFFFE;&#0;&nbsp;👩‍🚀\U0001fffe")), id="odd characters"),
        pytest.param(of_all(a_comment(author="\u202eAnn\ufdd0")), id="odd characters in a name"),
    ],
)
def test_no_text_breaks_a_feed(feed: str) -> None:
    ElementTree.fromstring(feed)  # noqa: S314  ours
    assert not read(feed).bozo


def test_a_hostile_name_is_text() -> None:
    feed = of_article(a_comment(author=HOSTILE))

    assert (texts(feed, "atom:entry/atom:title"), texts(feed, "atom:entry/atom:author/atom:name")) == (
        [f"{HOSTILE} on Hello"],
        [HOSTILE],
    )


def test_a_hostile_title_is_text() -> None:
    feed = of_article(a_comment(), article=an_article(title=HOSTILE))

    assert (texts(feed, "atom:title"), texts(feed, "atom:entry/atom:title")) == (
        [f"Comments on {HOSTILE}"],
        [f"Ann on {HOSTILE}"],
    )


@pytest.mark.parametrize("text", [HOSTILE, "<script>x</script>y", "&lt;script&gt;", "<b></b><img src=x>"])
def test_a_hostile_text_is_as_safe_as_on_the_page(text: str) -> None:
    content = read(of_all(a_comment(text=text))).entries[0].content[0].value

    assert (content, faults(content)) == (Renderer(a_site(), []).html(a_comment(text=text)), [])


def test_an_id_stays_when_the_article_moves() -> None:
    moved = an_article(url="2026/hello.html", output="2026/hello.html", title="Moved")
    comment = a_comment()

    ids = [texts(of_article(comment, article=article), "atom:entry/atom:id") for article in (HELLO, moved)]

    assert ids[0] == ids[1]


def test_no_two_comments_have_the_same_id() -> None:
    ids = texts(of_all(a_comment("1"), a_comment("2"), a_comment("3", day=1)), "atom:entry/atom:id")

    assert len(set(ids)) == 3


def answered(feed: str) -> list[tuple[str, str]]:
    """The id and the address of what each entry answers."""
    found = ElementTree.fromstring(feed).iterfind("atom:entry/thr:in-reply-to", ATOM)  # noqa: S314  ours
    return [(element.attrib["ref"], element.attrib["href"]) for element in found]


def test_an_entry_answers_its_article_or_the_entry_of_a_comment() -> None:
    feed = of_all(a_comment("1"), a_comment("2", day=1, parent="1"))

    assert answered(feed) == [
        ("tag:blog.example,2026-11-23:comment/1", "https://blog.example/hello/#comment-1"),
        ("tag:blog.example,2026-11-01:/hello/", "https://blog.example/hello/"),
    ]
    assert texts(feed, "atom:entry/thr:total") == ["0", "1"]


def test_an_answer_to_a_comment_that_is_gone_answers_the_article() -> None:
    [(id, address)] = answered(of_all(a_comment("2", parent="1"), a_comment("1", article="gone")))

    assert (id, address) == ("tag:blog.example,2026-11-01:/hello/", "https://blog.example/hello/")


def test_an_article_has_the_id_that_it_has_in_pelicans_own_feed(site: Blog) -> None:
    site.configure('SITEURL = FEED_DOMAIN = "https://blog.example"')
    site.comment(a_comment())
    site.build()

    [(id, _)] = answered(site.page("hello/comments.atom.xml"))
    assert id in texts(site.page("feeds/all.atom.xml"), "atom:entry/atom:id")


def test_a_site_without_an_address_of_its_own_has_feeds_too() -> None:
    feed = of_all(a_comment("k7f3q2mx"), feed_url="")

    assert texts(feed, "atom:entry/atom:id") == ["tag:localhost,2026-11-23:comment/k7f3q2mx"]


def test_the_same_comments_make_the_same_feed() -> None:
    comments = [a_comment(day=1), a_comment(day=2)]

    assert of_all(*comments) == of_all(*reversed(comments))
