"""Load by wrk: readers' comments sent as fast as they are answered, none of them twice."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SCRIPT = Path(__file__).with_name("comments.lua")
WORD = "WORD"
"""Stands for a word that is in no other comment."""


@dataclass(frozen=True, slots=True)
class Senders:
    """Whoever sends these bodies to this address, one after the other."""

    address: str
    headers: Mapping[str, str]
    bodies: Sequence[str]
    accepted: int
    """The status that means: taken."""


@dataclass(frozen=True, slots=True)
class Load:
    """What became of what they sent."""

    rate: float
    """Comments a second that were accepted."""
    refused: int
    """Requests that were answered otherwise, or not at all."""
    p99: float
    """Milliseconds in which 99 of 100 were answered."""


def is_there() -> bool:
    """Whether wrk is installed."""
    return shutil.which("wrk") is not None


def load(senders: Senders, connections: int, seconds: int, folder: Path) -> Load:
    """So many at once, so long; the folder is for files."""
    bodies = folder / "bodies.txt"
    bodies.write_text("\n".join(senders.bodies), encoding="utf-8")
    headers = [part for name, value in senders.headers.items() for part in ("-H", f"{name}: {value}")]
    options = ["-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "-s", str(SCRIPT), *headers]
    command = ["wrk", *options, senders.address, "--", str(bodies), str(senders.accepted)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"^\{.*\}$", said, re.MULTILINE)
    if not found:
        raise SystemExit(f"wrk does not say what it found:\n{said}")
    counted = json.loads(found[0])
    return Load(counted["accepted"] / counted["seconds"], counted["refused"], counted["p99"])
