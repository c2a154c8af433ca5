"""Types broken markup at the sanitizer on every core, for minutes or hours: ``make fuzz MINUTES=60 SEED=7``.

What it finds is made smaller and kept in ``tests/findings``, where it is a test from then on. The same seed on as many
cores types the same texts.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from random import Random, SystemRandom

import click

from markupgrammar import markup
from sanitizeproperties import flaws

FINDINGS = Path(__file__).with_name("findings")


@dataclass(frozen=True, slots=True)
class Hunt:
    """How long to look, and where to put what is found."""

    seed: int
    until: float
    inputs: float
    findings: Path = FINDINGS
    enough: int = 10
    """With so many findings a core stops: more of the same help nobody."""


@dataclass(frozen=True, slots=True)
class Catch:
    """What one core tried, and the files with what it found."""

    tried: int
    found: list[Path]


@click.command(help=(__doc__ or "").partition("\n")[0])
@click.option("--minutes", type=float, default=1, show_default=True)
@click.option("--inputs", type=float, default=float("inf"), help="Stop sooner, after so many.")
@click.option("--seed", type=int, default=lambda: SystemRandom().randrange(10**6), help="By default a new one.")
@click.option("--processes", type=int, default=os.cpu_count(), help="By default one on each core.")
@click.option("--findings", type=click.Path(path_type=Path), default=FINDINGS, help="Where findings are kept.")
def main(minutes: float, inputs: float, seed: int, processes: int, findings: Path) -> None:
    """Hunt until the time or the inputs are used up; exit 1 with a finding."""
    click.echo(f"seed {seed}, {processes} processes")
    hunt = Hunt(seed, time.time() + minutes * 60, inputs / processes, findings)
    with get_context("spawn").Pool(processes) as pool:
        caught = pool.map(partial(search, hunt), range(processes), chunksize=1)
    found = sorted({str(path) for catch in caught for path in catch.found})
    click.echo("\n".join([f"{sum(catch.tried for catch in caught)} inputs, {len(found)} findings", *found]))
    sys.exit(bool(found))


def search(hunt: Hunt, core: int) -> Catch:
    """One core's part of the hunt; every finding is kept at once."""
    texts, tried, found = typed(hunt.seed, core), 0, list[Path]()
    while tried < hunt.inputs and time.time() < hunt.until and len(found) < hunt.enough:
        text, tried = next(texts), tried + 1
        if flaws(text):
            found.append(keep(shrunk(text, lambda text: bool(flaws(text))), hunt.findings))
    return Catch(tried, found)


def typed(seed: int, core: int) -> Iterator[str]:
    """Texts without end, each from a seed of its own."""
    return (markup(Random(f"{seed} {core} {number}")) for number in count())  # noqa: S311  no secret


def shrunk(text: str, is_flawed: Callable[[str], bool]) -> str:
    """A text, still flawed, from which nothing more can be left out."""
    size = len(text) // 2
    while size:
        smaller = text
        for place in range(len(text) - size, -1, -size):
            if is_flawed(shorter := smaller[:place] + smaller[place + size :]):
                smaller = shorter
        size = size // 2 if smaller == text else min(size, len(smaller))
        text = smaller
    return text


def keep(text: str, folder: Path) -> Path:
    """The file with the finding, byte for byte as it was typed."""
    path = folder / f"{hashlib.sha256(text.encode()).hexdigest()[:12]}.txt"
    folder.mkdir(exist_ok=True)
    path.write_bytes(text.encode())
    return path


if __name__ == "__main__":
    main()
