"""The files under the content folder, by the slugs they have now: authors rename and move files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .articlefile import FOLDERS, HTML, MARKDOWN, loads

HEAD = 8192
"""Characters to look for the slug in."""


def paths(content: Path) -> Iterator[tuple[Path, str]]:
    """Every article's and page's file, with its type, in order."""
    for type, folder in FOLDERS.items():
        for path in sorted((content / folder).rglob("*")):
            if path.suffix in (MARKDOWN, HTML) and path.is_file():
                yield path, type


def by_slug(content: Path) -> dict[str, Path]:
    """The file of each slug. What an interrupted import has left empty is no file."""
    found: dict[str, Path] = {}
    for path, type in paths(content):
        if path.stat().st_size:
            with path.open(encoding="utf-8", errors="replace") as file:
                found.setdefault(loads(file.read(HEAD), path, type).slug, path)
    return found
