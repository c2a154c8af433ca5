"""Entities: what they mean where a stranger typed them, and the few that we write."""

from __future__ import annotations

import html
import re
from html.entities import html5

_REFERENCE = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);")
_HALF = re.compile(rf"&(?=[a-zA-Z#])(?!{_REFERENCE.pattern[1:]})")


def decoded(typed: str) -> str:
    """The text that is meant. What lacks its semicolon is no entity, as in ``?a=1&copy=2``: bleach has it so, too."""
    return _REFERENCE.sub(_meant, typed) if "&" in typed else typed


def unmistakable(typed: str) -> str:
    """The same text, with ``&amp;`` for what only begins like an entity: bleach takes ``&#60x;`` for ``&#60;``, and
    where it leaves out a tag, ``&lt<s>;`` for ``&lt;``."""
    return _HALF.sub("&amp;", typed) if "&" in typed else typed


def text(plain: str) -> str:
    """The text as it stands between tags."""
    return html.escape(plain, quote=False)


def attribute(value: str) -> str:
    """The value as it stands between double quotation marks."""
    return text(value).replace('"', "&quot;")


def _meant(reference: re.Match[str]) -> str:
    known = reference[0][1] == "#" or reference[0][1:] in html5
    return html.unescape(reference[0]) if known else reference[0]
