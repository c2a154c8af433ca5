"""Links are counted however they are written, and those that hide where they lead are named."""

from __future__ import annotations

import time

import pytest

from builders import a_submission
from moderation.queue.submission import Reason
from moderation.spam.links import Links, hosts, shortened

A = "https://a.example/"
B = "https://b.example/page?x=1&y=2"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("No link at all.", 0, id="none"),
        pytest.param(f"See {A}.", 1, id="bare"),
        pytest.param("SEE HTTPS://A.EXAMPLE", 1, id="loud"),
        pytest.param(f"{A} {B}", 2, id="two bare"),
        pytest.param(f"{A} {A} {A}", 3, id="the same one again and again"),
        pytest.param(f'<a href="{A}">here</a>', 1, id="HTML"),
        pytest.param(f"<A\nTITLE=x HREF = '{A}' >here</A>", 1, id="HTML, written oddly"),
        pytest.param(f"<a/href={A}>here", 1, id="HTML, not closed"),
        pytest.param('<a href="/pills">here</a>', 1, id="HTML without http"),
        pytest.param('<a href="mailto:ann@example.com">write</a>', 1, id="mailto"),
        pytest.param('<a name="top">here</a> <a href="">there</a>', 0, id="HTML that leads nowhere"),
        pytest.param(f'<a title="a > b" href="{A}">here</a>', 1, id="a bracket in an attribute"),
        pytest.param(f'<a href="{A}">{A}</a>', 1, id="address as text"),
        pytest.param('<a href="https://a.example">https://A.example/.</a>', 1, id="address as text, nearly"),
        pytest.param(f'<a href="{B.replace("&", "&amp;")}">{B}</a>', 1, id="address as text, with entities"),
        pytest.param(f'<a href="{A}">{B}</a>', 2, id="another address as text"),
        pytest.param(f'<a href="{A}">here</a> {A}', 2, id="address after the link"),
        pytest.param(f'<a href="{A}">{A} {A} {A}', 3, id="not closed, to hide the rest"),
        pytest.param(f"[url={A}]here[/url]", 1, id="BBCode"),
        pytest.param(f'[URL="{A}"]{A}[/URL]', 1, id="BBCode, address as text"),
        pytest.param(f"[url] {A} [/url]", 1, id="BBCode, address inside"),
        pytest.param("[url]www.a.example[/url] [url=www.b.example]b[/url]", 2, id="BBCode without http"),
        pytest.param("[url][/url] [/url] </a>", 0, id="BBCode that leads nowhere"),
        pytest.param(f'<blockquote cite="{A}">x</blockquote>', 1, id="the source of a quotation"),
        pytest.param("<abbr title=x>HTTP</abbr> is not http: nor https:/", 0, id="no address"),
    ],
)
def test_links_of_every_kind_are_counted(text: str, count: int) -> None:
    reason = Links(limit=-1)(a_submission(text=text))

    assert reason == Reason("links", f"there are {count} links in it, more than -1", 3)


def test_two_links_are_what_a_reader_may_need() -> None:
    assert Links()(a_submission(text=f"{A} and {B}")) is None


def test_three_are_suspicious() -> None:
    reason = Links()(a_submission(text=f"{A} {B} {A}"))

    assert reason == Reason("links", "there are 3 links in it, more than 2", 3)


def test_the_website_field_is_no_link_in_the_text() -> None:
    assert Links(limit=0)(a_submission(website=A)) is None


@pytest.mark.parametrize(
    "piece",
    [
        "<a ",
        "<a href=",
        "<a href =  ",
        "<a href='' ",
        "</a",
        "[url=",
        "[url] ",
        "[url]",
        "http://",
        "http://x<a/",
        " ",
        '"',
    ],
)
@pytest.mark.parametrize("start", ["", "<a href=", "<a href='", "[url=", "[url]"])
def test_no_text_takes_long_to_count(start: str, piece: str) -> None:
    """What grows with the square of the length would take minutes here."""
    submission = a_submission(text=start + piece * (200_000 // len(piece)) + ">.")
    begun = time.process_time()

    Links()(submission)

    assert time.process_time() - begun < 1.0


@pytest.mark.parametrize(
    "text",
    [
        "https://bit.ly/3abc",
        "See HTTP://WWW.TinyURL.com/3abc.",
        '<a href="//t.co/abc">here</a>',
        "[url=goo.gl/abc]here[/url]",
    ],
)
def test_a_link_that_hides_where_it_leads_is_suspicious(text: str) -> None:
    reason = shortened(a_submission(text=text))

    assert reason is not None
    assert (reason.check, reason.weight) == ("shortened", 2)


def test_so_is_such_a_website() -> None:
    assert shortened(a_submission(website="https://bit.ly/3abc")) == Reason(
        "shortened", "a link hides where it leads, behind bit.ly", 2
    )


@pytest.mark.parametrize("text", ["https://habit.ly/", "https://bit.ly.example/", "bit.ly alone is no link"])
def test_others_are_not(text: str) -> None:
    assert shortened(a_submission(text=text)) is None


def test_hosts_are_named_once_without_www() -> None:
    text = "https://WWW.a.example/b <a href='http://c.example:80/'>d</a> http://a.example. http://[::1]/ http://[x/"

    assert hosts(a_submission(website="https://e.example/", text=text)) == ["e.example", "a.example", "c.example"]
