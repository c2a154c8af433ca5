"""Safe HTML of comments that were rendered before, kept between builds."""

from __future__ import annotations

import json
from collections.abc import Iterator, MutableMapping
from pathlib import Path

from .. import atomic


class HtmlCache(MutableMapping[str, str]):
    """A mapping in a file. It keeps what was looked up or added since it was opened, and forgets the rest.

    A file that is missing or broken is an empty cache. It belongs to whoever may write the pages: do not share it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._kept = _load(path)
        self._used: dict[str, str] = {}

    def __getitem__(self, key: str) -> str:
        if key not in self._used:
            self._used[key] = self._kept[key]
        return self._used[key]

    def __setitem__(self, key: str, html: str) -> None:
        self._used[key] = html

    def __delitem__(self, key: str) -> None:
        del self._used[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._used)

    def __len__(self) -> int:
        return len(self._used)

    def save(self) -> None:
        """Write the file, if what is in use differs from what it holds."""
        if self._used != self._kept:
            atomic.write(self.path, json.dumps(self._used, sort_keys=True))


def _load(path: Path) -> dict[str, str]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {key: html for key, html in data.items() if isinstance(html, str)} if isinstance(data, dict) else {}
