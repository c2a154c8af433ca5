"""What a page says, and what of that is the same in English and in another language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from babel.messages.pofile import read_po
from justhtml import Text

from moderation.language import LOCALES
from themesite import HOSTILE, Page

LANGUAGES = sorted(path.parts[-3] for path in LOCALES.rglob("*.po"))
READ_OUT = ("aria-label", "alt", "title", "placeholder")
OWN = {
    *("Blog", "Notes on selling to people you will meet again", "Mara Lindqvist", "Trust", "boats", "apples"),
    *("<b>bold</b>", "About", "Privacy", "Thanks", "Hello", "Other", "Unready", "سلام", "Words.", "All of it."),
    *(HOSTILE, "Ann", "Zoë", "Boats", 'alert("hello")', "I agree."),
    *("HTML", "HyperText Markup Language"),
}
"""What blogs of tests and their readers say, and neither theme nor intake."""


def left_in_english(language: str, english: str, translated: str) -> list[str]:
    """What is the same on both pages, and should not be."""
    same = {*_said(english)} & {*_said(translated)} - OWN
    return [text for text in same if not _alike(language).fullmatch(text)]


def texts(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    """A message's text, or its singular and plural."""
    return [text] if isinstance(text, str) else [*(text or ())]


def _said(html: str) -> Iterator[str]:
    """Every piece of text that a page shows or reads out."""
    for element in Page(html).all("*:not(script):not(code)"):
        shown = [child.data or "" for child in element.children or () if isinstance(child, Text)]
        for text in [*shown, *(element.attrs.get(name) or "" for name in READ_OUT)]:
            yield from text.strip().split(" · ")


@cache
def _alike(language: str) -> re.Pattern[str]:
    """What is the same in English."""
    with (LOCALES / language / "LC_MESSAGES/messages.po").open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    pairs = [pair for one in messages for pair in zip(texts(one.id), texts(one.string), strict=True)]
    same = [re.sub(r"%\\\(\w+\\\)s", ".+", re.escape(english)) for english, other in pairs if english == other]
    return re.compile("|".join([*same, r"[\W\d]*"]))
