"""The built pages as the last build left them: what need not be rendered is there."""

from __future__ import annotations

import json
from collections.abc import MutableMapping
from pathlib import Path

ENTRY = "pages"
"""Under this key the cache has them."""


class BuiltPages:
    """Knows each page's key, and its file by inode, time and size: whoever wrote it since wrote another page."""

    def __init__(self, cache: MutableMapping[str, str], output: Path, entry: str = ENTRY) -> None:
        self._cache = cache
        self._output = output
        self._entry = entry
        self._before: dict[str, list[str | int]] = json.loads(cache.get(entry, "{}"))
        self._now: dict[str, list[str | int]] = {}

    def has(self, name: str, key: str) -> bool:
        """Whether the file holds the page with this key, which is not empty."""
        return key != "" and self._before.get(name) == self._page(name, key)

    def note(self, name: str, key: str) -> None:
        """The file holds the page with this key now."""
        self._now[name] = self._page(name, key)

    def keep(self) -> None:
        """Leave what was noted to the next build."""
        if (pages := json.dumps(self._now)) != self._cache.get(self._entry):
            self._cache[self._entry] = pages

    def _page(self, name: str, key: str) -> list[str | int]:
        try:
            status = (self._output / name).stat()
        except OSError:
            return []
        return [key, status.st_ino, status.st_mtime_ns, status.st_size]
