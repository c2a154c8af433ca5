"""WordPress's shortcodes: ``[gallery ids="1,2"]`` and the like become HTML, others stay as they were typed.

A bracket is no shortcode yet: people write ``[sic]``, ``[1]``, ``[W]hat`` and ``[see below]``. One that WordPress itself
brings, or SyntaxHighlighter, is known by its name. Another is taken for the shortcode of some plugin, and named to the
author, if it looks like one: it has an attribute (``[form id=7]``), a closing tag (``[box]…[/box]``), or a hyphen or
underscore in its name (``[contact-form]``); not within code. Unknown ones are never changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .shortcodehtml import CODE, ENCLOSING, Gallery, Shortcode, replacement

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
    last_closing = {match.group(1).lower(): match.start() for match in _CLOSING.finditer(text)}
    position, code_depth = 0, 0
    while match := _TOKEN.search(text, position):
        position = match.end()
        if tag := match.group("tag"):
            code_depth += {"pre": 1, "code": 1, "/pre": -1, "/code": -1}.get(tag.lower(), 0)
        elif found := _found(text, match, last_closing, in_code=code_depth > 0):
            yield found
            position = found.end


def _found(text: str, match: re.Match[str], last_closing: dict[str, int], *, in_code: bool) -> _Found | None:
    name, rest = match.group("name").lower(), match.group("rest")
    opened, closed = match.group("escape"), match.group("unescape")
    start, end, content = match.start(), match.end() - len(closed), ""
    if encloses := last_closing.get(name, -1) > match.end() and not rest.endswith("/") and not (opened and closed):
        closing = _closing(name).search(text, end)
        assert closing, "there is a later one"
        content, end = text[end : closing.start()], closing.end()
        closed = "]" if text.startswith("]", end) else ""
    known = name in CODE.keys() | ENCLOSING if encloses else name in {"gallery", "audio", "video"}
    if not known and (in_code or not (encloses or _LOOKS_LIKE_ONE.match(rest) or _COMPOUND.match(name))):
        return None
    escaped = bool(opened and closed)
    if not known and encloses and not escaped:  # its content may hold others
        end, content = match.end() - len(match.group("unescape")), ""
    start, end = (start, end + 1) if escaped else (start + len(opened), end)
    return _Found(start, end, Shortcode(match.group("name"), _attributes(rest), content), escaped, known)


def _closing(name: str) -> re.Pattern[str]:
    return re.compile(rf"\[/{re.escape(name)}\]", re.IGNORECASE)


def _attributes(rest: str) -> dict[str, str]:
    """The attributes by name, and those without one by their place: ``"0"``, ``"1"``."""
    named, nameless = {}, []
    for name, *quoted, bare, alone in _ATTRIBUTE.findall(rest.strip().removeprefix("=").removesuffix("/")):
        if name:
            named[name.lower()] = next(filter(None, quoted), "")
        else:
            nameless.append(bare or alone)
    return {str(place): value for place, value in enumerate(nameless)} | named
