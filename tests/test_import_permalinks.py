"""Old addresses: those that are other ones now go into the map of redirects, and what is there already stays."""

from __future__ import annotations

from typing import Any

import pytest

from blog import Blog
from wxr import SITE, a_page, a_post, a_wp_comment, bring, content

FEEDS = ["/feed/ /feeds/all.atom.xml", "/comments/feed/ /feeds/comments.atom.xml"]


def lines(blog: Blog, *items: str, site: str = SITE) -> list[str]:
    """The lines of the map after an import, without its first."""
    bring(blog, *items, site=site)
    first, *rest = content(blog)["redirects.txt"].decode().splitlines()
    assert first.startswith("# ")
    return rest


def test_posts_and_pages_are_found_at_their_address_and_by_their_number(blog: Blog) -> None:
    about = a_page(post_id="8", link=f"{SITE}/company/about/")

    assert lines(blog, a_post(), about) == [
        "/company/about/ about",
        "/?page_id=8 about",
        "/2020/05/hello/ hello",
        "/?p=7 hello",
        *FEEDS,
    ]


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        pytest.param(f"{SITE}/hello/", [], id="the same address"),
        pytest.param(f"{SITE}/hello", ["/hello hello"], id="without a slash at the end"),
        pytest.param(f"{SITE}/Hello/", ["/Hello/ hello"], id="in capitals"),
        pytest.param(f"{SITE}/?p=7", [], id="a number"),
        pytest.param(f"{SITE}/?p=70", ["/?p=70 hello"], id="another number"),
        pytest.param(f"{SITE}/index.php/hello/", ["/index.php/hello/ hello"], id="index.php"),
        pytest.param(f"{SITE}/archive/7.html#x", ["/archive/7.html hello"], id="a file's"),
        pytest.param("http://www.old.example/x/", ["/x/ hello"], id="another host"),
        pytest.param(f" {SITE}/x/\n", ["/x/ hello"], id="white space"),
        pytest.param(f"{SITE}/%e6%97%a5/", ["/%E6%97%A5/ hello"], id="percent-encoded"),
        pytest.param(f"{SITE}/日 本/", ["/%E6%97%A5%20%E6%9C%AC/ hello"], id="not encoded"),
        pytest.param(f"{SITE}//2020//x/", ["/2020/x/ hello"], id="double slashes"),
        pytest.param(f"{SITE}/", [], id="the front page"),
        pytest.param(SITE, [], id="the front page without a slash"),
        pytest.param("", [], id="none"),
        pytest.param("x/", [], id="a relative one"),
        pytest.param("http://[", [], id="one that is none"),
        pytest.param(f"{SITE}/../x/", [], id="a way up"),
        pytest.param(f"{SITE}/{'x' * 3000}", [], id="a very long one"),
    ],
)
def test_an_address_that_is_another_now_is_redirected(link: str, expected: list[str], blog: Blog) -> None:
    assert lines(blog, a_post(link=link)) == [*expected, "/?p=7 hello", *FEEDS]


@pytest.mark.parametrize(
    "site", ["https://old.example/blog", "https://old.example/blog/", " https://old.example/blog\n"]
)
def test_a_blog_in_a_folder_has_all_of_its_addresses_there(site: str, blog: Blog) -> None:
    assert lines(blog, a_post(link="https://old.example/blog/hello/"), site=site) == [
        "/blog/hello/ hello",
        "/blog/?p=7 hello",
        "/blog/feed/ /feeds/all.atom.xml",
        "/blog/comments/feed/ /feeds/comments.atom.xml",
    ]


@pytest.mark.parametrize("site", ["", "x", "http://[", "javascript:x", "https://old.example/../blog"])
def test_a_blog_whose_address_is_none_counts_as_one_at_the_root(site: str, blog: Blog) -> None:
    assert lines(blog, a_post(), site=site) == ["/2020/05/hello/ hello", "/?p=7 hello", *FEEDS]


@pytest.mark.parametrize("id", ["0", "", "x", "-7", "1000000000000000"])
def test_a_number_that_wordpress_never_gave_is_no_address(id: str, blog: Blog) -> None:
    assert lines(blog, a_post(post_id=id)) == ["/2020/05/hello/ hello", *FEEDS]


@pytest.mark.parametrize(
    "fields",
    [{"status": "draft"}, {"status": "private"}, {"status": "future"}, {"post_password": "boats"}],
    ids=lambda fields: " ".join(fields.values()),
)
def test_what_was_not_public_has_no_old_address(fields: dict[str, Any], blog: Blog) -> None:
    assert lines(blog, a_post(**fields)) == FEEDS


def test_a_slug_that_was_changed_is_redirected_to(blog: Blog) -> None:
    items = [
        a_page("hello", post_id="1", link=f"{SITE}/a/hello/"),
        a_page("hello", post_id="2", link=f"{SITE}/b/hello/"),
    ]

    assert lines(blog, *items)[:4] == [
        "/a/hello/ hello",
        "/?page_id=1 hello",
        "/b/hello/ hello-2",
        "/?page_id=2 hello-2",
    ]


def test_of_two_items_at_one_address_the_first_has_it(blog: Blog) -> None:
    items = [a_post("one", link=f"{SITE}/x/", post_id="1"), a_post("two", link=f"{SITE}/x/", post_id="2")]

    assert lines(blog, *items)[:3] == ["/x/ one", "/?p=1 one", "/?p=2 two"]


def test_what_somebody_has_written_into_the_map_stays_and_counts(blog: Blog) -> None:
    mine = "# My own\n/2020/05/hello /elsewhere/  # see there\n/feed/ /mine.xml\n/2020/05/hello/ other"
    path = blog.write("redirects.txt", mine)

    said = bring(blog, a_post()).stdout

    added = path.read_text().removeprefix(mine)
    assert added == "\n/?p=7 hello\n/comments/feed/ /feeds/comments.atom.xml\n"
    assert "2 old addresses added to the map of redirects.\n" in said


def test_an_export_without_posts_leaves_no_map(blog: Blog) -> None:
    said = bring(blog, a_post(post_type="product")).stdout

    assert "redirects.txt" not in content(blog)
    assert "old address" not in said


def test_readers_of_old_addresses_are_led_to_the_article(blog: Blog) -> None:
    bring(blog, a_post(comments=[a_wp_comment("12")]))
    blog.build()

    assert 'href="/hello/"' in blog.page("2020/05/hello/index.html")
    assert 'id="comment-12"' in blog.page("hello/index.html")
    assert "/feeds/all.atom.xml" in blog.page("feed/index.html")
