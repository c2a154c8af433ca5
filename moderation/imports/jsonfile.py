"""JSON that others wrote, as a whole or a line at a time."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NoReturn, cast

from ..errors import InvalidExport

LIMIT = 256 * 1024 * 1024
"""Bytes of JSON, unpacked. A document is decoded as a whole and takes several times this in memory; no blog comes
near it, and a packed file that grows beyond it is a bomb."""

_GZIP = b"\x1f\x8b"


def load(path: Path) -> object:
    """What the file holds, packed with gzip or not. Raises InvalidExport."""
    with _opened(path) as file:
        return decode(path, _bounded(path, file.read(LIMIT + 1), 0))


def lines(path: Path) -> Iterator[tuple[int, object]]:
    """The number of each line and what it holds, of a file packed with gzip or not; blank lines are passed over.

    Raises InvalidExport.
    """
    with _opened(path) as file:
        done = number = 0
        while line := _bounded(path, file.readline(LIMIT + 1), done):
            done += len(line)
            number += 1
            if line.strip():
                yield number, decode(path, line, number)


def decode(path: Path, data: bytes, line: int = 1) -> object:
    """What this JSON says, which begins at this line of the file. Raises InvalidExport."""
    try:
        return cast(object, json.loads(data.decode("utf-8-sig"), parse_constant=_refuse))
    except json.JSONDecodeError as error:
        raise InvalidExport(path, f"is not JSON ({error.msg})", line + error.lineno - 1) from error
    except UnicodeDecodeError as error:
        raise InvalidExport(path, "is not text in UTF-8", line + data.count(b"\n", 0, error.start)) from error
    except RecursionError as error:
        raise InvalidExport(path, "is nested too deeply", line) from error
    except ValueError as error:  # Python: a number of more digits than anybody would calculate with
        raise InvalidExport(path, f"is not JSON ({error})", line) from error


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")


def _bounded(path: Path, data: bytes, done: int) -> bytes:
    if done + len(data) > LIMIT:
        raise InvalidExport(path, f"is larger than {LIMIT} bytes")
    return data


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("rb") as file:
            packed = file.read(len(_GZIP)) == _GZIP
            file.seek(0)
            yield cast(BinaryIO, gzip.GzipFile(fileobj=file)) if packed else file
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InvalidExport(path, f"cannot be unpacked ({error})") from error
    except OSError as error:
        raise InvalidExport(path, f"cannot be read ({error.strerror})") from error
