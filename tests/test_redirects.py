"""The map of old addresses to new ones: how it is read, how addresses are spelt, how it grows."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation import redirects
from moderation.errors import InvalidRedirect

BY_HAND = """\
# From the old blog.

/2012/03/hello/ hello
/?p=12\thello   # the short link
  /feed/    /feeds/all.atom.xml
/old-shop/ https://shop.example.org/
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A map kept by hand."""
    (tmp_path / "redirects.txt").write_text(BY_HAND)
    return tmp_path / "redirects.txt"


def loaded(path: Path, content: str | bytes) -> dict[str, str]:
    """What a map with this content says."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return redirects.load(path)


# Reading


def test_each_line_leads_an_old_address_to_a_slug_or_an_address(path: Path) -> None:
    assert redirects.load(path) == {
        "/2012/03/hello/": "hello",
        "/?p=12": "hello",
        "/feed/": "/feeds/all.atom.xml",
        "/old-shop/": "https://shop.example.org/",
    }


def test_a_map_that_does_not_exist_is_empty(tmp_path: Path) -> None:
    assert redirects.load(tmp_path / "redirects.txt") == {}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("/a/ hello\r\n/b/ hello\r\n", id="line ends of Windows"),
        pytest.param("\ufeff/a/ hello\n/b/ hello\n", id="a byte order mark"),
        pytest.param("/a/ hello\n/b/ hello", id="no line end"),
        pytest.param("/a/ hello\n/b/ hello\n/a/ hello\n", id="a line twice"),
    ],
)
def test_a_map_is_read_as_editors_leave_it(path: Path, content: str) -> None:
    assert loaded(path, content) == {"/a/": "hello", "/b/": "hello"}


def test_old_addresses_are_read_in_their_one_spelling(path: Path) -> None:
    assert loaded(path, "/%c3%a9t%c3%a9/ a\n/naïve/ b\n") == {"/%C3%A9t%C3%A9/": "a", "/na%C3%AFve/": "b"}


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        ("/a/", 1, "An old and a new address are wanted"),
        ("/a/ b c", 1, "An old and a new address are wanted"),
        ("# fine\n\n/a/ hello\nhello /b/", 4, "'hello' is no address"),
        ("/a/../b/ hello", 1, "an empty part"),
        ("/a/ ../b", 1, "'../b' is no address"),
        ("/a/ //evil.example/", 1, "'//evil.example/' is no address"),
        ("/a/ javascript:alert(1)", 1, "'javascript:alert(1)' is no address"),
        ("/a/ https://ann@evil.example/", 1, "is no address"),
        ("/a/ b\n/a/ c", 2, "/a/ leads to b already"),
        ("/%61/ b\n/a/ c", 2, "/a/ leads to b already"),
        ("/a/ b\n/\x7f/ c", 2, "holds a control character"),
        (b"/a/ b\n/\xe9/ c", 2, "This is not UTF-8"),
    ],
)
def test_a_bad_line_is_named(path: Path, content: str | bytes, line: int, says: str) -> None:
    with pytest.raises(InvalidRedirect, match=rf"^{re.escape(str(path))}, line {line}: .*{re.escape(says)}"):
        loaded(path, content)


def test_a_map_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidRedirect, match=rf"^{re.escape(str(tmp_path))}: It cannot be read"):
        redirects.load(tmp_path)


# The one spelling


@pytest.mark.parametrize(
    ("address", "spelling"),
    [
        ("/2012/03/hello/", "/2012/03/hello/"),
        ("/?p=12", "/?p=12"),
        ("https://old.example/2012/03/hello/?replytocom=4#respond", "/2012/03/hello/?replytocom=4"),
        ("HTTP://Old.Example:8080/a", "/a"),
        ("http://old.example", "/"),
        ("http://old.example?p=1", "/?p=1"),
        ("/a#b", "/a"),
        ("/a?", "/a"),
        ("/été/", "/%C3%A9t%C3%A9/"),
        ("/%c3%a9t%C3%A9/", "/%C3%A9t%C3%A9/"),
        ("/%7Eann/%41", "/~ann/A"),
        ("/%e9/", "/%E9/"),
        ("/a%2fb/", "/a%2Fb/"),
        ("/100%/%zz", "/100%25/%25zz"),
        ("/a b", "/a%20b"),
        ("/?s=a+b&x=y,z@w", "/?s=a+b&x=y,z@w"),
        ("/\"'`{}$;<>|\\^*:!()[]", "/%22%27%60%7B%7D%24%3B%3C%3E%7C%5C%5E%2A%3A%21%28%29%5B%5D"),
    ],
)
def test_an_address_has_one_spelling(address: str, spelling: str) -> None:
    assert redirects.normal(address) == spelling


@pytest.mark.parametrize(
    "address",
    [
        *("", "hello", "hello/", " /a", "mailto:ann@a.example", "ftp://a.example/", "javascript:alert(1)"),
        *("//evil.example/a", "http:///a", "http:/a", "http://[::1", "http://ann@a.example/", "http://a b/"),
        *("/..", "/../a", "/a/../b", "/a/..", "/a/./b", "/%2e%2e/a", "/.%2E/a", "http://a.example/../b"),
        *(
            "/a//b",
            "http://a.example//b",
            "/a\x00b",
            "/a%00b",
            "/a\nb",
            "/a%0Ab",
            "/a\tb",
            "/a\x7f",
            "/a\x85",
            "/a%C2%85",
        ),
        *("/\ud800", f"/{'a' * redirects.LONGEST}", f"/{'é' * 400}"),
    ],
    ids=ascii,
)
def test_what_is_no_address_has_no_spelling(address: str) -> None:
    with pytest.raises(InvalidRedirect):
        redirects.normal(address)


@given(st.text())
def test_whatever_an_export_says_is_spelt_without_a_mark_or_refused(text: str) -> None:
    try:
        spelling = redirects.normal(f"/{text}")
    except InvalidRedirect:
        return
    assert re.fullmatch(r"/(?:[A-Za-z0-9._~/&=+,@?-]|%[0-9A-F]{2})*", spelling.replace("?", "", 1)) or spelling == "/"


@given(st.text())
def test_a_spelling_is_its_own_spelling(text: str) -> None:
    try:
        spelling = redirects.normal(f"/{text}")
    except InvalidRedirect:
        return
    assert redirects.normal(spelling) == spelling


@given(st.text(alphabet=st.characters(exclude_characters="?#%", exclude_categories=("Cc", "Cs")), min_size=1))
def test_a_spelling_says_what_was_said(text: str) -> None:
    try:
        spelling = redirects.normal(f"/{text}")
    except InvalidRedirect:
        return
    assert unquote_to_bytes(spelling) == f"/{text}".encode()


@pytest.mark.parametrize(
    ("new", "spelling"),
    [
        ("hello", "hello"),
        ("été", "été"),
        ("/feeds/all.atom.xml", "/feeds/all.atom.xml"),
        ("/hello/#comment-12", "/hello/#comment-12"),
        ("/a?b=1#c", "/a?b=1#c"),
        ("/a b/é", "/a%20b/%C3%A9"),
        ("https://Shop.Example.org", "https://shop.example.org/"),
        ("http://a.example:8080/é?q=1#x", "http://a.example:8080/%C3%A9?q=1#x"),
        ("/a#$;{}", "/a#%24%3B%7B%7D"),
    ],
)
def test_a_new_address_keeps_host_and_fragment(new: str, spelling: str) -> None:
    assert redirects.destination(new) == spelling


# Growing


def test_what_is_new_is_added_at_the_end_and_all_else_stays(path: Path) -> None:
    added = redirects.add(path, {"/?p=12": "other", "/été/": "summer", "/%c3%a9t%c3%a9/": "other", "/b": "/c d"})

    assert added == ["/%C3%A9t%C3%A9/", "/b"]
    assert path.read_text() == f"{BY_HAND}/%C3%A9t%C3%A9/ summer\n/b /c%20d\n"


def test_a_second_time_nothing_is_added_or_written(path: Path) -> None:
    redirects.add(path, {"/a/": "hello"})
    before = path.stat()

    assert redirects.add(path, {"/a/": "hello"}) == []
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_the_first_redirects_begin_a_file_that_explains_itself(tmp_path: Path) -> None:
    path = tmp_path / "content/redirects.txt"

    redirects.add(path, {"/a/": "hello"})

    assert path.read_text() == f"{redirects.HEAD}/a/ hello\n"
    assert redirects.load(path) == {"/a/": "hello"}


@pytest.mark.parametrize("text", ["/a/ hello", "\ufeff/a/ hello\r\n"], ids=["no line end", "Windows"])
def test_a_file_keeps_its_bytes_whatever_its_line_ends(path: Path, text: str) -> None:
    path.write_bytes(text.encode())

    redirects.add(path, {"/b/": "other"})

    assert path.read_bytes().startswith(text.encode())
    assert redirects.load(path) == {"/a/": "hello", "/b/": "other"}


@pytest.mark.parametrize("new", [{"/a/": "hello", "/../b": "other"}, {"/a/": "two words"}, {"/a/": "x\n/b/ y"}])
def test_of_bad_redirects_none_is_added(path: Path, new: dict[str, str]) -> None:
    with pytest.raises(InvalidRedirect):
        redirects.add(path, new)

    assert path.read_text() == BY_HAND


def test_to_a_broken_map_nothing_is_added(path: Path) -> None:
    path.write_text("hello\n")

    with pytest.raises(InvalidRedirect, match="line 1"):
        redirects.add(path, {"/a/": "hello"})

    assert path.read_text() == "hello\n"
