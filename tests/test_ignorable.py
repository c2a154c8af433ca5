"""Characters without a shape: kept where a script or an emoji needs them, left out where they only hide or reorder."""

# ruff: noqa: RUF001  letters of other scripts are what this is about

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.markup.ignorable import as_seen

FORMATS = "".join(chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) == "Cf")
SELECTORS = "\ufe0e\ufe0f\U000e0100\u180b"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        pytest.param("a\u202eb\u202cc", "abc", id="an override"),
        pytest.param("a\u202bb\u202cc", "abc", id="an embedding"),
        pytest.param("a\u2066b\u2069c", "abc", id="an isolate"),
        pytest.param("v\u200bi\u200bagra", "viagra", id="zero-width spaces"),
        pytest.param("v\u200di\u200cagra", "viagra", id="joiners between Latin letters"),
        pytest.param("vi\u00adagra", "viagra", id="a soft hyphen"),
        pytest.param("v\u2060i\ufeffagra", "viagra", id="word joiners"),
        pytest.param("a\u3164b\uffa0c", "abc", id="letters without a shape"),
        pytest.param("a\U000e0069\U000e0067b", "ab", id="tags"),
        pytest.param("a\U000e0101\U000e0102b", "ab", id="selectors of nothing"),
        pytest.param("\u200d\u200da", "a", id="at the beginning"),
        pytest.param("é\u200c\u200d\u200c\u200da", "é\u200ca", id="a message in joiners"),
        pytest.param("א\u200f\u200f\u200f\u200eב", "א\u200fב", id="a message in directional marks"),
        pytest.param("é\u202e\u200d", "é\u200d", id="something useful behind something useless"),
    ],
)
def test_what_only_hides_or_reorders_is_left_out(text: str, seen: str) -> None:
    assert as_seen(text) == seen


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("می\u200cخواهم", id="Persian"),
        pytest.param("ක්\u200dෂ", id="Sinhala"),
        pytest.param("അവന്\u200d.", id="Malayalam at the end of a word"),
        pytest.param("שלום (C++\u200e) \u200fעולם!", id="Hebrew with marks"),
        pytest.param("العربية\u061c 2026", id="Arabic with a mark"),
        pytest.param("👩\u200d👩\u200d👧\u200d👦 👨🏽\u200d💻", id="families and professions"),
        pytest.param("❤\ufe0f\u200d🔥 ☎\ufe0e", id="emoji and text presentation"),
        pytest.param("1\ufe0f\u20e3 #\ufe0f\u20e3", id="keycaps"),
        pytest.param("🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", id="Scotland"),
        pytest.param("葛\U000e0100飾区", id="an ideograph's variant"),
        pytest.param("Zoë's naïve café", id="Latin letters with marks"),
    ],
)
def test_what_a_script_or_an_emoji_needs_stays(text: str) -> None:
    assert as_seen(text) == text


def test_emoji_stay_as_unicode_lists_them(corpora: Path) -> None:
    listed = (corpora / "text/emoji.txt").read_text(encoding="utf-8").split("\n")

    assert len(listed) > 100
    assert [line for line in listed if as_seen(line.removeprefix("\ufeff")) != line.removeprefix("\ufeff")] == []


@given(st.text(st.sampled_from([*FORMATS, *SELECTORS, *"a1 é🏴אم❤"])))
def test_seen_twice_a_text_is_the_same(text: str) -> None:
    assert as_seen(as_seen(text)) == as_seen(text)


@given(st.text(st.sampled_from([*FORMATS, *SELECTORS, *"a1 é🏴אم❤"])))
def test_nothing_that_has_a_shape_is_lost(text: str) -> None:
    shapeless = {*FORMATS, *SELECTORS}

    assert [c for c in as_seen(text) if c not in shapeless] == [c for c in text if c not in shapeless]


@given(st.text(st.sampled_from([*FORMATS, *"a1 é🏴אم❤"])))
def test_no_text_changes_the_order_of_what_follows(text: str) -> None:
    assert not {*as_seen(text)} & {*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}


def test_naughty_strings_keep_their_letters(corpora: Path) -> None:
    strings = json.loads((corpora / "text/blns.part-a.json").read_text(encoding="utf-8"))

    assert all([c for c in as_seen(s) if c.isalnum()] == [c for c in s if c.isalnum()] for s in strings)
