"""Strangers' text on a terminal: nothing in it is obeyed, and columns stay columns."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from moderation.desk.terminal import columns, padded, shortened, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("Ann", "Ann", id="plain"),
        pytest.param("", "", id="nothing"),
        pytest.param("Zoë Müller-Łukasz", "Zoë Müller-Łukasz", id="accents"),
        pytest.param("e\u0301", "e\u0301", id="a combining accent"),
        pytest.param("李小龍 ひらがな 한글", "李小龍 ひらがな 한글", id="ideographs"),
        pytest.param("שלום عليكم", "שלום عليكم", id="from right to left"),
        pytest.param("👩\u200d👧 ❤\ufe0f", "👩\u200d👧 ❤\ufe0f", id="emoji held together by a joiner"),
        pytest.param("می\u200cخورم", "می\u200cخورم", id="Persian, kept apart by a non-joiner"),
        pytest.param("10\u00a0000\u3000€", "10\u00a0000\u3000€", id="other spaces"),
        pytest.param("\x1b[2J\x1b[1;1H", r"\x1b[2J\x1b[1;1H", id="clear the screen"),
        pytest.param("\x1b]0;owned\x07", r"\x1b]0;owned\x07", id="set the window's title"),
        pytest.param("\x9b31m", r"\x9b31m", id="an escape sequence in one character"),
        pytest.param("a\rb\bc\x00d\x7f", r"a\rb\x08c\x00d\x7f", id="back and over it"),
        pytest.param("a\tb", r"a\tb", id="a tab"),
        pytest.param("a\nb", r"a\nb", id="a line break"),
        pytest.param("a\u2028b\u2029c\x85d", r"a\u2028b\u2029c\x85d", id="line breaks of other kinds"),
        pytest.param("exe.\u202etxt", r"exe.\u202etxt", id="written backwards"),
        pytest.param("\u2066a\u2069\u200e\u200f\u061c", r"\u2066a\u2069\u200e\u200f\u061c", id="other directions"),
        pytest.param("a\u200bb\ufeffc\u00add", r"a\u200bb\ufeffc\xadd", id="characters of no width"),
        pytest.param("a\U000e0041b", r"a\U000e0041b", id="invisible tags"),
        pytest.param("\ue000\ufdd0\ud800", r"\ue000\ufdd0\ud800", id="no characters at all"),
    ],
)
def test_what_a_terminal_would_obey_or_hide_is_spelt_out(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_no_character_there_is_moves_the_cursor() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))

    shown = visible(everything)

    categories = {unicodedata.category(c) for c in shown if c not in "\u200c\u200d"}
    assert categories & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} == set()


def test_line_breaks_stay_where_lines_are_wanted() -> None:
    assert visible("one\ntwo\r\n\x1bthree", lines=True) == "one\ntwo\\r\n\\x1bthree"


@pytest.mark.parametrize(
    ("text", "width"),
    [
        pytest.param("", 0, id="nothing"),
        pytest.param("Ann", 3, id="letters"),
        pytest.param("Zoë", 3, id="an accent"),
        pytest.param("Zoe\u0308", 3, id="a combining accent"),
        pytest.param("李小龍", 6, id="ideographs"),
        pytest.param("\uff21", 2, id="a wide letter"),
        pytest.param("ﾊﾝ", 2, id="narrow kana"),
        pytest.param("👍", 2, id="an emoji"),
        pytest.param("می\u200cخورم", 6, id="a non-joiner"),
    ],
)
def test_columns_are_what_a_terminal_needs(text: str, width: int) -> None:
    assert columns(text) == width


@pytest.mark.parametrize(
    ("text", "width", "short"),
    [
        pytest.param("I agree.", 8, "I agree.", id="just fits"),
        pytest.param("I agree.", 7, "I agre…", id="one too many"),
        pytest.param("I agree.", 1, "…", id="room for nothing"),
        pytest.param("  one\n\n two\tthree ", 40, "one two three", id="on one line"),
        pytest.param("李小龍", 6, "李小龍", id="ideographs that fit"),
        pytest.param("李小龍", 5, "李小…", id="ideographs that do not"),
        pytest.param("李小龍", 4, "李…", id="half an ideograph"),
        pytest.param("李" * 100, 24, "李" * 11 + "…", id="many ideographs"),
        pytest.param("ab\u0301cd", 3, "ab\u0301…", id="an accent stays on its letter"),
        pytest.param("\x1b[2J" * 3, 12, r"\x1b[2J\x1b…", id="what is spelt out counts as spelt"),
    ],
)
def test_the_beginning_of_a_text_fits_its_columns(text: str, width: int, short: str) -> None:
    assert shortened(text, width) == short


@pytest.mark.parametrize("text", ["x" * 50, "李" * 50, "👍x" * 25, "\u202e" * 50, "e\u0301李" * 25])
@pytest.mark.parametrize("width", [1, 2, 3, 10, 49, 80])
def test_a_shortened_text_is_never_wider_than_it_should_be(text: str, width: int) -> None:
    assert columns(shortened(text, width)) <= width


@pytest.mark.parametrize("text", ["Ann", "李小龍", "e\u0301", "👍"])
def test_what_is_filled_up_fills_its_columns(text: str) -> None:
    assert columns(padded(text, 10) + "|") == 11
