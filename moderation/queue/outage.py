"""Outages: what can go wrong with a database while the program is right, in a person's words.

The drivers' own texts are not passed on: they hold SQL, addresses, sometimes what a stranger typed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, InterfaceError, InternalError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from ..errors import QueueUnavailable

_LOCKED = "somebody else has been writing to it for too long"
_READ_ONLY = "it cannot be written to"
_FULL = "the disk is full"

_SQLITE = {
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_PROTOCOL: _LOCKED,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_CANTOPEN: "its file cannot be opened",
    sqlite3.SQLITE_NOTADB: "its file is not a database",
    sqlite3.SQLITE_CORRUPT: "its file is damaged",
    sqlite3.SQLITE_IOERR: "its file cannot be read or written",
}

# https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRESQL = {
    "25006": _READ_ONLY,
    "42501": "its user may not do that",
    "53100": _FULL,
    "53300": "the server has too many connections",
    "55P03": _LOCKED,
}


@contextmanager
def outages_named() -> Iterator[None]:
    """Turns an outage into QueueUnavailable; an error that must be ours goes on as it is."""
    try:
        yield
    except SQLAlchemyError as error:
        problem = _problem(error)
        if problem is None:
            raise
        raise QueueUnavailable(problem) from error


def _problem(error: SQLAlchemyError) -> str | None:
    if isinstance(error, PoolExhausted):
        return "all its connections are in use"
    if not isinstance(error, DBAPIError):
        return None
    if isinstance(error.orig, sqlite3.Error):
        code = getattr(error.orig, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        return _SQLITE.get(code & 0xFF)  # the lowest byte says what, the others say in which system call
    return _POSTGRESQL.get(getattr(error.orig, "sqlstate", None) or "") or _server_problem(error)


def _server_problem(error: DBAPIError) -> str | None:
    # Without a statement it was the connecting that failed, for instance by an unknown option in the URL.
    if error.statement is None or isinstance(error, OperationalError | InterfaceError | InternalError):
        return "the server cannot be reached, or does not let us in"
    return None
