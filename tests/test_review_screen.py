"""What a review shows of a comment: on any screen the keys and the beginning of the text, nothing that is obeyed."""

from __future__ import annotations

import pytest

from builders import a_submission
from moderation.desk.review.plaintext import plain
from moderation.desk.review.screen import KEYS, screen, whole
from moderation.desk.review.sitting import Case
from moderation.desk.terminal import columns
from moderation.queue.submission import Reason, State, Submission, Verdict
from moderation.sanitize import render

SUBMISSION = a_submission(
    "k7f3q2mx",
    author="Zoë",
    email="zoe@example.com",
    text="See <a href='https://evil.example/'>your bank</a>.",
    verdict=Verdict.UNSURE,
    reasons=(Reason("links", "there are 3 links in it, more than 2", 3.0),),
)
RECORD = {State.APPROVED: 2, State.SPAM: 1, State.TRASH: 0, State.PENDING: 1}


def a_case(submission: Submission = SUBMISSION, alike: int = 0, parent: Submission | None = None) -> Case:
    """The first of three that wait."""
    return Case(submission=submission, position=1, of=3, parent=parent, alike=alike, record=RECORD)


def test_the_screen_word_for_word() -> None:
    parent = a_submission("aaaaaaaa", author="Ann", text="I agree.")

    assert screen(a_case(alike=2, parent=parent), 80, 24).split("\n") == [
        "1 of 3: k7f3q2mx on hello, 2026-11-23 12:00",
        "In reply to Ann: I agree.",
        "By Zoë <zoe@example.com>",
        "From this address so far: 2 approved, 1 spam, 0 trash.",
        "Verdict: unsure (score 3)",
        "  links: there are 3 links in it, more than 2 (+3)",
        "2 more that wait say the same: A, S or T decides them all.",
        "-" * 80,
        "See your bank [1].",
        "-" * 80,
        "[1] https://evil.example/",
        "[a]pprove [s]pam [t]rash [e]dit [r]eply bloc[k] [n]ext [b]ack [u]ndo [v]iew",
        "[o]pen ? [q]uit",
    ]


def test_it_can_be_shown_as_it_was_typed() -> None:
    assert "See <a href='https://evil.example/'>your bank</a>." in screen(a_case(), 80, 24, typed=True)


@pytest.mark.parametrize(("width", "height"), [(80, 24), (40, 20), (200, 50)])
def test_a_long_text_is_cut_to_the_screen_and_says_so(width: int, height: int) -> None:
    long = a_submission(text="word " * 3000)

    lines = screen(a_case(long), width, height).split("\n")

    assert len(lines) == height - 1
    assert max(map(columns, lines)) <= width
    assert [line for line in lines if line.endswith("more lines: m shows them.")]
    assert "".join(lines).endswith("[q]uit")


def test_the_whole_text_is_there_for_who_asks() -> None:
    long = a_submission(text="word " * 1000)

    assert whole(a_case(long), 80).split() == ["word"] * 1000


def test_on_the_smallest_screen_there_are_still_text_and_keys() -> None:
    lines = screen(a_case(a_submission(text="word " * 1000)), 20, 5)

    assert "word word" in lines
    assert " ".join(lines.split()).endswith(" ".join(KEYS.split())[-20:])


def test_nothing_a_stranger_typed_is_obeyed() -> None:
    hostile = a_submission(text="I\u202e agree.", email="a\x1b[2Jb@example.com", reasons=(Reason("x\x1b[m", "y\x07"),))

    shown = screen(a_case(hostile), 80, 24) + whole(a_case(hostile), 80)

    assert all(c.isprintable() or c == "\n" for c in shown)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("One.\nTwo.\n\nThree.", "One.\nTwo.\n\nThree."),
        ("<b>a</b> <i>b</i> <code>c</code> <del>d</del> <q>e</q>", '*a* _b_ `c` ~d~ "e"'),
        ("1 &lt; 2 <script>x</script>", "1 < 2 x"),
        ("<blockquote>Quoted.</blockquote>", "Quoted."),
    ],
)
def test_html_as_plain_text(typed: str, text: str) -> None:
    assert plain(render(typed).html).text == text


def test_each_link_says_where_it_really_leads() -> None:
    typed = "<a href='https://a.example/'>https://bank.example/</a> and https://b.example/"

    assert plain(render(typed).html) == (
        "https://bank.example/ [1] and https://b.example/ [2]",
        ["https://a.example/", "https://b.example/"],
    )
