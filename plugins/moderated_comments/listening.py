"""Whether Pelican had something to say about what it did: then it is to do, and to say, the same next time."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def listening() -> Iterator[list[logging.LogRecord]]:
    """All warnings and errors that are logged meanwhile; they go their way as ever."""
    heard: list[logging.LogRecord] = []
    make = logging.getLogRecordFactory()

    def made(*args: Any, **fields: Any) -> logging.LogRecord:
        record = make(*args, **fields)
        if record.levelno >= logging.WARNING:
            heard.append(record)
        return record

    logging.setLogRecordFactory(made)
    try:
        yield heard
    finally:
        logging.setLogRecordFactory(make)
