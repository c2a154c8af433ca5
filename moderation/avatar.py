"""A picture for each name that nobody else is asked for: its initials, on one of a few colours."""

from __future__ import annotations

import hashlib
import re

from .markup.ignorable import as_seen

HUES = 8
"""So many colours the stylesheet has; names that look alike have the same."""
_WORD = re.compile(r"[^\W_]\w*")


def initials(name: str) -> str:
    """The first characters of the first word and the last; a dot for a name without words."""
    words = _WORD.findall(as_seen(name))
    return "".join(word[0].upper() for word in dict.fromkeys([*words[:1], *words[-1:]])) or "·"


def hue(name: str) -> int:
    """A number below ``HUES`` that is always the same for this name."""
    return hashlib.sha256(as_seen(name).casefold().encode()).digest()[0] % HUES
