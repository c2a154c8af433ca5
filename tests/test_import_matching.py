"""Which article a page of another system is: by its address, never by its title, and never by a guess."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.imports.mappingfile import quoted
from moderation.imports.matching import Articles, normal

ADDRESSES = {"hello": "hello/", "other": "2020/other.html", "äpfel": "%C3%A4pfel/", "2012-01-01-dated": "dated/"}


@pytest.mark.parametrize(
    "page",
    [
        "https://blog.example/hello/",
        "http://another.example:8080/hello",
        "//blog.example/hello/",
        "/hello/",
        "hello",
        "/hello/index.html",
        "/hello.html",
        "/hello.htm",
        "/hello/#comment-1",
        "/hello/?utm_source=feed",
        "/h%65llo/",
        " /hello/ \n",
        "/blog/2012/03/01/hello/",
        "/blog/hello.html",
        "2012-03-01-hello",
        "_posts/2012-3-1-hello",
    ],
)
def test_an_address_names_its_article(page: str) -> None:
    assert Articles(ADDRESSES).slug_of(page) == "hello"


@pytest.mark.parametrize(
    ("page", "slug"),
    [
        ("https://blog.example/2020/other.html", "other"),
        ("/2020/other/", "other"),
        ("/äpfel/", "äpfel"),
        ("/a\u0308pfel/", "äpfel"),
        ("/%C3%A4pfel/", "äpfel"),
        ("2012-01-01-dated", "2012-01-01-dated"),
        ("/dated/", "2012-01-01-dated"),
    ],
)
def test_an_address_is_compared_as_it_is_read(page: str, slug: str) -> None:
    assert Articles(ADDRESSES).slug_of(page) == slug


@pytest.mark.parametrize(
    "page",
    [
        "",
        "  ",
        "/",
        "https://blog.example",
        "https://hello/",
        "/hello/more/",
        "/hello-2/",
        "/Hello/",
        "/hello/?p=7",
        "/?p=7",
        "/index.php?page=hello",
        "2012-03-01-",
        "http://[hello",
        "../hello/..",
        "\u2028",
    ],
)
def test_what_is_not_certain_is_no_article(page: str) -> None:
    assert Articles(ADDRESSES).slug_of(page) is None


def test_a_slug_with_a_date_goes_before_the_same_without() -> None:
    articles = Articles({"2012-03-01-hello": "a/", "hello": "b/"})

    assert (articles.slug_of("/x/2012-03-01-hello/"), articles.slug_of("/x/2012-03-02-hello/")) == (
        "2012-03-01-hello",
        "hello",
    )


@pytest.mark.parametrize("page", ["https://old.example/?p=7", "/?utm_source=feed&p=7#more", "/index.php?p=7"])
def test_an_old_address_may_be_a_query(page: str) -> None:
    assert Articles(ADDRESSES, old={"/?p=7": "hello"}).slug_of(page) == "hello"


def test_an_old_address_goes_before_a_present_one() -> None:
    assert Articles(ADDRESSES, old={"/hello/": "other"}).slug_of("/hello/") == "other"


def test_what_the_moderator_chose_goes_before_all() -> None:
    articles = Articles(ADDRESSES, old={"/hello/": "other"}, chosen={"https://old.example/hello.html": "äpfel"})

    assert articles.slug_of("/hello/") == "äpfel"


def test_what_the_moderator_chose_goes_before_the_last_part() -> None:
    assert Articles(ADDRESSES, chosen={"/en/hello": "other"}).slug_of("/en/hello/") == "other"


def test_what_is_no_address_can_be_chosen() -> None:
    articles = Articles(ADDRESSES, chosen={"http://[hello": "hello"})

    assert (articles.slug_of("http://[hello"), articles.slug_of("http://[other")) == ("hello", None)


def test_the_front_page_can_be_chosen_and_no_page_cannot() -> None:
    articles = Articles(ADDRESSES, chosen={"/": "hello"})

    assert (articles.slug_of("https://blog.example"), articles.slug_of("")) == ("hello", None)


PAGES = st.text() | st.from_regex(
    r"(https?:)?(//)?[a-z\[\]:]{0,5}(/[a-z %0-9.\x00-\x1f\u2028\udc80-]{0,9}){0,3}"
    r"(\?(p|id|q)=[a-z0-9% \n]{0,3})?",
    fullmatch=True,
)


@given(PAGES)
def test_any_page_can_be_asked_for(page: str) -> None:
    assert Articles(ADDRESSES).slug_of(page) in {None, *ADDRESSES}


@given(PAGES)
def test_a_page_in_a_file_is_the_same_page_on_one_line_and_in_one_column(page: str) -> None:
    assert normal(quoted(page)) == normal(page)
    assert quoted(page).isprintable()
    assert " " not in quoted(page)
