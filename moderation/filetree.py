"""Everything below a folder, with what the file system says of it: how to see that nothing changed without reading."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from operator import attrgetter
from pathlib import Path

Found = tuple[str, os.stat_result]
"""A path and its status."""


def found(path: str) -> Iterator[Found]:
    """What is at the path, and all that is below it, by name, also behind symbolic links.

    What is not there, or leads nowhere, is left out.
    """
    with suppress(OSError):
        yield path, Path(path).stat()
    with suppress(OSError), os.scandir(path) as entries:
        for entry in sorted(entries, key=attrgetter("name")):
            if entry.is_dir():
                yield from found(entry.path)
            else:
                with suppress(OSError):
                    yield entry.path, entry.stat()
