"""Safe HTML as plain text: what a comment will look like, for a terminal, a screen reader, or a mail."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import NamedTuple

_SIGNS = {"strong": "*", "b": "*", "em": "_", "i": "_", "cite": "_", "code": "`", "del": "~", "strike": "~", "q": '"'}
"""What stands on both sides of a tag's text."""


class Plain(NamedTuple):
    """The text, with a number in brackets after each link, and where the links really lead, in that order."""

    text: str
    links: list[str]


def plain(html: str) -> Plain:
    """The text of HTML that ``sanitize.render`` has made."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return Plain("".join(reader.parts).strip(), reader.links)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.links: list[str] = []
        self._open: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.links.append(dict(attrs).get("href") or "")
            self._open.append(len(self.links))
        elif tag == "br":
            self.parts.append("\n")
        else:
            self.parts.append("\n\n" if tag in ("p", "blockquote") else _SIGNS.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._open:
            self.parts.append(f" [{self._open.pop()}]")
        else:
            self.parts.append(_SIGNS.get(tag, ""))

    def handle_data(self, data: str) -> None:
        self.parts.append(data)
