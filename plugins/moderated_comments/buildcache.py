"""What one build leaves for the next, in one SQLite file that may be deleted at any time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, MutableMapping
from pathlib import Path
from typing import Any

from moderation import atomic
from moderation.errors import NotWritten

BATCH = 1_000
"""So many entries wait in memory before they are written."""


class BuildCache(MutableMapping[str, str]):
    """A mapping in a file. It keeps what was looked up or added since it was last saved, and forgets the rest.

    A file that is missing or damaged is an empty cache. It belongs to whoever may write the pages: do not share it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._open: sqlite3.Connection | None = None
        self._used: dict[str, None] = {}
        self._new: dict[str, str] = {}
        self._last: tuple[str | None, str] = (None, "")

    def __getitem__(self, key: str) -> str:
        if key != self._last[0]:  # whoever asked whether it is there asks for it next
            self._last = key, self._new[key] if key in self._new else self._kept(key)
        self._used[key] = None
        return self._last[1]

    def __contains__(self, key: object) -> bool:
        """Whether it is there, which counts as looking it up; a value is not read for that."""
        there = key in self._new or bool(self._select("1", str(key)))
        if there:
            self._used[str(key)] = None
        return there

    def __setitem__(self, key: str, value: str) -> None:
        self._used[key] = None
        self._new[key] = value
        self._last = key, value
        if len(self._new) >= BATCH:
            self._write()

    def __delitem__(self, key: str) -> None:
        del self._used[key]
        self._new.pop(key, None)
        self._last = None, ""

    def __iter__(self) -> Iterator[str]:
        return iter(self._used)

    def __len__(self) -> int:
        return len(self._used)

    def keep(self, keys: Iterable[str]) -> None:
        """Do not forget these entries, so far as they are there, though they are not looked up."""
        self._used |= dict.fromkeys(keys)

    def save(self) -> None:
        """Write what was added, forget what was not looked up, and close the file. Raises NotWritten."""
        self._write()
        used = json.dumps([*self._used])
        self._change("DELETE FROM kept WHERE key NOT IN (SELECT value FROM json_each(?))", [(used,)])
        self._used.clear()
        self._close()

    def rest(self) -> None:
        """Write what was added, and close the file until it is needed: children that are forked now may read it.

        Raises NotWritten.
        """
        self._write()
        self._close()

    def _kept(self, key: str) -> str:
        if not (row := self._select("value", key)):
            raise KeyError(key)
        return str(row[0])

    def _select(self, what: str, key: str) -> tuple[Any, ...] | None:
        """What there is of an entry, if it is one of ours."""
        query = f"SELECT {what} FROM kept WHERE key = ? AND typeof(value) = 'text'"  # noqa: S608  what is ours
        try:
            row: tuple[Any, ...] | None = self._file.execute(query, (key,)).fetchone()
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            return None
        return row

    def _close(self) -> None:
        self._file.close()
        self._open = None

    def _write(self) -> None:
        self._change("INSERT OR REPLACE INTO kept VALUES (?, ?)", [*self._new.items()])
        self._new.clear()

    def _change(self, statement: str, rows: list[tuple[str, ...]]) -> None:
        try:
            with self._file:
                self._file.executemany(statement, rows)
        except sqlite3.OperationalError as error:  # such as a disk that is full
            raise NotWritten(self.path, str(error)) from error
        except sqlite3.DatabaseError:
            self._open = _anew(self.path)

    @property
    def _file(self) -> sqlite3.Connection:
        if self._open is None:
            atomic.make_folder(self.path.parent)
            try:
                self._open = _opened(self.path)
            except sqlite3.DatabaseError:
                self._open = _anew(self.path)
        return self._open


def _anew(path: Path) -> sqlite3.Connection:
    path.unlink(missing_ok=True)
    return _opened(path)


def _opened(path: Path) -> sqlite3.Connection:
    file = sqlite3.connect(path)
    file.execute("CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
    return file
