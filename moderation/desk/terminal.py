"""Strangers' text on a terminal: what would move the cursor, colour, hide or reverse is shown instead of done."""

from __future__ import annotations

import bisect
import itertools
import unicodedata
from functools import lru_cache

KEPT = "\u200c\u200d"
"""Joiners: scripts and emoji need them, and they hide nothing."""


def visible(text: str, lines: bool = False) -> str:
    """The text with control, format and other unprintable characters spelt out, as ``\\x1b`` or ``\\u202e``.

    Line breaks stay only where ``lines`` are wanted.
    """
    if text.isprintable():
        return text
    kept = KEPT + "\n" if lines else KEPT
    return "".join(c if c in kept or c == " " or not _hides(c) else _spelt(c) for c in text)


def shortened(text: str, width: int) -> str:
    """The beginning of the text on one line, within so many columns."""
    flat = visible(" ".join(text.split()))
    if columns(flat[: 2 * width]) <= width and len(flat) <= 2 * width:
        return flat
    ends = list(itertools.accumulate(map(_width, flat[:width])))
    return flat[: bisect.bisect_right(ends, width - 1)] + "…"


def padded(text: str, width: int) -> str:
    """The text filled up with spaces to so many columns."""
    return text + " " * (width - columns(text))


def columns(text: str) -> int:
    """How many columns a terminal needs for it: ideographs and emoji take two, combining marks none."""
    return len(text) if text.isascii() else sum(map(_width, text))


@lru_cache(maxsize=4096)
def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _hides(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp")


def _spelt(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
