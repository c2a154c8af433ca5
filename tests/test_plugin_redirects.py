"""Old addresses in a build: where each leads, and the page that leads there."""

from __future__ import annotations

import pytest

from blog import Blog
from moderated_comments.redirects import follow
from movedblog import filled, log, map_of, redirect_pages, rules
from themesite import Page


@pytest.fixture
def moved(blog: Blog) -> Blog:
    return filled(blog)


# Pages


def test_a_page_leads_from_the_old_address_to_the_new(moved: Blog) -> None:
    map_of(moved, "/2012/03/old/ hello\n")

    moved.build()

    page = Page(moved.page("2012/03/old/index.html"))
    assert page.values("link[rel=canonical]", "href") == ["/hello/"]
    assert page.values("meta[http-equiv=refresh]", "content") == ["0; url=/hello/"]
    assert page.values("meta[name=robots]", "content") == ["noindex"]
    assert page.values("main a", "href") == ["/hello/"]
    assert page.texts("title") == ["Hello <b>you</b> · The Honest Close"]


def test_a_page_names_the_whole_new_address_where_the_site_has_one(moved: Blog) -> None:
    moved.configure('SITEURL = "https://blog.example"\n')
    map_of(moved, "/old/ hello\n/feed/ /feeds/all.atom.xml\n/shop/ https://shop.example/\n")

    moved.build()

    found = [Page(moved.page(f"{name}/index.html")).values("main a", "href") for name in ("old", "feed", "shop")]
    assert found == [
        ["https://blog.example/hello/"],
        ["https://blog.example/feeds/all.atom.xml"],
        ["https://shop.example/"],
    ]


@pytest.mark.parametrize(
    ("old", "name"),
    [
        ("/a/b/", "a/b/index.html"),
        ("/a/b", "a/b/index.html"),
        ("/a/b.html", "a/b.html"),
        ("/a/b.htm", "a/b.htm"),
        ("/a/b.html/", "a/b.html/index.html"),
        ("/a.php", "a.php/index.html"),
        ("/%c3%a9t%c3%a9/", "été/index.html"),
        ("/été", "été/index.html"),
        ("/%252e%252e/a", "%2e%2e/a/index.html"),
        ("/'\"$;{}`/", "'\"$;{}`/index.html"),
    ],
)
def test_the_page_is_where_servers_look_for_the_address(moved: Blog, old: str, name: str) -> None:
    map_of(moved, f"{old} hello\n")

    moved.build(fatal="warnings")

    assert redirect_pages(moved) == [name]


@pytest.mark.parametrize("slug", ["hello", "hidden", "about"])
def test_articles_and_pages_that_are_public_can_be_led_to(moved: Blog, slug: str) -> None:
    map_of(moved, f"/old/ {slug}\n")

    moved.build(fatal="warnings")

    assert rules(moved) == [f"/old/ /{slug}/ 301"]


def test_a_new_address_is_the_one_that_pelican_gives(moved: Blog) -> None:
    moved.configure('ARTICLE_URL = "{date:%Y}/{slug}.html"\nARTICLE_SAVE_AS = ARTICLE_URL\n')
    map_of(moved, "/?p=1 hello\n")

    moved.build()

    assert rules(moved) == ["/ p=1 /2026/hello.html 301"]


def test_of_translations_the_original_is_led_to(moved: Blog) -> None:
    moved.write("articles/a.md", "Title: Hej\nSlug: hello\nLang: sv\nDate: 2026-11-02\nCategory: Trust\n\nOrd.\n")
    map_of(moved, "/old/ hello\n")

    moved.build()

    assert rules(moved) == ["/old/ /hello/ 301"]


@pytest.mark.parametrize("slug", ["draft", "nowhere"])
def test_what_has_no_public_address_is_reported_and_left_out(moved: Blog, slug: str) -> None:
    path = map_of(moved, f"/old/ {slug}\n/other/ zebra\n/fine/ hello\n")

    built = moved.build()

    unknown = ", ".join(sorted([slug, "zebra"]))
    assert f"{path}: no article or page has the slug {unknown}" in log(built.stderr)
    assert rules(moved) == ["/fine/ /hello/ 301"]
    assert redirect_pages(moved) == ["fine/index.html"]


def test_an_address_that_is_still_right_is_no_redirect(moved: Blog) -> None:
    map_of(moved, "/hello/ hello\n/hello hello\n")

    moved.build(fatal="warnings")

    assert rules(moved) == ["/hello /hello/ 301"]
    assert redirect_pages(moved) == []


# Chains


def test_a_chain_of_redirects_leads_to_its_end(moved: Blog) -> None:
    map_of(moved, "/a/ /b/\n/b/ /?p=1\n/?p=1 hello\n/hello/ about\n")

    moved.build()

    assert rules(moved) == [f"{old} /about/ 301" for old in ("/a/", "/b/", "/ p=1", "/hello/")]


def test_circles_are_reported_and_left_out(moved: Blog) -> None:
    path = map_of(moved, "/a/ /b/\n/b/ /c/\n/c/ /b/\n/d/ /d/\n/hello/ /e/\n/e/ hello\n/fine/ about\n")

    built = moved.build()

    assert f"{path}: these redirects go in a circle: /a/, /b/, /c/, /hello/, /e/" in log(built.stderr)
    assert rules(moved) == ["/fine/ /about/ 301"]


def test_a_chain_of_a_hundred_thousand_is_followed() -> None:
    chain = {f"/{number}": f"/{number + 1}" for number in range(100_000)}

    assert {*follow(chain).values()} == {"/100000"}
    assert {*follow(chain | {"/100000": "/0"}).values()} == {None}
