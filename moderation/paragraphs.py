"""Paragraphs, line breaks and links in a comment's tree, as WordPress makes them, but before it is serialised.

WordPress rewrites finished HTML with regular expressions (``wpautop``, ``make_clickable``). A line break inside an
attribute then became a tag (CVE-2026-93485). Here the tree's own tokens are rewritten, where text is only ever text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from .policy import REL, is_address

Token = dict[str, Any]

MAX_DEPTH = 12
"""Tags nested deeper than this are left out, their text kept: every paragraph opens them all again."""

# RFC 3986's characters and the letters of any script; no brackets, for the sake of [url=https://…]BBCode[/url].
_URL = re.compile(r"https?://[\w.~:/?#@!$&'()*+,;=%-]+", re.IGNORECASE)
_TRAILING = ".,:;!?'*_~"  # GitHub's list, and the apostrophe, so that 'https://…' and *https://…* are links, too
_NEWLINE = re.compile(r"(\n)")


class Paragraphs:
    """A filter over html5lib's tokens: blank lines become ``p``, line breaks ``br``, bare addresses links.

    Block and inline elements come out properly nested whatever came in: a quotation inside emphasis, or emphasis over
    several paragraphs, is closed before each border and opened again after it. Elements without text vanish.
    """

    def __init__(self, source: Iterable[Token]) -> None:
        self.source = source
        self.inline: list[Token | None] = []  # None stands for one that is left out
        self.opened = 0  # how many of them stand open in the paragraph
        self.quotes: list[Token | None] = []
        self.quoted = 0  # how many of them stand open
        self.in_paragraph = False
        self.breaks = 0  # line breaks since the last visible text

    def __iter__(self) -> Iterator[Token]:
        for token in self.source:
            yield from self._token(token)
        yield from self._close_paragraph()

    def _token(self, token: Token) -> Iterator[Token]:
        match token["type"]:
            case "Characters" | "SpaceCharacters":
                yield from self._text(token["data"])
            case "Entity":
                yield from self._visible(token)
            case "StartTag" if token["name"] == "blockquote":
                yield from self._open_quote(token)
            case "EndTag" if token["name"] == "blockquote":
                yield from self._close_quote()
            case "StartTag":
                self.inline.append(_inline(token) if len(self.inline) < MAX_DEPTH else None)
            case "EndTag":
                yield from self._close_inline()

    def _text(self, text: str) -> Iterator[Token]:
        for line in _NEWLINE.split(text):
            if line == "\n":
                self.breaks += 1
            elif line.strip():
                yield from self._line(line)
            elif line and self.in_paragraph and not self.breaks:
                yield _characters(line)

    def _line(self, line: str) -> Iterator[Token]:
        if any(tag and tag["name"] in ("a", "code") for tag in self.inline):
            yield from self._visible(_characters(line))
            return
        end = 0
        for match in _URL.finditer(line):
            url = _without_trailing_punctuation(match.group())
            if not is_address(url):
                continue
            yield from self._visible(_characters(line[end : match.start()]))
            yield from self._visible(*_link(url))
            end = match.start() + len(url)
        yield from self._visible(_characters(line[end:]))

    def _visible(self, *tokens: Token) -> Iterator[Token]:
        """The tokens, inside a paragraph and all elements that should be open there."""
        if not any(token.get("data") or token.get("name") for token in tokens):
            return
        if self.breaks > 1:
            yield from self._close_paragraph()
        if not self.in_paragraph:
            self.in_paragraph = True
            yield from (quote for quote in self.quotes[self.quoted :] if quote)
            self.quoted = len(self.quotes)
            yield _start("p")
        elif self.breaks == 1:
            yield {"type": "EmptyTag", "name": "br", "data": {}}
        self.breaks = 0
        yield from (tag for tag in self.inline[self.opened :] if tag)
        self.opened = len(self.inline)
        yield from tokens

    def _close_inline(self) -> Iterator[Token]:
        if len(self.inline) == self.opened:
            self.opened -= 1
            if tag := self.inline[-1]:
                yield _end(tag["name"])
        self.inline.pop()

    def _close_paragraph(self) -> Iterator[Token]:
        if self.in_paragraph:
            yield from (_end(tag["name"]) for tag in reversed(self.inline[: self.opened]) if tag)
            yield _end("p")
        self.in_paragraph, self.opened, self.breaks = False, 0, 0

    def _open_quote(self, token: Token) -> Iterator[Token]:
        yield from self._close_paragraph()
        self.quotes.append(token if len(self.quotes) < MAX_DEPTH else None)

    def _close_quote(self) -> Iterator[Token]:
        yield from self._close_paragraph()
        if len(self.quotes) == self.quoted:
            self.quoted -= 1
            if self.quotes[-1]:
                yield _end("blockquote")
        self.quotes.pop()


def _inline(token: Token) -> Token | None:
    """The start tag; a link gets our ``rel``, and one that leads nowhere is left out."""
    if token["name"] != "a":
        return token
    attributes = token["data"]
    return {**token, "data": {**attributes, (None, "rel"): REL}} if (None, "href") in attributes else None


def _link(url: str) -> tuple[Token, Token, Token]:
    # bleach's serializer takes "&" in attributes for the start of an entity where it can.
    href = url.replace("&", "&amp;")
    return _start("a", {(None, "href"): href, (None, "rel"): REL}), _characters(url), _end("a")


def _without_trailing_punctuation(url: str) -> str:
    unopened = url.count(")") - url.count("(")
    end = len(url)
    while url[end - 1] in _TRAILING or (url[end - 1] == ")" and unopened > 0):
        unopened -= url[end - 1] == ")"
        end -= 1
    return url[:end]


def _characters(text: str) -> Token:
    return {"type": "Characters", "data": text}


def _start(name: str, attributes: dict[tuple[None, str], str] | None = None) -> Token:
    return {"type": "StartTag", "name": name, "data": attributes or {}, "namespace": None}


def _end(name: str) -> Token:
    return {"type": "EndTag", "name": name, "namespace": None}
