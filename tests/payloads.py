"""The collections of hostile and of odd text beside the project, each text once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

HANDLERS = "event-handler-names.txt"
EMOJI = "emoji.txt"


def hostile(corpora: Path) -> list[str]:
    """Every published attack on a filter of HTML."""
    paths = (path for path in (corpora / "xss").iterdir() if path.name != HANDLERS)
    return _each_once(paths, least=5000)


def odd(corpora: Path) -> list[str]:
    """Every string that has broken a program, every emoji, in tens, and texts that are long, deep or in all scripts."""
    paths = (path for path in (corpora / "text").iterdir() if path.is_file())
    return _each_once(paths, least=450)


def handlers(corpora: Path) -> list[str]:
    """The name of every attribute that runs a script in some browser, or did."""
    return _each_once([corpora / "xss" / HANDLERS], least=160)


def _each_once(paths: Iterator[Path] | list[Path], least: int) -> list[str]:
    found = {payload for path in paths for payload in _read(path) if payload}
    assert len(found) >= least, f"the corpora hold only {len(found)} of these texts"
    return sorted(found)


def _read(path: Path) -> Iterator[str]:
    """The texts of one file. In a list, one a line: only a line feed ends a line."""
    text = path.read_bytes().decode(errors="replace")
    match path.suffix:
        case ".json":
            yield from map(str, json.loads(text))
        case ".jsonl":
            yield from (str(json.loads(line)["payload"]) for line in text.split("\n") if line)
        case _ if path.name == EMOJI:
            emoji = text.split()
            yield from (" ".join(emoji[first : first + 10]) for first in range(0, len(emoji), 10))
        case _:
            yield from text.split("\n")
