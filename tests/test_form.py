from __future__ import annotations

import sys
from collections.abc import Mapping

import pytest

from builders import NOON
from moderation.comment import Comment
from moderation.errors import Refused
from moderation.intake.form import Form, Sender
from moderation.queue.submission import Submission

FILLED_IN = {
    "author": "Ann",
    "email": "ann@example.com",
    "url": "https://ann.example/",
    "comment": "I agree.",
    "comment_parent": "k7f3q2mx",
    "topic": "",
}
SENDER = Sender(ip="192.0.2.7", client="c11e27", user_agent="Firefox/140", referrer="https://blog.example/hello/")
MAX_TEXT = 100

NO_EMAIL = "That is not an email address: it should look like name@example.org, or be left out."
NO_ADDRESS = "That is not a web address: it should look like https://example.org, or be left out."
TOO_LONG = "Your comment has {} bytes; please keep it within 100."
NO_NAME = "Please give a name; a first name or a nickname will do."
NOT_ONE_LINE = "Please give your name on one line, without special control characters."
NO_PARENT = "That comment cannot be replied to; sent again, yours will answer the article."


def a_form(**fields: object) -> Form:
    """A form in order, with these fields filled in otherwise."""
    return Form.read(FILLED_IN | fields)


def submission(**fields: object) -> Submission:
    """What becomes of the form."""
    return a_form(**fields).submission("hello", SENDER, NOON, MAX_TEXT)


def problems(**fields: object) -> Mapping[str, str]:
    return a_form(**fields).problems(MAX_TEXT)


def test_a_form_makes_a_submission_with_everything_in_it() -> None:
    made = submission(topic="bait")

    comment = Comment(
        id=made.id,
        article="hello",
        author="Ann",
        date=NOON,
        text="I agree.",
        website="https://ann.example/",
        parent="k7f3q2mx",
    )
    assert made == Submission(
        comment=comment,
        email="ann@example.com",
        ip="192.0.2.7",
        client="c11e27",
        user_agent="Firefox/140",
        referrer="https://blog.example/hello/",
        trap="bait",
    )


def test_a_name_and_a_text_are_enough() -> None:
    made = Form.read({"author": "Ann", "comment": "I agree."}).submission("hello", SENDER, NOON, MAX_TEXT)

    assert (made.comment.website, made.comment.parent, made.email, made.trap) == ("", None, "", "")


def test_each_comment_gets_an_id_of_its_own() -> None:
    assert submission().id != submission().id


def test_fields_nobody_asked_for_are_passed_over() -> None:
    assert (
        a_form(state="approved", kind="author", Kind="author", id="aaaaaaaa", ip="127.0.0.1", verdict="ham") == a_form()
    )


def test_a_file_in_place_of_a_text_is_passed_over() -> None:
    assert a_form(email=b"ann@example.com") == a_form(email="")


# The text.


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param("  Two\n\n\n  lines\t. \n", "  Two\n\n\n  lines\t. \n", id="white space"),
        pytest.param("One\r\ntwo\r\n\r\nthree", "One\ntwo\n\nthree", id="line breaks as browsers send them"),
        pytest.param("One\rtwo", "One\ntwo", id="line breaks of long ago"),
        pytest.param("<b>x</b> & &amp; 'y' \"z\"", "<b>x</b> & &amp; 'y' \"z\"", id="HTML"),
        pytest.param("é e\u0301 ｱ 😀 \u202e \u2028", "é e\u0301 ｱ 😀 \u202e \u2028", id="other scripts"),
        pytest.param("a\x00b\x1b[2Jc\x7f\x85", "ab[2Jc", id="but no control characters"),
        pytest.param("half \ud83d", "half ?", id="nor half characters"),
    ],
)
def test_the_text_is_kept_as_it_was_typed(typed: str, kept: str) -> None:
    assert submission(comment=typed).comment.text == kept


# The other fields.


@pytest.mark.parametrize(
    ("typed", "website"),
    [
        pytest.param("https://ann.example/a?b=c#d", "https://ann.example/a?b=c#d", id="whole"),
        pytest.param("HTTP://ann.example", "HTTP://ann.example", id="loud"),
        pytest.param("ann.example", "https://ann.example", id="without the scheme"),
        pytest.param("ann.example:8080", "https://ann.example:8080", id="without the scheme, with a port"),
        pytest.param("www.ann.example/me", "https://www.ann.example/me", id="without the scheme, with www"),
        pytest.param(" ann.example ", "https://ann.example", id="with blanks around it"),
        pytest.param("", "", id="none"),
        pytest.param("  ", "", id="blank"),
    ],
)
def test_a_website_gets_the_scheme_that_people_leave_out(typed: str, website: str) -> None:
    assert submission(url=typed).comment.website == website


@pytest.mark.parametrize(
    ("typed", "parent"),
    [
        pytest.param("", None, id="none"),
        pytest.param("0", None, id="none, as WordPress says it"),
        pytest.param("k7f3q2mx", "k7f3q2mx", id="one of ours"),
        pytest.param("123", "123", id="an imported one"),
    ],
)
def test_the_form_says_what_it_replies_to(typed: str, parent: str | None) -> None:
    assert submission(comment_parent=typed).comment.parent == parent


def test_blanks_around_a_name_are_no_part_of_it() -> None:
    assert submission(author="\t Ann  Lee \n").comment.author == "Ann  Lee"


def test_what_fell_into_the_trap_is_one_short_thing_without_controls() -> None:
    assert submission(topic="\x1b" + "pills" * 100).trap == "pills" * 40


# Every message, word for word.


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        pytest.param({}, {}, id="nothing wrong"),
        pytest.param({"comment": ""}, {"comment": "Please write a comment."}, id="no text"),
        pytest.param({"comment": " \r\n\t"}, {"comment": "Please write a comment."}, id="blank text"),
        pytest.param({"comment": "x" * 101}, {"comment": TOO_LONG.format(101)}, id="text too long"),
        pytest.param({"comment": "é" * 51}, {"comment": TOO_LONG.format(102)}, id="text too long in bytes"),
        pytest.param({"author": ""}, {"author": NO_NAME}, id="no name"),
        pytest.param({"author": " "}, {"author": NO_NAME}, id="blank name"),
        pytest.param({"author": "\u200b\u2066"}, {"author": NO_NAME}, id="invisible name"),
        pytest.param({"comment": "\u200b\ufeff\n"}, {"comment": "Please write a comment."}, id="invisible text"),
        pytest.param({"author": "A\x00nn"}, {"author": NOT_ONE_LINE}, id="a control character in the name"),
        pytest.param({"author": "A\tnn"}, {"author": NOT_ONE_LINE}, id="a tab in the name"),
        pytest.param({"author": "x" * 246}, {"author": "Please keep the name within 245 characters."}, id="long name"),
        pytest.param({"email": "ann"}, {"email": NO_EMAIL}, id="no e-mail address"),
        pytest.param(
            {"email": f"{'x' * 90}@example.com"},
            {"email": "Please keep the email address within 100 characters."},
            id="long e-mail address",
        ),
        pytest.param({"url": "not a site"}, {"url": NO_ADDRESS}, id="no web address"),
        pytest.param(
            {"url": f"https://ann.example/{'x' * 181}"},
            {"url": "Please keep the website within 200 characters."},
            id="long website",
        ),
        pytest.param(
            {"url": f"ann.example/{'x' * 181}"},
            {"url": "Please keep the website within 200 characters."},
            id="website too long with its scheme",
        ),
        pytest.param({"comment_parent": "../etc"}, {"comment_parent": NO_PARENT}, id="no comment's id"),
        pytest.param({"comment_parent": "-1"}, {"comment_parent": NO_PARENT}, id="a number below 0"),
    ],
)
def test_each_mistake_has_its_sentence(fields: dict[str, str], found: dict[str, str]) -> None:
    assert problems(**fields) == found


def test_all_mistakes_are_told_at_once_in_the_order_of_the_form() -> None:
    with pytest.raises(Refused) as caught:
        submission(author="", comment="", email="x", url="x y", comment_parent="?")

    refused = caught.value
    assert (refused.status, refused.title) == (422, "Almost there")
    assert refused.detail == "Please correct what is marked below; nothing you typed is lost."
    assert list(refused.problems) == ["comment", "author", "email", "url", "comment_parent"]


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"author": "x" * 245}, id="name"),
        pytest.param({"author": "😀" * 245}, id="name of wide characters"),
        pytest.param({"email": f"{'x' * 88}@example.com"}, id="e-mail address"),
        pytest.param({"url": f"https://ann.example/{'x' * 180}"}, id="website"),
        pytest.param({"url": f"ann.example/{'x' * 180}"}, id="website without the scheme"),
        pytest.param({"comment": "é" * 50}, id="text"),
    ],
)
def test_what_just_fits_is_taken_whole(fields: dict[str, str]) -> None:
    assert (problems(**fields), a_form(**fields).typed()) == ({}, a_form().typed() | fields)


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"author": "x" * 246}, id="name"),
        pytest.param({"email": f"{'x' * 300}@example.com"}, id="e-mail address"),
        pytest.param({"url": f"https://ann.example/{'x' * 300}"}, id="website"),
        pytest.param({"comment": "x" * 100_000}, id="text"),
    ],
)
def test_what_is_too_long_is_refused_and_shown_again_whole(fields: dict[str, str]) -> None:
    form = a_form(**fields)

    with pytest.raises(Refused):
        form.submission("hello", SENDER, NOON, MAX_TEXT)

    assert form.typed() == a_form().typed() | fields


def test_the_trap_is_not_shown_again() -> None:
    assert "topic" not in a_form(topic="bait").typed()


# A name with a line break would forge a header in a comment file.


LINE_BREAKS = [c for c in map(chr, range(sys.maxunicode + 1)) if len(f"a{c}b".splitlines()) > 1]


@pytest.mark.parametrize("separator", [pytest.param(c, id=f"U+{ord(c):04X}") for c in LINE_BREAKS])
def test_a_name_is_one_line_by_every_reader_s_idea_of_lines(separator: str) -> None:
    assert problems(author=f"Ann{separator}Website: https://evil.example/") == {"author": NOT_ONE_LINE}


@pytest.mark.parametrize(
    "email",
    [
        pytest.param("ann@example.com", id="plain"),
        pytest.param("a.n+n_1'!#$%&*/=?^`{|}~-@sub.example-1.co", id="odd and right"),
        pytest.param("ann@localhost", id="a host without a dot, as browsers have it"),
        pytest.param(" ann@example.com ", id="with blanks around it"),
    ],
)
def test_an_e_mail_address_is_what_browsers_take_for_one(email: str) -> None:
    assert submission(email=email).email == email.strip()


@pytest.mark.parametrize(
    "email",
    [
        pytest.param("@example.com", id="nobody"),
        pytest.param("ann@", id="nowhere"),
        pytest.param("ann@@example.com", id="twice at"),
        pytest.param("ann@example..com", id="two dots"),
        pytest.param("ann@-example.com", id="a leading hyphen"),
        pytest.param("ann lee@example.com", id="a blank"),
        pytest.param("ann@example.com\nBcc: bob@example.com", id="a header"),
        pytest.param("ann@example.com,bob@example.com", id="two"),
        pytest.param("Ann <ann@example.com>", id="with a name"),
        pytest.param("änn@example.com", id="not ASCII"),
    ],
)
def test_what_is_no_e_mail_address_is_told(email: str) -> None:
    assert problems(email=email) == {"email": NO_EMAIL}


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("javascript:alert(1)", id="script"),
        pytest.param("data:text/html,x", id="data"),
        pytest.param("ftp://ann.example/", id="another scheme"),
        pytest.param("mailto:ann@example.com", id="mail"),
        pytest.param("https://ann:secret@ann.example/", id="with a password"),
        pytest.param("ann@example.com", id="an e-mail address"),
        pytest.param('https://ann.example/" onclick="x', id="out of the attribute"),
        pytest.param("https://ann.example/\nx", id="two lines"),
        pytest.param("https://", id="nowhere"),
        pytest.param("https://[::1", id="half a bracket"),
    ],
)
def test_what_is_no_web_address_is_told(url: str) -> None:
    assert problems(url=url) == {"url": NO_ADDRESS}
