"""The way to the queue's database, from its URL. Imports SQLAlchemy only when somebody goes there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import InvalidSetting

if TYPE_CHECKING:
    from sqlalchemy import URL, Engine

    from .store import Queue

TIMEOUT = 5.0
"""Seconds to wait for another writer, or for the server."""

_POSTGRESQL = ("postgresql+psycopg", "postgresql", "postgres")


def open_queue(url: str, *, timeout: float = TIMEOUT) -> Queue:
    """The queue at this URL.

    A SQLite file is made, or migrated, on the way. A shared PostgreSQL database must be migrated on purpose.
    """
    from .migration import check, migrate, version
    from .schema import HEAD
    from .store import Queue

    engine = open_engine(url, timeout=timeout)
    try:
        if engine.dialect.name == "sqlite" and version(engine) != HEAD:
            migrate(engine)
        check(engine)
    except BaseException:
        engine.dispose()
        raise
    return Queue(engine)


def open_engine(url: str, *, timeout: float = TIMEOUT) -> Engine:
    """The database at this URL, whatever state its tables are in."""
    from . import postgresql, sqlite

    address = _address(url)
    if address.drivername == "sqlite":
        return sqlite.make_engine(address, timeout)
    return postgresql.make_engine(address, timeout)


def exists(url: str) -> bool:
    """Whether there is a queue to open, or one only to be made. A server's database counts as there."""
    file = file_of(url)
    return file is None or file.exists()


def file_of(url: str) -> Path | None:
    """The file that holds the queue; none if a server holds it. Raises InvalidSetting."""
    address = _address(url)
    return Path(address.database or "") if address.drivername == "sqlite" else None


def _address(url: str) -> URL:
    from sqlalchemy import URL, make_url
    from sqlalchemy.exc import ArgumentError

    try:
        address = make_url(url)
    except (ArgumentError, ValueError):  # ValueError: a port that is no number
        raise _unusable(url) from None  # whose text may hold the password
    if address.drivername in _POSTGRESQL:
        return address.set(drivername=_POSTGRESQL[0])
    # Options are refused (uri=true, mode=memory), and no file at all: in memory nothing accepted is kept.
    if address.database in (None, "", ":memory:") or address != URL.create("sqlite", database=address.database):
        raise _unusable(url)
    return address


def _unusable(url: str) -> InvalidSetting:
    wanted = "sqlite:///<file> or postgresql://<user>:<password>@<host>/<database>"
    return InvalidSetting("MODERATION_DATABASE", _without_secrets(url), wanted)


def _without_secrets(url: str) -> str:
    """All of a SQLite URL, the scheme alone of others: where the password ends is anybody's guess."""
    scheme, colon, _ = url.partition(":")
    return url if not colon or (scheme == "sqlite" and "@" not in url) else f"{scheme}://***"
