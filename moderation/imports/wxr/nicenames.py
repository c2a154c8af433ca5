"""Names as WordPress has them in addresses: lower case, with hyphens, each only once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 60
"""Characters; WordPress has room for that many in a login, and for 200 in a term."""


def nicenames(names: Iterable[str], otherwise: str, only_ascii: bool = False) -> dict[str, str]:
    """A nice name for each, the same for the same names; ``otherwise`` for a name without letters.

    Two are never the same: WordPress would make one of *C* and *C++*. A login must be ``only_ascii``, or its importer
    drops the rest of it (``sanitize_user()``).
    """
    nice: dict[str, str] = {}
    taken: set[str] = set()
    for name in sorted(set(names)):
        start = _nicename(name, only_ascii) or otherwise
        nice[name], count = start, 1
        while nice[name] in taken:
            count += 1
            nice[name] = f"{start}-{count}"
        taken.add(nice[name])
    return nice


def _nicename(name: str, only_ascii: bool) -> str:
    letters = "".join(map(_without_accent, unicodedata.normalize("NFC", name)))
    if only_ascii:
        letters = letters.encode("ascii", "ignore").decode()
    return re.sub(r"[\W_]+", "-", letters.lower())[:LONGEST].strip("-")


def _without_accent(letter: str) -> str:
    """Only of Latin letters, as ``remove_accents()`` does it: elsewhere a mark makes another letter."""
    base = unicodedata.normalize("NFKD", letter)[0]
    return base if base.isascii() else letter
