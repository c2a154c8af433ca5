"""An empty queue in SQLite, copied from one: migrating takes many times as long."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path

from moderation.queue.connection import TIMEOUT, open_queue
from moderation.queue.store import Queue

IMPATIENT = 0.3
"""Seconds to wait for others, where a test has somebody keep them waiting."""


def empty_queue(path: Path, timeout: float = TIMEOUT) -> Queue:
    """A new queue in this file; no stalled disk makes a test fail that is about something else."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_migrated())
    return open_queue(f"sqlite:///{path}", timeout=timeout)


@functools.cache
def _migrated() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "queue.db"
        open_queue(f"sqlite:///{path}").close()
        return path.read_bytes()
