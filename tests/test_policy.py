"""What a comment's HTML may hold."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from moderation.markup import policy


def test_the_form_names_exactly_the_tags_and_attributes_that_may_be_used() -> None:
    assert policy.describe() == (
        '<a href="" title=""> <abbr title=""> <acronym title=""> <b> <blockquote cite=""> <cite> <code> '
        '<del datetime=""> <em> <i> <q cite=""> <strike> <strong>'
    )


def test_a_page_holds_these_tags_and_what_we_add_ourselves() -> None:
    added = {
        (tag, name)
        for tag, names in policy.RENDERED.items()
        for name in names | {""}
        if tag not in policy.TAGS or name not in policy.TAGS[tag] | {""}
    }

    assert added == {("p", ""), ("br", ""), ("a", "rel")}


@pytest.mark.parametrize(
    ("tag", "attribute", "value"),
    [
        ("a", "href", "https://a.example/"),
        ("a", "title", "A title"),
        ("abbr", "title", "HyperText Markup Language"),
        ("acronym", "title", "<b> & 'c'"),
        ("blockquote", "cite", "https://a.example/?b=c&amp;d=e#f"),
        ("del", "datetime", "2026-11-23"),
        ("q", "cite", "mailto:ann@a.example"),
    ],
)
def test_an_attribute_of_the_list_may_stay(tag: str, attribute: str, value: str) -> None:
    assert policy.allows(tag, attribute, value)


@pytest.mark.parametrize(
    ("tag", "attribute"),
    [
        ("a", "onclick"),
        ("a", "style"),
        ("a", "rel"),
        ("a", "target"),
        ("a", "name"),
        ("a", "cite"),
        ("b", "title"),
        ("cite", "href"),
        ("del", "cite"),
        ("p", "title"),
        ("script", "src"),
        ("A", "HREF"),
    ],
)
def test_no_other_attribute_may(tag: str, attribute: str) -> None:
    assert not policy.allows(tag, attribute, "https://a.example/")


@pytest.mark.parametrize("value", ["\n", "\t", "\r", "\0", "\x7f", "\x85"])
@pytest.mark.parametrize(("tag", "attribute"), [("a", "title"), ("a", "href"), ("blockquote", "cite")])
def test_no_attribute_holds_a_line_break_or_another_control(tag: str, attribute: str, value: str) -> None:
    assert not policy.allows(tag, attribute, f"https://a.example/{value}x")


@pytest.mark.parametrize("value", ["\u200b", "\u2028", "\u202e", "\u00ad", "\ufeff", "\u00a0"])
@pytest.mark.parametrize(("tag", "attribute"), [("a", "title"), ("a", "href"), ("blockquote", "cite")])
def test_no_attribute_holds_what_cannot_be_seen(tag: str, attribute: str, value: str) -> None:
    assert not policy.allows(tag, attribute, f"https://a.example/{value}x")


@pytest.mark.parametrize("attribute", ["href", "title"])
def test_an_empty_attribute_is_left_out(attribute: str) -> None:
    assert not policy.allows("a", attribute, "")


@pytest.mark.parametrize(
    "address",
    [
        "http://a.example",
        "https://a.example/",
        "HTTPS://A.EXAMPLE/",
        "https://a.example:8080/b?c=d&e=(f)#g",
        "https://a.example:/",
        "https://ä.example/ü",
        "https://[2001:db8::1]/",
        "http://localhost",
        "mailto:ann@a.example",
        "Mailto:ann@a.example?subject=Hello",
    ],
)
def test_a_link_leads_to_an_absolute_address(address: str) -> None:
    assert policy.is_address(address)


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("", id="nothing"),
        pytest.param("x", id="a relative address"),
        pytest.param("/x", id="a path"),
        pytest.param("#x", id="a fragment"),
        pytest.param("//a.example/", id="no scheme"),
        pytest.param("a.example:80/", id="a host for a scheme"),
        pytest.param("https:a.example", id="no slashes"),
        pytest.param("https:/a.example", id="one slash"),
        pytest.param("https:///a.example", id="three slashes"),
        pytest.param("https:\\\\a.example", id="backslashes"),
        pytest.param("https://", id="no host"),
        pytest.param("https://?x", id="a query for a host"),
        pytest.param("https://#x", id="a fragment for a host"),
        pytest.param("https://@/", id="a login for a host"),
        pytest.param("https://b.example@a.example/", id="another host for a login"),
        pytest.param("https://:80/", id="a port for a host"),
        pytest.param("https://a.example:PORT/", id="a word for a port"),
        pytest.param("https://a.example:65536/", id="a port too high"),
        pytest.param("https://[1::2::3]x/", id="a broken host"),
        pytest.param("https://[::1", id="half a bracket"),
        pytest.param("mailto:", id="nobody"),
        pytest.param("mailto://a.example", id="an e-mail address with slashes"),
        pytest.param("javascript:alert(1)", id="a script"),
        pytest.param("JavaScript:alert(1)//https://a.example", id="a script with an address"),
        pytest.param("javascript://a.example/%0aalert(1)", id="a script with a host"),
        pytest.param("vbscript:x", id="another script"),
        pytest.param("data:text/html,x", id="data"),
        pytest.param("blob:https://a.example/x", id="a blob"),
        pytest.param("view-source:https://a.example", id="a scheme before a scheme"),
        pytest.param("feed:https://a.example", id="a feed"),
        pytest.param("file:///etc/passwd", id="a file"),
        pytest.param("ftp://a.example/", id="a scheme of old"),
        pytest.param("httpx://a.example/", id="a scheme that begins alike"),
        pytest.param(" https://a.example", id="a space before"),
        pytest.param("https://a.example ", id="a space after"),
        pytest.param("https://a.example/a b", id="a space inside"),
        pytest.param("https://a.example/\n", id="a line break after"),
        pytest.param("x\nhttps://a.example/", id="a line before"),
        pytest.param("java\tscript:alert(1)", id="a tab inside"),
    ],
)
def test_a_link_leads_nowhere_else(address: str) -> None:
    assert not policy.is_address(address)


@pytest.mark.parametrize(
    "moment", ["2026-11-23T10:00", "2026-11-23 10:00", "2026-11-23T10:00:00Z", "2026-11-23T10:00+01:00"]
)
def test_a_moment_has_a_date_and_a_time(moment: str) -> None:
    assert policy.is_date(moment)


def test_every_day_of_a_leap_year_is_a_date() -> None:
    assert all(policy.is_date(str(date(2028, 1, 1) + timedelta(days=day))) for day in range(366))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("yesterday", id="a word"),
        pytest.param("2026-02-29", id="no such day"),
        pytest.param("2026-13-01", id="no such month"),
        pytest.param("2026-11-23T25:00", id="no such hour"),
        pytest.param("2026-11", id="a month"),
        pytest.param("2026-W48-1", id="a week"),
        pytest.param("20261123", id="no dashes"),
        pytest.param("2026-11-23T10", id="an hour"),
        pytest.param("2026-11-23T1000", id="no colon"),
        pytest.param("2026-11-23x10:00", id="another letter between"),
        pytest.param("2026-11-23<10:00", id="a tag between"),
        pytest.param("23.11.2026", id="another notation"),
        pytest.param("2026-11-23 or so", id="more words"),
        pytest.param("2026-11-23\n", id="a line break"),
        pytest.param("\u0662\u0660\u0662\u0666-11-23", id="another script's digits"),
    ],
)
def test_nothing_else_is_a_date(text: str) -> None:
    assert not policy.is_date(text)
