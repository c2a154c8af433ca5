"""A last look at what stands between the markers of a page, whoever wrote it there: our renderer, a theme, a plugin.

The text of each comment must be what ``sanitize`` could have written. Around it a theme may do as it likes, but nothing
there may run, load, restyle the page, or lead to an address that is no address of the web.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import accumulate

from ..errors import UnsafeHtml
from ..markup.policy import SCHEMES
from ..sanitize import objection
from .familiar import is_familiar

_RUNNING = re.compile(
    r"(?:animate|applet|base|embed|frame|frameset|iframe|link|meta|object|portal|set|style|template)\Z"
)
_DATA = [("type", "application/ld+json")]
"""The attributes of the only script there may be: one that browsers do not run (HTML, 4.12.1, “data block”)."""
_ADDRESS = re.compile(r"(?:action|background|cite|data|formaction|href|ping|poster|src|xlink:href)\Z")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_PASSED_OVER = re.compile(r"[\x00-\x20]")  # browsers find schemes with these in them, too


def verify(html: str) -> None:
    """Raises UnsafeHtml, with the id of the comment, if there is anything in this part of a page that should not be."""
    if not is_familiar(html):
        parse(html)


def parse(html: str) -> None:
    """The same, however it is written. Raises UnsafeHtml."""
    part = _Part(html)
    part.feed(html)
    part.close()
    if part.content:
        part.object_to("its text has no end")


class _Part(HTMLParser):
    """Finds each comment, the text in its ``.e-content``, and what else there is."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.html = html
        self.lines = [0, *accumulate(len(line) + 1 for line in html.split("\n"))]
        self.comment = ""
        self.content = ""  # the name of the element that holds the text
        self.depth = 0  # how many elements of this name are open
        self.begin = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if (id := attributes.get("id", "")).startswith("comment-") and tag == "article":
            self.comment = id.removeprefix("comment-")
        if _RUNNING.match(tag) or (tag == "script" and attrs != _DATA):
            self.object_to(f"<{tag}>")
        for name, value in attrs:
            if _is_dangerous(name, value or ""):
                self.object_to(f"<{tag}> with {name}={value!r}")
        if self.content:
            self.depth += tag == self.content
        elif "e-content" in attributes.get("class", "").split():
            self.content, self.depth = tag, 1
            self.begin = self._place() + len(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == self.content
        if self.content and not self.depth:
            self.content = ""
            if found := objection(self.html[self.begin : self._place()]):
                self.object_to(found)

    def handle_data(self, data: str) -> None:
        if self.cdata_elem and "<" in data:  # nothing else could make a browser end it elsewhere
            self.object_to(f"<{self.cdata_elem}> with {data!r}")

    def object_to(self, found: str) -> None:
        raise UnsafeHtml(found, self.comment)

    def _place(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column


def _is_dangerous(name: str, value: str) -> bool:
    if _ADDRESS.match(name):
        scheme = _SCHEME.match(_PASSED_OVER.sub("", value))
        return bool(scheme and scheme[1].lower() not in SCHEMES)
    return name.startswith("on") or name in ("style", "srcdoc")
