"""WordPress's shortcodes: ``[gallery ids="1,2"]`` and the like become HTML, others stay as they were typed.

A bracket is no shortcode yet: people write ``[sic]``, ``[1]``, ``[W]hat`` and ``[see below]``. One that WordPress
itself brings, or SyntaxHighlighter, is known by its name. Another is taken for the shortcode of some plugin, and named
to the author, if it looks like one: it has an attribute (``[form id=7]``), a closing tag (``[box]…[/box]``), or a
hyphen or underscore in its name (``[contact-form]``); not within code. Unknown ones are never changed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .shortcodehtml import ALONE, ENCLOSING, Gallery, Shortcode, replacement

# A tag or the beginning of a comment, in which no brackets count; or an opening shortcode. Neither can hold the
# character it begins with, so that looking for a missing end never reaches far.
_TOKEN = re.compile(
    r"<(?P<tag>!--|/?[a-z][a-z0-9]*)[^<>]*>"
    r"|(?P<escape>\[?)\[(?P<name>[a-z][\w-]*)(?P<rest>(?:[\s=/][^\[\]]*)?)\](?P<unescape>\]?)",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"\[/([a-z][\w-]*)\]", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'/]+))|"([^"]*)"|([^\s"'=]+)""")
_LOOKS_LIKE_ONE = re.compile(r"\s+[\w-]+\s*=\s*[\"'\w&#]")
_COMPOUND = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)+\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    """A shortcode in a text, from the first bracket to the last."""

    start: int
    end: int
    code: Shortcode
    escaped: bool
    known: bool


def expand(text: str, gallery: Gallery) -> tuple[str, tuple[str, ...]]:
    """The text with the known shortcodes as HTML and ``[[escaped]]`` ones without their second brackets; and the
    names of those that are left because nobody here knows them, or knows what they show."""
    unknown: dict[str, None] = {}

    def shown(found: _Found) -> str:
        if found.escaped:
            return text[found.start + 1 : found.end - 1]
        html = replacement(found.code, gallery) if found.known else None
        if html is None:
            unknown[found.code.name] = None
        return text[found.start : found.end] if html is None else html

    return _replaced(text, shown), tuple(unknown)


def protect(html: str) -> str:
    """The HTML with ``[gallery]`` as ``[[gallery]]``, so that WordPress shows it instead of running it. Shortcodes
    unknown to us are left alone: where their plugin is, they are to work again."""

    def shown(found: _Found) -> str:
        shortcode = html[found.start : found.end]
        return f"[{shortcode}]" if found.known or found.escaped else shortcode

    return _replaced(html, shown)


def _replaced(text: str, shown: Callable[[_Found], str]) -> str:
    parts, end = [], 0
    for found in _shortcodes(text):
        parts += [text[end : found.start], shown(found)]
        end = found.end
    return "".join([*parts, text[end:]])


def _shortcodes(text: str) -> Iterator[_Found]:
    if "[" not in text:
        return
    closings: dict[str, list[re.Match[str]]] = {}
    for closing in _CLOSING.finditer(text):
        closings.setdefault(closing.group(1).lower(), []).append(closing)
    position, code_depth = 0, 0
    while match := _TOKEN.search(text, position):
        position = match.end()
        if tag := match.group("tag"):
            code_depth += {"pre": 1, "code": 1, "/pre": -1, "/code": -1}.get(tag.lower(), 0)
            continue
        closing_here = _first_after(match.end() - 1, closings.get(match.group("name").lower(), []))
        if found := _found(text, match, closing_here, in_code=code_depth > 0):
            yield found
            position = found.end


def _first_after(position: int, closings: list[re.Match[str]]) -> re.Match[str] | None:
    index = bisect_left(closings, position, key=re.Match.start)
    return closings[index] if index < len(closings) else None


def _found(text: str, match: re.Match[str], closing: re.Match[str] | None, *, in_code: bool) -> _Found | None:
    """The shortcode that begins here, if it is one."""
    name, rest = match.group("name").lower(), match.group("rest")
    opened, closed = bool(match.group("escape")), bool(match.group("unescape"))
    start, end, content = match.start(), match.end() - closed, ""
    known = name in ALONE
    if closing and name in ENCLOSING and not rest.endswith("/") and not (opened and closed):
        known, content, end = True, text[end : closing.start()], closing.end()
        closed = text.startswith("]", end)
    elif not known and (in_code or not (closing or _LOOKS_LIKE_ONE.match(rest) or _COMPOUND.match(name))):
        return None
    escaped = opened and closed
    code = Shortcode(match.group("name"), _attributes(rest), content)
    return _Found(start + (opened and not escaped), end + escaped, code, escaped, known)


def _attributes(rest: str) -> dict[str, str]:
    """The attributes by name, and those without one by their place: ``"0"``, ``"1"``."""
    named, nameless = {}, []
    for name, *quoted, bare, alone in _ATTRIBUTE.findall(rest.strip().removeprefix("=").removesuffix("/")):
        if name:
            named[name.lower()] = next(filter(None, quoted), "")
        else:
            nameless.append(bare or alone)
    return {str(place): value for place, value in enumerate(nameless)} | named
