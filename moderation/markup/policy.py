"""What a comment's HTML may hold: WordPress's classic allowed tags, as data.

The list is the one the comment form shows (WordPress, ``wp-includes/kses.php``, ``$allowedtags``, less ``s``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlsplit

VERSION = 7
"""Raise it with any change that makes other HTML of the same text: cached results are then made anew."""

TAGS: Mapping[str, frozenset[str]] = {
    "a": frozenset({"href", "title"}),
    "abbr": frozenset({"title"}),
    "acronym": frozenset({"title"}),
    "b": frozenset(),
    "blockquote": frozenset({"cite"}),
    "cite": frozenset(),
    "code": frozenset(),
    "del": frozenset({"datetime"}),
    "em": frozenset(),
    "i": frozenset(),
    "q": frozenset({"cite"}),
    "strike": frozenset(),
    "strong": frozenset(),
}
"""What a reader may type: each tag with its attributes."""

SCHEMES = frozenset({"http", "https", "mailto"})

REL = "ugc nofollow"
"""On every link, so that search engines give a commenter nothing for it."""

RENDERED: Mapping[str, frozenset[str]] = {**TAGS, "a": TAGS["a"] | {"rel"}, "p": frozenset(), "br": frozenset()}
"""What a page may hold: the tags above and what we add ourselves."""

_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s/]\S*\Z", re.IGNORECASE)
_DATE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,3})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?\Z"
)


def allows(tag: str, attribute: str, value: str) -> bool:
    """Whether the attribute may stay with this value, entities decoded."""
    if attribute not in TAGS.get(tag, ()):
        return False
    if not value.isprintable():
        # Line breaks and invisible characters inside attributes made both of WordPress's worst holes.
        return False
    return {"href": is_address, "cite": is_address, "datetime": is_date}.get(attribute, bool)(value)


def is_address(text: str) -> bool:
    """Whether a link may lead there: an absolute http, https or mailto address without white space."""
    try:
        parts = urlsplit(text)
        # Who reads https://bank.example@evil.example/ takes the name before the @ for the host.
        named = bool(parts.hostname and parts.port != 0 and "@" not in parts.netloc)
        leads_somewhere = parts.scheme.lower() == "mailto" or named
    except ValueError:  # urlsplit: "Invalid IPv6 URL", "Port could not be cast to integer value"
        return False
    return leads_somewhere and bool(_ADDRESS.match(text))


def is_date(text: str) -> bool:
    """Whether the text is a date or a moment as HTML's ``datetime`` wants it."""
    try:
        datetime.fromisoformat(text)  # takes a date alone, too, and weeks and other things that HTML does not know
    except ValueError:
        return False
    return bool(_DATE.match(text))


def describe() -> str:
    """The policy as the form shows it: ``<a href="" title=""> <abbr title=""> …``."""
    shown = ([tag, *(f'{name}=""' for name in sorted(names))] for tag, names in TAGS.items())
    return " ".join(f"<{' '.join(words)}>" for words in shown)
