"""What the build before has written and this one has not: of what was deleted, renamed, or is public no more."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable, Iterator, MutableMapping, Set
from contextlib import suppress
from pathlib import Path
from typing import Any

from pelican.generators import Generator, StaticGenerator

from moderation import filetree


class Leftovers:
    """Knows the files of the build before by their names, and removes no other."""

    def __init__(self, cache: MutableMapping[str, str], output: Path) -> None:
        self._cache = cache
        self._output = output
        self._entry = f"written to {output}"
        self._before: list[str] = json.loads(cache.get(self._entry, "[]"))

    def names(self, written: Set[str]) -> set[str]:
        """What is left over, if this is what the build writes; ``About`` and ``about`` are one on some file systems."""
        folded = {name.casefold() for name in written}
        return {name for name in self._before if name.casefold() not in folded}

    def remove(self, written: Set[str]) -> None:
        """Remove it, and folders that are empty then; what was written is known to the next build."""
        for name in self.names(written):
            self._remove(self._output / name)
        if (now := sorted(written)) != self._before:
            self._cache[self._entry] = json.dumps(now)

    def _remove(self, path: Path) -> None:
        if path.parent.resolve() != self._output.resolve() / path.parent.relative_to(self._output):
            return  # behind a symbolic link: there it would be another's
        with suppress(OSError):  # a folder in its place, or a folder that is not empty
            path.unlink(missing_ok=True)
            for folder in path.parents:
                if folder == self._output:
                    break
                folder.rmdir()


def copied(generators: Iterable[Generator]) -> Iterator[str]:
    """The names of what Pelican copies: the author's files, and the theme's."""
    for generator in generators:
        if isinstance(generator, StaticGenerator):
            yield from (file.save_as for file in generator.staticfiles)
            yield from _of_the_theme(generator.settings)


def _of_the_theme(settings: dict[str, Any]) -> Iterator[str]:
    for place in (Path(settings["THEME"], name) for name in settings["THEME_STATIC_PATHS"]):
        folder = place if place.is_dir() else place.parent
        for path, status in filetree.found(os.fspath(place)):
            if stat.S_ISREG(status.st_mode):
                yield os.path.normpath(Path(settings["THEME_STATIC_DIR"], Path(path).relative_to(folder)))
