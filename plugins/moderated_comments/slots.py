"""Where the built pages show comments, or their number, and whether what they show there is safe."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from re import Match

from moderation.errors import UnsafeHtml
from moderation.published.section import SLOT
from moderation.published.verification import verify


class Slots:
    """The parts of all built pages that depend on comments."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self._verified: set[bytes] = set()

    def know(self, part: str) -> str:
        """The part again, which has been verified: it need not be a second time."""
        self._verified.add(_digest(part))
        return part

    def pages(self, fingerprints: Mapping[str, str], *, verified: bool) -> dict[str, tuple[str, ...]]:
        """The pages with a part of each article; those with another fingerprint are left over from earlier builds.

        Raises UnsafeHtml if they are to be verified, and something on its way to a page made a part unsafe.
        """
        found: dict[str, set[str]] = defaultdict(set)
        for path, slot in self._slots():
            if verified and _digest(slot.group()) not in self._verified:
                _verify(slot["html"], path)
            if fingerprints.get(slot["slug"]) == slot["fingerprint"]:
                found[slot["slug"]].add(path.relative_to(self.output).as_posix())
        return {slug: tuple(sorted(names)) for slug, names in found.items()}

    def _slots(self) -> Iterator[tuple[Path, Match[str]]]:
        for path in sorted(path for path in self.output.rglob("*.html") if path.is_file()):
            for slot in SLOT.finditer(path.read_text(encoding="utf-8", errors="replace")):
                yield path, slot


def _verify(html: str, path: Path) -> None:
    try:
        verify(html)
    except UnsafeHtml as error:
        raise UnsafeHtml(error.found, error.comment, path) from None


def _digest(part: str) -> bytes:
    return hashlib.sha256(part.encode()).digest()
