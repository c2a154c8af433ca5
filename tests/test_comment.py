"""What a comment may be: one that exists is valid."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from builders import NOON, a_comment
from moderation.comment import (
    ALPHABET,
    AUTHOR_LIMIT,
    ID,
    WEBSITE_LIMIT,
    Comment,
    Kind,
    is_one_line,
    is_web_address,
    new_id,
    utc_now,
    without_controls,
)
from moderation.errors import InvalidComment

# Everything that str.splitlines() takes for the end of a line.
LINE_BREAKS = {
    "line feed": "\n",
    "carriage return": "\r",
    "both": "\r\n",
    "vertical tab": "\v",
    "form feed": "\f",
    "file separator": "\x1c",
    "group separator": "\x1d",
    "record separator": "\x1e",
    "next line": "\x85",
    "line separator": "\u2028",
    "paragraph separator": "\u2029",
}
BREAKS = [pytest.param(character, id=name) for name, character in LINE_BREAKS.items()]
WEBSITE = "https://example.com/"


def problem(**fields: Any) -> str:
    """What a comment with these fields is refused for."""
    with pytest.raises(InvalidComment) as refused:
        a_comment(**fields)
    return str(refused.value)


def test_a_comment_that_answers_none_has_neither_parent_nor_website() -> None:
    comment = Comment(id="k7f3q2mx", article="hello", author="Ann", date=NOON, text="I agree.")

    assert (comment.parent, comment.website, comment.kind) == (None, "", Kind.COMMENT)


def test_a_comment_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        a_comment().text = "I never said that."  # type: ignore[misc]


def test_a_comment_has_no_room_for_anything_private() -> None:
    assert set(Comment.__slots__) == {
        *["id", "article", "author", "date", "text", "website", "parent", "kind", "verified"]
    }


def test_the_field_that_is_wrong_is_named() -> None:
    with pytest.raises(InvalidComment) as refused:
        a_comment(author="")

    assert (refused.value.field, refused.value.problem) == ("author", "is empty")


@pytest.mark.parametrize(
    "id", ["k7f3q2mx", "a0000000", "zzzzzzzz", pytest.param("1", id="imported"), "123456789012345678"]
)
def test_ids_are_our_own_or_the_numbers_of_imported_comments(id: str) -> None:
    assert a_comment(id, parent=id).id == id


WRONG_IDS = [
    pytest.param("", id="empty"),
    pytest.param("k7f3q2m", id="too short"),
    pytest.param("k7f3q2mxx", id="too long"),
    pytest.param("K7F3Q2MX", id="upper case"),
    *(pytest.param(f"k7f3q2m{letter}", id=f"the look-alike {letter}") for letter in "ilou"),
    pytest.param("7kf3q2mx", id="a digit first"),
    pytest.param("0", id="nought"),
    pytest.param("0123", id="a leading nought"),
    pytest.param("1234567890123456789", id="a number too long"),
    pytest.param("-1", id="a negative number"),
    pytest.param("\u0661\u0662", id="another script's digits"),
    pytest.param("k7f3q2mx\n", id="a line break after it"),
    pytest.param("../../etc", id="a way out of the folder"),
    pytest.param("k7f3q2m/", id="a slash"),
    pytest.param("k7f3q2m\0", id="a nul"),
]


@pytest.mark.parametrize("id", WRONG_IDS)
def test_no_other_id_is_accepted(id: str) -> None:
    with pytest.raises(InvalidComment, match="The comment's id is not one of ours"):
        Comment(id=id, article="hello", author="Ann", date=NOON, text="I agree.")


@pytest.mark.parametrize("id", WRONG_IDS)
def test_no_other_parent_is_accepted(id: str) -> None:
    assert problem(parent=id) == "The comment's parent is not a comment's id."


@pytest.mark.parametrize("slug", ["hello", "a", "2026-in-review", "9to5", "naïve_äpfel.1", "x" * 200])
def test_an_article_is_named_by_its_slug(slug: str) -> None:
    assert a_comment(article=slug).article == slug


@pytest.mark.parametrize(
    "slug",
    [
        pytest.param("", id="empty"),
        pytest.param(".", id="this folder"),
        pytest.param("..", id="the folder above"),
        pytest.param("../etc", id="a way out"),
        pytest.param("a/b", id="a slash"),
        pytest.param("a\\b", id="a backslash"),
        pytest.param(".hidden", id="a dot first"),
        pytest.param("-rf", id="a dash first"),
        pytest.param("a b", id="a space"),
        pytest.param("a\0", id="a nul"),
        pytest.param("hello\n", id="a line break after it"),
        pytest.param("x" * 201, id="too long"),
    ],
)
def test_what_could_leave_the_folder_of_comments_is_no_slug(slug: str) -> None:
    assert problem(article=slug) == "The comment's article is not a slug."


@pytest.mark.parametrize(
    "date",
    [
        pytest.param(datetime(2026, 11, 23, 12, 0), id="no zone"),  # noqa: DTZ001
        pytest.param(datetime(2026, 11, 23, 12, 0, tzinfo=timezone(timedelta(hours=1))), id="another zone"),
    ],
)
def test_dates_are_in_utc(date: datetime) -> None:
    assert problem(date=date) == "The comment's date is not in UTC."


@pytest.mark.parametrize(
    "author",
    ["Ann", "<b>Ann</b>", "Ann: the second", "Ãnn Ø'Brien-Ünal", "安", "👩‍🚀", "نور", "x" * AUTHOR_LIMIT],
)
def test_an_author_is_any_text_on_one_line(author: str) -> None:
    assert a_comment(author=author).author == author


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        pytest.param("", "is empty", id="nobody"),
        pytest.param("   ", "is empty", id="blanks"),
        pytest.param(" Ann", "has white space around it", id="a space before"),
        pytest.param("Ann\u00a0", "has white space around it", id="a no-break space after"),
        pytest.param("Ann\tB.", "is more than one line", id="a tab"),
        pytest.param("Ann\0", "is more than one line", id="a nul"),
        pytest.param("Ann\x1b[2J", "is more than one line", id="a terminal's command"),
        pytest.param("Ann\ud800", "is more than one line", id="half a character"),
        pytest.param("Ann\uffff", "is more than one line", id="no character"),
        pytest.param("x" * (AUTHOR_LIMIT + 1), f"is longer than {AUTHOR_LIMIT} characters", id="too long"),
    ],
)
def test_other_authors_are_refused(author: str, expected: str) -> None:
    assert problem(author=author) == f"The comment's author {expected}."


@pytest.mark.parametrize("character", BREAKS)
def test_no_line_break_of_any_kind_gets_into_a_name(character: str) -> None:
    assert problem(author=f"Ann{character}Website: https://evil.example/") == (
        "The comment's author is more than one line."
    )


@pytest.mark.parametrize("character", BREAKS)
def test_one_line_is_what_every_reader_takes_for_one(character: str) -> None:
    assert (is_one_line("Ann"), is_one_line(f"Ann{character}"), is_one_line(f"{character}Ann")) == (True, False, False)


@pytest.mark.parametrize(
    "website",
    [
        "http://a.example",
        "HTTPS://A.EXAMPLE/",
        "https://a.example:8080/x?y=z&a=(b)#c",
        "https://ä.example/ü",
        "http://[2001:db8::1]/",
        pytest.param(WEBSITE + "x" * (WEBSITE_LIMIT - len(WEBSITE)), id="just short enough"),
    ],
)
def test_a_website_is_an_absolute_web_address(website: str) -> None:
    assert a_comment(website=website).website == website


@pytest.mark.parametrize(
    "website",
    [
        pytest.param("www.a.example", id="no scheme"),
        pytest.param("//a.example", id="no scheme, but slashes"),
        pytest.param("/about", id="a path"),
        pytest.param("https:", id="a scheme alone"),
        pytest.param("https:///x", id="no host"),
        pytest.param("https://:80/", id="a port alone"),
        pytest.param("javascript:alert(1)", id="a script"),
        pytest.param("JaVaScRiPt://a.example/%0aalert(1)", id="a script with a host"),
        pytest.param("data:text/html,x", id="data"),
        pytest.param("mailto:ann@a.example", id="an e-mail address"),
        pytest.param("https://ann@a.example/", id="a login name"),
        pytest.param("https://bank.example@a.example/", id="a misleading login name"),
        pytest.param("https://[::1", id="half a bracket"),
        pytest.param('https://a.example/"onclick="x', id="a quotation mark"),
        pytest.param("https://a.example/'x", id="an apostrophe"),
        pytest.param("https://a.example/<b>", id="a tag"),
        pytest.param("https://a.example/`x", id="a grave accent"),
        pytest.param("https://a.example\\@b.example", id="a backslash"),
        pytest.param("https://a.example/ x", id="a space"),
        pytest.param(" https://a.example/", id="a space before"),
        pytest.param("https://a.example/\tx", id="a tab"),
        pytest.param("https://a.example/\nDate: x", id="a line break"),
        pytest.param("https://a.example/\u2028x", id="a line separator"),
        pytest.param("https://a\u200b.example/", id="a zero-width space"),
        pytest.param("https://a.example/\u202ex", id="a change of direction"),
        pytest.param("https://a.example/\0", id="a nul"),
        pytest.param(WEBSITE + "x" * (WEBSITE_LIMIT - len(WEBSITE) + 1), id="too long"),
    ],
)
def test_what_could_not_stand_in_a_link_is_no_website(website: str) -> None:
    assert (is_web_address(website), problem(website=website)) == (
        False,
        "The comment's website is not a web address.",
    )


def test_a_text_is_kept_exactly_as_it_was_typed() -> None:
    text = "  <em>I</em> agree.\n\n\tAnd\u2028more…\n "

    assert a_comment(text=text).text == text


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\t\u00a0"])
def test_a_text_says_something(text: str) -> None:
    assert problem(text=text) == "The comment's text is empty."


@pytest.mark.parametrize(
    "character",
    ["\0", "\x08", "\v", "\f", "\r", "\x1b", "\x7f", "\x85", "\x9f", "\ud800", "\ufffe", "\uffff"],
)
def test_a_text_holds_nothing_that_feeds_or_databases_cannot(character: str) -> None:
    assert problem(text=f"I agree{character}.") == "The comment's text holds control characters."


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param("a\r\nb\rc\n", "a\nb\nc\n", id="line breaks of every system"),
        pytest.param("a\tb", "a\tb", id="tabs"),
        pytest.param("a\0b\x1b[2Jc\x7f\x85", "ab[2Jc", id="controls"),
        pytest.param("a\ud800b\uffffc", "abc", id="what is no character"),
        pytest.param("a\u2028b\u200d👩‍🚀", "a\u2028b\u200d👩‍🚀", id="every other character"),
    ],
)
def test_what_is_typed_can_be_cleared_of_controls(typed: str, kept: str) -> None:
    assert without_controls(typed) == kept


def test_what_was_cleared_of_controls_is_a_valid_text() -> None:
    everything = "".join(map(chr, range(0x11000)))

    assert a_comment(text=without_controls(everything)).text


def test_new_ids_are_valid_and_never_look_like_numbers() -> None:
    made = {new_id() for _ in range(1000)}

    assert all(ID.match(id) and not id[0].isdigit() for id in made)


def test_new_ids_use_every_letter_there_is() -> None:
    assert set("".join(new_id() for _ in range(1000))) == set(ALPHABET)


def test_new_ids_do_not_repeat() -> None:
    assert len({new_id() for _ in range(1000)}) == 1000


def test_the_present_is_in_utc_and_has_no_more_than_seconds() -> None:
    now = utc_now()

    assert (now.microsecond, now.tzinfo, abs(now - datetime.now(UTC)) < timedelta(seconds=5)) == (0, UTC, True)
