"""The faults of ``tests/test_faults_*.py``, many times over: ``make soak KILLS=100 REQUESTS=1000000 SEED=7``.

Says what happened, in figures, and exits 1 with a finding.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import SystemRandom
from typing import Any

import click

import payloads
import postgresql
import serverprocess
from blog import Blog
from crowd import Reckoning
from hostile import VALUES
from idlers import served_among_idlers
from kills import FORKING, damages, killed_approvals, killed_intakes
from outages import half_copied, locked, missing, no_growth, no_room, outlived, small_disk
from requestfuzz import BEHIND_A_PROXY, CLIENTS, barrage, complaints, memory

CORPORA = Path(__file__).parents[2] / "shared/corpora"
MUCH = 64.0
"""MB that an intake, once it is warm, may grow by."""
Findings = Iterator[str]


@dataclass(frozen=True, slots=True)
class Soak:
    """How much of each, and what the dice begin with. Every fault gets a blog of its own, and says its figures."""

    seed: int
    kills: int
    outages: int
    connections: int
    requests: int
    corpora: Path

    def killed_intake(self, blog: Blog) -> Findings:
        reckoning = Reckoning()
        yield from killed_intakes(blog, self.kills, self.seed, reckoning)
        click.echo(f"  {self.kills} kills, {len(reckoning.thanked)} comments thanked for")

    def killed_desk(self, blog: Blog) -> Findings:
        reached: Counter[str] = Counter()
        yield from killed_approvals(blog, self.kills, self.seed, reached)
        yield from damages(blog.root / "var/queue.db")
        click.echo("  approved when killed: " + "; ".join(f"{where} {times}" for where, times in reached.most_common()))

    def full_disk(self, blog: Blog) -> Findings:
        disk = blog.root / "disk"
        try:
            with small_disk(disk):
                small = Blog(blog.root, f"sqlite:///{disk}/queue.db")
                yield from outlived(small, lambda server: no_room(disk), self.outages)
                yield from damages(disk / "queue.db")
        except PermissionError as error:
            click.echo(f"  left out: {error}")

    def quota(self, blog: Blog) -> Findings:
        yield from outlived(blog, no_growth, self.outages)
        yield from damages(blog.root / "var/queue.db")

    def locked_database(self, blog: Blog) -> Findings:
        yield from outlived(blog, lambda server: locked(blog.root / "var/queue.db"), self.outages)

    def restarted_postgresql(self, blog: Blog) -> Findings:
        if problem := postgresql.whats_missing():
            click.echo(f"  left out: {problem}")
            return
        with postgresql.cluster() as cluster, cluster.database() as url:
            shared = Blog(blog.root, url)
            shared.moderate("migrate")
            yield from outlived(shared, lambda server: cluster.stopped(), self.outages)

    def missing_index(self, blog: Blog) -> Findings:
        yield from outlived(blog, lambda server: missing(blog.settings.site_index), self.outages)

    def half_an_index(self, blog: Blog) -> Findings:
        yield from outlived(blog, lambda server: half_copied(blog.settings.site_index, 0.5), self.outages)

    def idle_connections(self, blog: Blog) -> Findings:
        figures: list[float] = []
        yield from served_among_idlers(blog, self.connections, figures)
        yield from _grown(*figures)

    def broken_requests(self, blog: Blog) -> Findings:
        texts = [*VALUES, *(payloads.odd(self.corpora) if self.corpora.is_dir() else [])]
        with blog.server(**BEHIND_A_PROXY) as server, ProcessPoolExecutor(CLIENTS, FORKING) as pool:
            barrage(pool, server.address, f"{self.seed} warm", min(self.requests, 20_000), texts)
            before, begun = memory(server.process.pid), time.monotonic()
            answers = barrage(pool, server.address, f"{self.seed}", self.requests, texts)
            click.echo(f"  {self.requests / (time.monotonic() - begun):.0f} a second, {len(texts)} texts")
            yield from _grown(before, memory(server.process.pid))
        click.echo("  " + ", ".join(f"{status}: {number}" for status, number in sorted(answers.statuses.items())))
        yield from map(repr, answers.findings)
        yield from complaints(server.log)


FAULTS: list[Callable[[Soak, Blog], Findings]] = [
    *(Soak.killed_intake, Soak.killed_desk, Soak.full_disk, Soak.quota, Soak.locked_database),
    *(Soak.restarted_postgresql, Soak.missing_index, Soak.half_an_index, Soak.idle_connections, Soak.broken_requests),
]


@click.command(help=(__doc__ or "").partition("\n")[0])
@click.option("--kills", default=100, show_default=True, help="Of the intake, and of the desk.")
@click.option("--outages", default=5, show_default=True, help="Of each kind.")
@click.option("--connections", default=10_000, show_default=True, help="Idle ones, at the same time.")
@click.option("--requests", default=1_000_000, show_default=True, help="Broken ones.")
@click.option(
    "--corpora", type=click.Path(path_type=Path), default=CORPORA, help="Where texts that break programs are."
)
@click.option("--seed", type=int, default=lambda: SystemRandom().randrange(10**6), help="By default a new one.")
def main(**how: Any) -> None:
    """One fault after the other; exit 1 with a finding."""
    soak = Soak(**how)
    serverprocess.PATIENCE = 86_400
    click.echo(f"seed {soak.seed}")
    with tempfile.TemporaryDirectory() as folder:
        built = Blog(Path(folder) / "built")
        built.article()
        built.build()
        findings = [finding for fault in FAULTS for finding in _suffered(soak, fault, built)]
    click.echo("\n".join([f"{len(findings)} findings", *findings]))
    sys.exit(bool(findings))


def _suffered(soak: Soak, fault: Callable[[Soak, Blog], Findings], built: Blog) -> list[str]:
    name, begun = fault.__name__.replace("_", " "), time.monotonic()
    click.echo(name)
    root = built.root.with_name(fault.__name__)
    shutil.copytree(built.root, root)
    findings = [f"{name}: {finding}" for finding in fault(soak, Blog(root))]
    click.echo(f"  {len(findings)} findings, {time.monotonic() - begun:.0f} s")
    return findings


def _grown(before: float, after: float) -> Findings:
    click.echo(f"  {before:.0f} MB before, {after:.0f} MB after")
    if after - before > MUCH:
        yield f"grown by {after - before:.0f} MB"


if __name__ == "__main__":
    main()
