"""The log: one line for each thing that happened, for people or for programs.

Messages hold ids and numbers of ours, nothing that a stranger typed and nobody's address; should one ever hold more,
it still cannot forge a line or move a terminal's cursor.
"""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path


class TextLine(logging.Formatter):
    """Time, level and message."""

    def format(self, record: logging.LogRecord) -> str:
        return _visible(f"{time(record)} {record.levelname} {message(record)}")


class JsonLine(logging.Formatter):
    """An object: time, level, logger and message, and the message's named arguments each for itself."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            **(record.args if isinstance(record.args, Mapping) else {}),
            "time": time(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": message(record),
        }
        return json.dumps(line, default=str)


FORMATS = {"text": TextLine, "json": JsonLine}


def begin(format: str) -> None:
    """Write the log to standard error from now on, in one of ``FORMATS``."""
    handler = logging.StreamHandler()
    handler.setFormatter(FORMATS[format]())
    logging.basicConfig(handlers=[handler])
    # Only our own: httpx would name the address of each request, and in it the spam service's key.
    logging.getLogger("moderation").setLevel(logging.INFO)


def time(record: logging.LogRecord) -> str:
    """When it happened, in UTC, to the millisecond."""
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def message(record: logging.LogRecord) -> str:
    """What happened. Of an exception its class and where it came by: its text could hold what a stranger typed."""
    said = record.getMessage().strip()
    if not record.exc_info or record.exc_info[0] is None:
        return said
    way = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(record.exc_info[2])]
    return f"{said}: {record.exc_info[0].__name__} at {' > '.join(way)}"


def _visible(text: str) -> str:
    if text.isprintable():  # as good as always
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
