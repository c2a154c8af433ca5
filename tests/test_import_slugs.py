"""The slugs of imported posts and pages: WordPress's own wherever they can be a file's name and an address here."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

import pytest

from blog import Blog
from wxr import SITE, a_page, a_post, bring, content

LONG = "é" * 300


def slugs(blog: Blog, *items: str) -> list[str]:
    """The slugs that these items get, in the order of their dates."""
    bring(blog, *items)
    return [PurePosixPath(name).stem for name in content(blog) if name.endswith(".md")]


@pytest.mark.parametrize(
    ("given", "slug"),
    [
        pytest.param("hello-world", "hello-world", id="as WordPress makes them"),
        pytest.param("%e6%97%a5%e6%9c%ac", "日本", id="percent-encoded"),
        pytest.param("caf%C3%A9", "café", id="in capitals"),
        pytest.param("cafe\u0301", "café", id="decomposed"),
        pytest.param("日本", "日本", id="not ASCII"),
        pytest.param("Hello-World", "hello-world", id="capital letters"),
        pytest.param("hello world_2", "hello-world_2", id="spaces"),
        pytest.param("version-1.0", "version-1.0", id="a dot"),
        pytest.param("archives", "archives-2", id="a list's: archives"),
        pytest.param("categories", "categories-2", id="a list's: categories"),
        pytest.param("tags", "tags-2", id="a list's: tags"),
        pytest.param("index.html", "index.html-2", id="the front page's file"),
        pytest.param("2020", "2020", id="a number"),
        pytest.param(LONG, "é" * 95, id="300 characters"),
        pytest.param("%e6%97%a5" * 63 + "%e6%97", "日" * 63, id="cut in the middle of a character"),
        pytest.param("../../etc/passwd", "etc-passwd", id="a way up"),
        pytest.param("..%2f..%2fetc%2fpasswd", "etc-passwd", id="a way up, encoded"),
        pytest.param("/etc/passwd", "etc-passwd", id="an absolute path"),
        pytest.param("..\\windows", "windows", id="a way up in Windows"),
        pytest.param("a%00b", "a-b", id="NUL"),
        pytest.param("a%0aTitle: Forged", "a-title-forged", id="a line break"),
        pytest.param("a\u2028b\u202ec", "a-b-c", id="separators and overrides"),
        pytest.param(".htaccess", "htaccess", id="a hidden file"),
    ],
)
def test_a_slug_is_kept_as_far_as_it_can_be(given: str, slug: str, blog: Blog) -> None:
    assert slugs(blog, a_post(given)) == [slug]


@pytest.mark.parametrize(
    ("fields", "slug"),
    [
        pytest.param({"link": f"{SITE}/2020/05/from-link/"}, "from-link", id="from its address"),
        pytest.param(
            {"link": f"{SITE}/?p=7", "title": "My <em>Title</em> &amp; More!"}, "my-title-more", id="its title"
        ),
        pytest.param({"status": "draft", "link": f"{SITE}/x/", "title": "Äpfel"}, "äpfel", id="a draft's title"),
        pytest.param({"link": "", "title": "???"}, "post-7", id="nothing but a number"),
        pytest.param({"link": "", "title": "", "post_type": "page"}, "page-7", id="a page with nothing else"),
        pytest.param({"link": "", "title": "", "post_id": "x\n../y"}, "post-0", id="not even a number"),
        pytest.param({"link": "http://[", "title": "Title"}, "title", id="an address that is none"),
    ],
)
@pytest.mark.parametrize("given", ["", "..", "-", "%00", "\u202e"], ids=ascii)
def test_without_a_slug_there_is_another_way(given: str, fields: dict[str, Any], slug: str, blog: Blog) -> None:
    assert slugs(blog, a_post(given, **fields)) == [slug]


def test_of_the_same_slugs_each_is_free_and_the_first_has_it(blog: Blog) -> None:
    same = [a_post(title="1"), a_page("hello", title="2"), a_post("hello-2", title="3"), a_post("HELLO", title="4")]

    bring(blog, *same)

    titles = {name: text.decode().split("\n")[0] for name, text in content(blog).items() if name.endswith(".md")}
    assert titles == {
        "articles/hello.md": "Title: 1",
        "pages/hello-2.md": "Title: 2",
        "articles/hello-2-2.md": "Title: 3",
        "articles/hello-3.md": "Title: 4",
    }


def test_odd_slugs_are_no_trouble_for_a_build(blog: Blog) -> None:
    odd = [
        "index.html",
        "archives",
        "feeds",
        "drafts",
        "category",
        "tag",
        "page",
        "theme",
        "_redirects.caddy",
        "comments",
        LONG,
    ]
    found = slugs(blog, *map(a_post, odd), a_page("images"))

    blog.build()

    assert len(found) == len(odd) + 1
    assert [slug for slug in found if not (blog.output / slug / "index.html").exists()] == []
