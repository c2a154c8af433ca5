"""Texts that make a careless parser slow: each is a beginning and a part that is repeated."""

from __future__ import annotations

LONGEST = 65_536
"""Characters: the most that a comment may have."""

PARTS = {
    "words": ("", "word "),
    "lines": ("", "x\n"),
    "paragraphs": ("", "x\n\n"),
    "paragraphs in emphasis": ("<b>", "x\n\n"),
    "blank lines": ("", "\n "),
    "spaces": ("x", " "),
    "open tags": ("", "<b>"),
    "open tags, all different": ("", "<b title={n}>"),
    "open quotations": ("", "<blockquote><b>"),
    "overlapping tags": ("", "<b><i></b>"),
    "closed tags": ("", "</b>"),
    "tables": ("", "<table><td>"),
    "half tags": ("", "<"),
    "a long tag": ("<", "a"),
    "a long title": ("<abbr title='", "&amp;"),
    "a comment": ("<!--", "--!"),
    "a declaration": ("<!DOCTYPE ", "x"),
    "raw text": ("<textarea>", "</"),
    "ampersands": ("", "&"),
    "half references": ("", "&#1"),
    "a long reference": ("&", "a"),
    "addresses": ("", "http://a.example "),
    "half addresses": ("", "http://"),
    "brackets after an address": ("http://a.example/", ")"),
    "punctuation after an address": ("http://a.example/", ".)"),
    "brackets in an address": ("http://a.example/", "("),
    "attributes": ("<b ", "a=b "),
    "attributes, all different": ("<a ", "a{n}=b "),
    "paragraphs in nested emphasis": ("<b><i>" * 300, "x\n\n"),
    "paragraphs in nested quotations": ("<blockquote><i>" * 300, "x\n\n"),
    "links": ("", "<a href='http://a.example/'>a</a>"),
    "zero-width characters": ("", "\u200b"),
    "joiners": ("", "é\u200d\u200c"),
    "encoded zero-width characters": ("", "&#8203;"),
}
"""Beginning and part of each; ``{n}`` in a part is its number."""


def long_text(name: str, length: int = LONGEST) -> str:
    """So many characters of it."""
    start, part = PARTS[name]
    parts = "".join(part.replace("{n}", str(number)) for number in range(length // len(part) + 1))
    return (start + parts)[:length]
