"""Waiting for what another thread or process does: until it has, and no longer."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

_T = TypeVar("_T")


def eventually(condition: Callable[[], _T], seconds: float = 20.0) -> _T:
    """The condition's first true answer; the test fails if there is none in time."""
    deadline = time.monotonic() + seconds
    while not (answer := condition()):
        assert time.monotonic() < deadline, f"not in {seconds} seconds"
        time.sleep(0.01)
    return answer
