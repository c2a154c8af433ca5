"""Paragraphs, line breaks and links in a comment's tree, as WordPress makes them, but before it is serialised.

WordPress rewrites finished HTML with regular expressions (``wpautop``, ``make_clickable``). A line break inside an
attribute then became a tag (CVE-2026-93485). Here the tree's own tokens are rewritten, where text is only ever text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from .policy import REL
from .tokens import Token, attributes, characters, end, start, with_whole_texts

MAX_DEPTH = 12
"""Tags nested deeper than this are left out, their text kept."""
MAX_REOPENED = 1000
"""Every paragraph opens again what stood open in the one before; after so many tags, none does."""

# RFC 3986's characters and the letters of any script; no brackets, for the sake of [url=https://…]BBCode[/url].
_URL = re.compile(r"https?://[\w.~:/?#@!$&'()*+,;=%-]+", re.IGNORECASE)
_TRAILING = ".,:;!?'*_~"  # GitHub's list, and the apostrophe, so that 'https://…' and *https://…* are links, too
_NEWLINE = re.compile(r"(\n)")


class Paragraphs:
    """A filter over html5lib's tokens: blank lines become ``p``, line breaks ``br``, bare addresses links.

    Block and inline elements come out properly nested whatever came in: a quotation inside emphasis, or emphasis over
    several paragraphs, is closed before each border and opened again after it. Elements without text vanish.
    """

    def __init__(self, source: Iterable[Token], is_address: Callable[[str], bool]) -> None:
        self.source = source
        self.is_address = is_address
        self.inline: list[Token | None] = []  # None stands for one that is left out
        self.deeper = 0  # how many more there are
        self.opened = 0  # how many of them stand open in the paragraph
        self.quotes: list[Token | None] = []
        self.quoted = 0  # how many of them stand open
        self.in_paragraph = False
        self.breaks = 0  # line breaks since the last visible text
        self.reopened = 0

    def __iter__(self) -> Iterator[Token]:
        for token in with_whole_texts(self.source):
            yield from self._token(token)
        yield from self._close_paragraph()

    def _token(self, token: Token) -> Iterator[Token]:
        match token["type"]:
            case "Characters":
                yield from self._text(token["data"])
            case "StartTag" if token["name"] == "blockquote":
                yield from self._open_quote(start("blockquote", attributes(token)))
            case "EndTag" if token["name"] == "blockquote":
                yield from self._close_quote()
            case "StartTag":
                self._open_inline(_inline(token["name"], attributes(token)))
            case "EndTag":
                yield from self._close_inline()

    def _text(self, text: str) -> Iterator[Token]:
        for line in _NEWLINE.split(text):
            if line == "\n":
                self.breaks += 1
            elif line.strip():
                yield from self._line(line)
            elif line and self.in_paragraph and not self.breaks:
                yield characters(line)

    def _line(self, line: str) -> Iterator[Token]:
        if any(tag and tag["name"] in ("a", "code") for tag in self.inline):
            yield from self._visible(characters(line))
            return
        place = 0
        for match in _URL.finditer(line):
            url = _without_trailing_punctuation(match.group())
            cut = (
                unicodedata.category(line[match.end() : match.end() + 1] or " ")[0] == "M"
            )  # a vowel sign is no letter
            if cut or not self.is_address(url):
                continue
            yield from self._visible(characters(line[place : match.start()]))
            yield from self._visible(*_link(url))
            place = match.start() + len(url)
        yield from self._visible(characters(line[place:]))

    def _visible(self, *tokens: Token) -> Iterator[Token]:
        """The tokens, inside a paragraph and all elements that should be open there."""
        if not any(token.get("data") or token.get("name") for token in tokens):
            return
        if self.breaks > 1:
            yield from self._close_paragraph()
        if not self.in_paragraph:
            self.in_paragraph = True
            self.reopened += len(self.inline)
            if self.reopened > MAX_REOPENED:
                self.inline = [None] * len(self.inline)
            yield from (quote for quote in self.quotes[self.quoted :] if quote)
            self.quoted = len(self.quotes)
            yield start("p")
        elif self.breaks == 1:
            yield {"type": "EmptyTag", "name": "br", "data": {}}
        self.breaks = 0
        yield from (tag for tag in self.inline[self.opened :] if tag)
        self.opened = len(self.inline)
        yield from tokens

    def _open_inline(self, tag: Token | None) -> None:
        if len(self.inline) < MAX_DEPTH:
            self.inline.append(tag)
        else:
            self.deeper += 1

    def _close_inline(self) -> Iterator[Token]:
        if self.deeper:
            self.deeper -= 1
            return
        if len(self.inline) == self.opened:
            self.opened -= 1
            if tag := self.inline[-1]:
                yield end(tag["name"])
        self.inline.pop()

    def _close_paragraph(self) -> Iterator[Token]:
        if self.in_paragraph:
            yield from (end(tag["name"]) for tag in reversed(self.inline[: self.opened]) if tag)
            yield end("p")
        self.in_paragraph, self.opened, self.breaks = False, 0, 0

    def _open_quote(self, token: Token) -> Iterator[Token]:
        yield from self._close_paragraph()
        self.quotes.append(token if len(self.quotes) < MAX_DEPTH else None)

    def _close_quote(self) -> Iterator[Token]:
        yield from self._close_paragraph()
        if len(self.quotes) == self.quoted:
            self.quoted -= 1
            if self.quotes[-1]:
                yield end("blockquote")
        self.quotes.pop()


def _inline(name: str, typed: dict[str, str]) -> Token | None:
    """The start tag; a link gets our ``rel``, and one that leads nowhere is left out."""
    if name != "a":
        return start(name, typed)
    return start("a", {**typed, "rel": REL}) if "href" in typed else None


def _link(url: str) -> tuple[Token, Token, Token]:
    return start("a", {"href": url, "rel": REL}), characters(url), end("a")


def _without_trailing_punctuation(url: str) -> str:
    unopened = url.count(")") - url.count("(")
    length = len(url)
    while url[length - 1] in _TRAILING or (url[length - 1] == ")" and unopened > 0):
        unopened -= url[length - 1] == ")"
        length -= 1
    return url[:length]
