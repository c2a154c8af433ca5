"""The intake beside Isso: comments a second that are accepted for good, and how long each reader waits."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import wrk
from intakes import isso, ours
from timing import machine
from wrk import Load, Senders

import postgresql
from moderation.queue.connection import open_engine
from moderation.queue.migration import migrate

ROUNDS, SECONDS = 3, 10
FEW, MANY = 8, 64
"""Connections."""
WORKERS = os.cpu_count() or 1
WARMING = 4
"""Seconds that do not count: workers are still starting."""

Intake = Callable[[Path], AbstractContextManager[tuple[Senders, int]]]
"""Starts in an empty folder."""


def main(programs: Path) -> None:
    """Every figure, with its limit; fails if one is missed."""
    if not wrk.is_there():
        print("left out: wrk is not installed (Debian: apt-get install wrk)")
        return
    print(machine())

    def peer(folder: Path) -> AbstractContextManager[tuple[Senders, int]]:
        return isso(folder, programs)

    def alone(folder: Path) -> AbstractContextManager[tuple[Senders, int]]:
        return ours(folder, f"sqlite:///{folder}/queue.db")

    def on_sqlite(folder: Path) -> AbstractContextManager[tuple[Senders, int]]:
        return ours(folder, f"sqlite:///{folder}/queue.db", WORKERS)

    kinds = ((alone, FEW), (on_sqlite, FEW), (on_sqlite, MANY), (peer, FEW))
    rounds = [[measured(*kind) for kind in kinds] for _ in range(ROUNDS)]
    one, few, many, theirs = zip(*rounds, strict=True)
    within = [
        *beside("SQLite, one process", one, theirs, 25),
        *beside(f"SQLite, {WORKERS} workers", few, theirs, 25),
        at_least(f"{MANY} connections over {FEW}, accepted", ratios(many, few, rate), 1.0),
        *beside_isso_on_postgresql(peer),
    ]
    sys.exit(not all(within))


def beside(name: str, few: Sequence[Load], theirs: Sequence[Load], limit: float) -> Iterator[bool]:
    """Whether so much more is accepted, and whether readers wait a tenth."""
    yield at_least(f"{name}, {FEW} connections, accepted over Isso's", ratios(few, theirs, rate), limit)
    yield at_least(f"{name}, {FEW} connections, Isso's p99 over ours", ratios(theirs, few, p99), 10)


def beside_isso_on_postgresql(peer: Intake) -> Iterator[bool]:
    """The same on a server with a disk."""
    if missing := postgresql.whats_missing():
        print(f"left out: {missing}")
        return
    with postgresql.cluster(durable=True) as cluster, cluster.database() as url:
        engine = open_engine(url)
        migrate(engine)
        engine.dispose()

        def on_postgresql(folder: Path) -> AbstractContextManager[tuple[Senders, int]]:
            return ours(folder, url, WORKERS)

        rounds = [(measured(on_postgresql, FEW), measured(peer, FEW)) for _ in range(ROUNDS)]
    few, theirs = zip(*rounds, strict=True)
    yield at_least(f"PostgreSQL, {FEW} connections, accepted over Isso's", ratios(few, theirs, rate), 10)


def measured(intake: Intake, connections: int) -> Load:
    """What it bears from an empty queue on; nothing may be refused."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder, intake(Path(folder)) as (senders, process):
        wrk.load(senders, connections, WARMING, Path(folder))
        found = wrk.load(senders, connections, SECONDS, Path(folder))
        print(f"  {intake.__name__}, {connections}: {found.rate:.0f}/s, p99 {found.p99:.1f} ms, {memory(process)} MB")
    if found.refused:
        raise SystemExit(f"{found.refused} requests were refused")
    return found


def memory(process: int) -> int:
    """What it and its workers hold now, in MB; what they share is counted once."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    held = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    return int(held.partition("Pss:")[2].split()[0]) // 1024 + sum(memory(int(child)) for child in children)


def rate(load: Load) -> float:
    return load.rate


def p99(load: Load) -> float:
    return load.p99


def ratios(some: Sequence[Load], others: Sequence[Load], figure: Callable[[Load], float]) -> Sequence[float]:
    """Of each round."""
    return [figure(one) / figure(other) for one, other in zip(some, others, strict=True)]


def at_least(name: str, measured: Sequence[float], limit: float) -> bool:
    """Print the median; whether it reaches the limit."""
    median = statistics.median(measured)
    print(f"{name}: {median:.1f} times, {'reaches' if median >= limit else 'BELOW'} the limit of {limit:g}")
    return median >= limit


if __name__ == "__main__":
    main(Path(sys.argv[1]))
