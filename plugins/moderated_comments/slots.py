"""Where the built pages show comments, or their number, and whether what they show there is safe."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Mapping, MutableMapping, Set
from pathlib import Path
from stat import S_ISREG

from moderation import filetree
from moderation.errors import UnsafeHtml
from moderation.published.section import SLOT
from moderation.published.verification import verify

from .digests import hashed

Found = list[list[str]]
"""What is on a page: the article and the fingerprint of each part."""


class Slots:
    """The parts of all built pages that depend on comments. Pages that did not change since are not read again."""

    def __init__(self, output: Path, cache: MutableMapping[str, str], program: str, verified: Set[str]) -> None:
        """``verified`` are the digests of parts that need not be verified again; another program looks at all pages."""
        self.output = output
        self._cache = cache
        self._program = program
        self._verified = verified

    def pages(self, fingerprints: Mapping[str, str], *, verified: bool) -> dict[str, tuple[str, ...]]:
        """The pages with a part of each article; those with another fingerprint are left over from earlier builds.

        Raises UnsafeHtml if they are to be verified, and something on its way to a page made a part unsafe.
        """
        pages: dict[str, set[str]] = defaultdict(set)
        for name, slots in self._found(verified).items():
            for slug, fingerprint in slots:
                if fingerprints.get(slug) == fingerprint:
                    pages[slug].add(name)
        return {slug: tuple(sorted(names)) for slug, names in pages.items()}

    def _found(self, verified: bool) -> dict[str, Found]:
        """What is on each page; read again unless it is as it was."""
        entry = f"slots {self._program} {verified}"
        kept = self._cache.get(entry, "{}")
        before: dict[str, tuple[list[int], Found]] = json.loads(kept)
        now = {}
        output = os.fspath(self.output)
        for path, status in filetree.found(output):
            if path.endswith(".html") and S_ISREG(status.st_mode):
                name = path[len(output) + 1 :]
                seen = [status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns]
                same = name in before and before[name][0] == seen
                now[name] = seen, before[name][1] if same else self._read(Path(path), verified)
        if (anew := json.dumps(now)) != kept:
            self._cache[entry] = anew
        return {name: slots for name, (_, slots) in now.items()}

    def _read(self, path: Path, verified: bool) -> Found:
        slots = []
        for slot in SLOT.finditer(path.read_text(encoding="utf-8", errors="replace")):
            if verified and hashed([slot.group()]) not in self._verified:
                _verify(slot["html"], path)
            slots.append([slot["slug"], slot["fingerprint"]])
        return slots


def _verify(html: str, path: Path) -> None:
    try:
        verify(html)
    except UnsafeHtml as error:
        raise UnsafeHtml(error.found, error.comment, path) from None
