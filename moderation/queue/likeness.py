"""Likeness: a hash that texts share when they say the same, however they are dressed up."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

SHORTEST = 12
"""Letters and digits a text needs to be recognised: two people may well both write "Thanks!"."""

# [^<>] and not [^>], which would need quadratic time for "<a<a<a…".
_TAG_OR_ADDRESS = re.compile(r"<[!/?a-z][^<>]*>|\bhttps?://[^\s<>]*", re.IGNORECASE)


@lru_cache(maxsize=128)  # the brake asks, and then the queue
def likeness(text: str) -> str:
    """Equal for texts that differ only in case, punctuation, spacing, accents, compatibility forms, tags
    and addresses; empty for a text with too little left to tell it from others."""
    folded = _fold(html.unescape(_TAG_OR_ADDRESS.sub("", text)))
    if len(folded) < SHORTEST:
        return ""
    return blake2b(folded.encode(), digest_size=16).hexdigest()


def _fold(text: str) -> str:
    """The letters and digits alone. Taken apart twice, since folding case can put letters together again."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(filter(str.isalnum, folded))
