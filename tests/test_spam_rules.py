from __future__ import annotations

import time

import pytest

from builders import a_submission
from moderation.comment import without_controls
from moderation.queue.submission import Reason, State, Submission
from moderation.spam.judge import Check
from moderation.spam.rules import Duplicates, Links, trapped

A = "https://a.example/"
B = "https://b.example/page?x=1&y=2"


def test_whoever_fills_in_the_hidden_field_is_caught() -> None:
    assert trapped(a_submission(trap="Cheap pills")) == Reason("trapped", "the hidden field was filled in", 5)


def test_whoever_leaves_the_hidden_field_alone_is_not() -> None:
    assert trapped(a_submission()) is None


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


def lookalikes(*found: Submission) -> Duplicates:
    """The rule, where the queue holds these with the same text."""
    return Duplicates(lambda _: list(found))


def test_a_text_never_seen_before_is_no_duplicate() -> None:
    assert lookalikes()(a_submission()) is None


def test_a_submission_is_no_duplicate_of_itself() -> None:
    submission = a_submission(state=State.SPAM)

    assert lookalikes(submission)(submission) is None


def test_the_text_of_spam_is_spam() -> None:
    rule = lookalikes(
        a_submission("aaaaaaaa", state=State.APPROVED),
        a_submission("bbbbbbbb", state=State.SPAM),
        a_submission("cccccccc", state=State.SPAM, article="other"),
    )

    assert rule(a_submission()) == Reason("duplicates", "the same text is in the spam list: bbbbbbbb, cccccccc", 5)


@pytest.mark.parametrize("state", [State.PENDING, State.APPROVED, State.TRASH])
def test_the_same_text_under_another_article_is_suspicious(state: State) -> None:
    rule = lookalikes(a_submission("aaaaaaaa", article="other", state=state))

    assert rule(a_submission()) == Reason("duplicates", "the same text was sent before: aaaaaaaa", 2)


def test_the_same_text_once_under_this_article_is_a_person_who_pressed_twice() -> None:
    assert lookalikes(a_submission())(a_submission()) is None


def test_the_same_text_twice_under_this_article_is_suspicious() -> None:
    rule = lookalikes(a_submission("aaaaaaaa"), a_submission("bbbbbbbb"))

    assert rule(a_submission()) == Reason("duplicates", "the same text was sent before: aaaaaaaa, bbbbbbbb", 2)


def test_of_many_duplicates_a_few_are_named() -> None:
    reason = lookalikes(*(a_submission(str(10**17 + n)) for n in range(4000)))(a_submission())

    assert reason is not None
    assert reason.saw.endswith("100000000000000004 and 3995 more")
    assert len(reason.saw) <= 200


NASTY = a_submission(
    author="ann@example.com",
    email="ann@example.com",
    ip="192.0.2.7",
    trap="ann@example.com\x1b[2J\n192.0.2.7",
    text=without_controls("<a href='mailto:ann@example.com'>x</a> https://192.0.2.7/ ") * 5000,
)


@pytest.mark.parametrize(
    "check",
    [
        pytest.param(trapped, id="trapped"),
        pytest.param(Links(), id="links"),
        pytest.param(lookalikes(a_submission(article="other", email="ann@example.com")), id="duplicates"),
    ],
)
def test_a_reason_is_one_short_line_and_holds_nothing_private(check: Check) -> None:
    reason = check(NASTY)

    assert reason is not None
    assert len(reason.saw) <= 200
    assert reason.saw.isprintable()
    assert "@" not in reason.saw
    assert "192.0.2.7" not in reason.saw
