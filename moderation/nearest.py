"""The nearest of what there is, for who asks for what there is not."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

ALIKE = 0.7
"""How like a word another must be to be what was meant: one letter in four, or two in eight, may be wrong."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The likeliest, if there is any."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=ALIKE)
    return found[0] if found else None
