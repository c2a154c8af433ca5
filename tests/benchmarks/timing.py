"""Commands timed in alternation, so that a noisy machine is noisy for both; what counts is the ratio."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class Command(NamedTuple):
    """What to run, and where."""

    arguments: Sequence[str]
    folder: Path
    environment: Mapping[str, str] = {}


def seconds(command: Command) -> float:
    """Wall time of the whole process, which must succeed."""
    began = time.perf_counter()
    done = subprocess.run(
        command.arguments,
        cwd=command.folder,
        env=os.environ | dict(command.environment),
        capture_output=True,
        text=True,
        check=False,
    )
    took = time.perf_counter() - began
    if done.returncode:
        raise SystemExit(f"{' '.join(command.arguments)} failed:\n{done.stdout}{done.stderr}")
    return took


def pairs(one: Command, other: Command, times: int) -> list[tuple[float, float]]:
    """Both commands in turn, after a first run of each that does not count."""
    seconds(one), seconds(other)
    return [(seconds(one), seconds(other)) for _ in range(times)]


def report(name: str, measured: Sequence[tuple[float, float]], limit: float) -> bool:
    """Print medians and the median ratio of the pairs; whether it is within the limit."""
    ratio = statistics.median(one / other for one, other in measured)
    one, other = (statistics.median(column) for column in zip(*measured, strict=True))
    verdict = "within" if ratio <= limit else "ABOVE"
    print(f"{name}: {one:.3f} s against {other:.3f} s, ratio {ratio:.2f}, {verdict} the limit of {limit:g}")
    return ratio <= limit


def machine() -> str:
    """Where the figures come from."""
    return f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}"
