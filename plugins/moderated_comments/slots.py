"""Where the built pages show comments, or their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from moderation.published.section import OPENING


def pages(output: Path, fingerprints: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The built pages with a part of each article; those with another fingerprint are left over from earlier builds."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, slug, fingerprint in _slots(output):
        if fingerprints.get(slug) == fingerprint:
            found[slug].add(name)
    return {slug: tuple(sorted(names)) for slug, names in found.items()}


def _slots(output: Path) -> Iterator[tuple[str, str, str]]:
    for path in sorted(path for path in output.rglob("*.html") if path.is_file()):
        for slot in OPENING.finditer(path.read_text(encoding="utf-8", errors="replace")):
            yield path.relative_to(output).as_posix(), slot["slug"], slot["fingerprint"]
