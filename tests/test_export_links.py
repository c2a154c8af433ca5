"""Names and addresses on their way out: links within the site, old and new places, nice names."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import a_site, an_article
from moderation.imports.numbers import post_number
from moderation.imports.wxr.addresses import Addresses
from moderation.imports.wxr.nicenames import nicenames
from moderation.imports.wxr.sitelinks import SiteLinks
from moderation.siteindex import SiteIndex

INDEX = SiteIndex(site=a_site(), articles={"hello": an_article("hello", url="posts/hello.html")})
ADDRESSES = Addresses(INDEX, {})
LINKS = SiteLinks({"articles/2020/a b.md": "hello", "pages/about.md": "about"}, ADDRESSES)


def resolved(html: str) -> str:
    return LINKS.resolved(html, Path("articles/2020/other.md"), "other")


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("{filename}/articles/2020/a%20b.md", "https://blog.example/posts/hello.html"),
        ("{filename}/articles/2020/a b.md#end", "https://blog.example/posts/hello.html#end"),
        ("{filename}a b.md?x=1&amp;y", "https://blog.example/posts/hello.html?x=1&amp;y"),
        ("{filename}../../pages/about.md", "https://blog.example/about/"),
        ("|filename|/pages/about.md", "https://blog.example/about/"),
        ("{filename}/pages/gone.md", "https://blog.example/pages/gone.md"),
        ("{static}/images/a b.png", "https://blog.example/images/a%20b.png"),
        ("{static}it.png", "https://blog.example/articles/2020/it.png"),
        ("{static}/a&amp;b.png", "https://blog.example/a%26b.png"),
        ("{attach}it.png", "https://blog.example/other/it.png"),
        ("{attach}sub/it.png", "https://blog.example/other/sub/it.png"),
        ("{attach}/images/it.png", "https://blog.example/other/it.png"),
    ],
)
def test_a_link_within_the_site_becomes_an_address(link: str, address: str) -> None:
    assert resolved(f'<a title="x" href="{link}">a</a>') == f'<a title="x" href="{address}">a</a>'


def test_every_link_of_a_tag_does() -> None:
    html = '<video class="v" src=\'{static}/a.mp4\' poster = "{static}/a.png"></video><img src="{static}/b.png">'

    assert resolved(html) == html.replace("{static}", "https://blog.example")


@pytest.mark.parametrize(
    "html",
    [
        pytest.param('<p>Write href="{static}/a.png".</p>', id="in the text"),
        pytest.param('<a href="/hello/">a</a>', id="an address already"),
        pytest.param('<a href="{tag}selling">a</a>', id="of another kind"),
        pytest.param('<a title="{static}/a.png">a</a>', id="in an attribute that holds none"),
        pytest.param('<a href="{static}', id="cut off"),
    ],
)
def test_what_is_no_such_link_stays(html: str) -> None:
    assert resolved(html) == html


def test_no_path_breaks_out_of_its_attribute() -> None:
    assert resolved('<a href="{static}/&quot;&gt;%22%3E<b>">') == '<a href="{static}/&quot;&gt;%22%3E<b>">'
    assert resolved('<a href="{static}/&quot;&gt;%22%3E">') == '<a href="https://blog.example/%22%3E%22%3E">'


def test_a_long_run_of_tags_that_never_end_takes_no_long_time() -> None:
    html = "<a href=" * 100_000 + "{static}" * 100_000

    assert resolved(html) == html


# Addresses


def test_an_article_is_where_the_last_build_put_it() -> None:
    assert ADDRESSES.present("hello") == "https://blog.example/posts/hello.html"


def test_one_that_was_not_built_is_where_its_slug_says() -> None:
    assert ADDRESSES.present("été") == "https://blog.example/%C3%A9t%C3%A9/"


def test_it_was_first_where_the_first_old_address_says() -> None:
    addresses = Addresses(INDEX, {"/?p=12": "hello", "/2011/hello/": "hello", "/hello.html": "hello"})

    assert addresses.permanent("hello") == "https://blog.example/2011/hello/"
    assert addresses.permanent("other") == addresses.present("other")


@pytest.mark.parametrize(
    ("old", "number"),
    [
        ("/?p=12", 12),
        ("/?page_id=12", 12),
        ("/blog/?p=12", 12),
        ("/?p=0", post_number("hello")),
        ("/?p=12&preview=true", post_number("hello")),
        ("/?attachment_id=12", post_number("hello")),
        ("/p/12", post_number("hello")),
        ("/?p=9999999999999999", post_number("hello")),
    ],
)
def test_wordpress_numbered_it_as_the_old_address_says(old: str, number: int) -> None:
    assert Addresses(INDEX, {old: "hello"}).number("hello") == number


def test_the_site_is_at_its_own_address_rather_than_that_of_its_feeds() -> None:
    index = SiteIndex(site=a_site(url="https://www.example", feed_url="https://feeds.example"))

    assert (Addresses(index, {}).site, Addresses(None, {}).site) == ("https://www.example", "")


# Nice names


@pytest.mark.parametrize(
    ("name", "nice"),
    [
        ("Mara Lindqvist", "mara-lindqvist"),
        ("  Été à Paris! ", "ete-a-paris"),
        ("がくゅう", "がくゅう"),
        ("snake_case", "snake-case"),
        ("!!!", "tag"),
        ("a" * 99, "a" * 60),
    ],
)
def test_a_name_has_a_nice_name(name: str, nice: str) -> None:
    assert nicenames([name], "tag") == {name: nice}


def test_a_login_is_ascii() -> None:
    names = ["Zoë", "村上", "早川 K."]

    assert nicenames(names, "author", only_ascii=True) == {"Zoë": "zoe", "早川 K.": "k", "村上": "author"}


def test_no_two_names_have_the_same_nice_name() -> None:
    assert nicenames(["c#", "C", "C++", "c 2"], "tag") == {"C": "c", "C++": "c-2", "c 2": "c-2-2", "c#": "c-3"}
