"""How much markup a comment may hold: html5lib's time grows with the square of what stands open, or in one tag."""

from __future__ import annotations

import re

MAX_TAGS = 1000
MAX_ATTRIBUTES = 50
"""In one tag. None of the policy's has more than two."""

_TAG = re.compile(r"<[a-zA-Z][^\s/>]*")
_ATTRIBUTE = re.compile(r"""[\s/]*[^\s/>][^\s/>=]*(?:\s*=\s*(?:(?P<quote>["'])|[^\s>"'][^\s>]*)?)?""")


def is_excessive(text: str) -> bool:
    """Whether the text has more tags than any comment needs, or a tag more attributes."""
    return text.count("<") > MAX_TAGS or any(_has_many(text, tag.end()) for tag in _TAG.finditer(text))


def _has_many(text: str, place: int) -> bool:
    """Whether a tag whose name ends at this place goes on with more attributes than it may have."""
    for _ in range(MAX_ATTRIBUTES):
        attribute = _ATTRIBUTE.match(text, place)
        if not attribute:
            return False
        place = attribute.end()
        if quote := attribute["quote"]:
            place = text.find(quote, place) + 1
            if not place:  # it has no end, and so the tag has none
                return False
    return _ATTRIBUTE.match(text, place) is not None
