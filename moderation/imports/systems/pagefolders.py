"""Comments kept as files: in a folder for each page, named like it."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from ...errors import InvalidExport

LIMIT = 256 * 1024
"""Bytes in a file: what holds one comment needs no more."""


def pages(root: Path, suffixes: Collection[str]) -> Iterator[tuple[str, list[Path]]]:
    """The pages, by the path of their folder under ``root``, each with its files of these suffixes, by name.

    Hidden files and folders are passed over, and so are links, which may lead anywhere. Raises InvalidExport if a
    folder cannot be read, or there is no such file in any of them.
    """
    found = False
    for folder, below, names in os.walk(root, onerror=_refuse):
        below[:] = sorted(name for name in below if not name.startswith("."))
        paths = [path for name in sorted(names) if _is_wanted(path := Path(folder, name), suffixes)]
        if paths and Path(folder) != root:
            found = True
            yield Path(folder).relative_to(root).as_posix(), paths
    if not found:
        raise InvalidExport(root, f"has no folders of {' or '.join(suffixes)} files")


def read(path: Path) -> str:
    """The text of one file. Raises InvalidExport."""
    try:
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except OSError as error:
        raise InvalidExport(path, f"cannot be read ({error.strerror})") from error
    if len(data) > LIMIT:
        raise InvalidExport(path, f"is larger than {LIMIT} bytes")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise InvalidExport(path, "is not text in UTF-8", data.count(b"\n", 0, error.start) + 1) from error


def _is_wanted(path: Path, suffixes: Collection[str]) -> bool:
    return (
        path.suffix.lower() in suffixes and not path.name.startswith(".") and path.is_file() and not path.is_symlink()
    )


def _refuse(error: OSError) -> None:
    raise InvalidExport(Path(error.filename), f"cannot be read ({error.strerror})") from error
