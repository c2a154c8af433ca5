"""Markdown read ahead on all cores, and kept by content: reading is most of a build's time."""

from __future__ import annotations

import hashlib
import json
import secrets
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pelican import readers

from .carried import BAR, CACHE
from .children import cores, dealt
from .listening import listening

FEW = 8
"""So many files are read sooner than children are forked."""

Parsed = tuple[str, dict[str, Any]]
"""A file's HTML and metadata."""


class MarkdownReader(readers.MarkdownReader):  # type: ignore[misc]  # Pelican is untyped
    """Pelican's own, asked only for what is not kept. Its name becomes the metadata ``reader`` of all it reads.

    What Pelican had something to say about is not kept, so that it says it again.
    """

    def __init__(self, settings: dict[str, Any]) -> None:
        super().__init__(settings)
        self._cache = settings[CACHE]
        self._inputs = _inputs(settings)
        self._written: dict[str, Any] = {}
        self._ahead: dict[str, str] = {}
        """Under what each file is kept that was there to be read ahead."""

    def read(self, source_path: str) -> Parsed:
        """HTML and metadata as Pelican's reader gives them; the HTML is kept, and the metadata as they were written."""
        key = self._ahead.get(source_path, "")
        if kept := self._cache.get(key) or self._cache.get(key := self._key(source_path)):
            html, written = json.loads(kept)
            return html, {name: self.process_metadata(name, value) for name, value in written.items()}
        parsed, self._cache[key] = self._parse(source_path)
        return parsed

    def process_metadata(self, name: str, value: Any) -> Any:
        """The same as Pelican's; what was written is remembered."""
        self._written[name] = value
        return super().process_metadata(name, value)

    def read_ahead(self, paths: Sequence[str]) -> None:
        """Read on all cores what is not kept."""
        self._ahead = {path: self._key(path) for path in paths}
        missing = {path: key for path, key in self._ahead.items() if key not in self._cache}
        if (children := cores()) < 2 or len(missing) <= FEW:
            return

        def share(number: int, send: Callable[[str | None], None]) -> None:
            for path in [*missing][number::children]:
                send(self._to_keep(path))

        read = zip(missing.values(), dealt(share, children), strict=False)
        for key, to_keep in self.settings[BAR].over(read, "Reading", len(missing)):
            self._cache[key] = to_keep or ""

    def _to_keep(self, path: str) -> str | None:
        try:
            return self._parse(path)[1]
        except Exception:  # noqa: BLE001  whatever it is, the parent meets it, too
            return None

    def _parse(self, path: str) -> tuple[Parsed, str]:
        self._written = {}
        with listening() as heard:
            html, metadata = super().read(path)
        return (html, metadata), "" if heard else json.dumps([html, self._written])

    def _key(self, path: str) -> str:
        return hashlib.sha256(self._inputs.encode() + Path(path).read_bytes()).hexdigest()


def _inputs(settings: dict[str, Any]) -> str:
    """What a file's HTML depends on besides its bytes; where that cannot be told, what never was and never will be.

    An extension that is not Markdown's own may read other files, or the clock. A function has no value to compare.
    """
    programs = [f"{name} {version(name)}" for name in ("pelican", "markdown", "pygments")]
    options = [settings["MARKDOWN"], settings["FORMATTED_FIELDS"]]
    try:
        inputs = json.dumps(["parsed", 1, sys.version, programs, options], sort_keys=True)
    except TypeError:
        return secrets.token_hex()
    return inputs if is_known(settings["MARKDOWN"]) else secrets.token_hex()


def is_known(markdown: dict[str, Any]) -> bool:
    """Whether what Markdown does is known by these settings of it: all its extensions are its own."""
    extensions = {*markdown.get("extensions", ()), *markdown.get("extension_configs", ())}
    return all(isinstance(one, str) and one.startswith("markdown.extensions.") for one in extensions)
