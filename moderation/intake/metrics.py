"""What the intake has done since it started, in numbers, as Prometheus reads them; no label is about a person.

The format: https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from ..queue.submission import Verdict

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
SIZES = (1, 2, 5, 10, 20, 50, 100, 200, 500)
"""Upper bounds of the sizes of commits that are told apart."""


class Metrics:
    """Counts of one process; of a worker, each says whose."""

    def __init__(self, worker: str = "") -> None:
        self._whose = {"worker": worker} if worker else {}
        self._judged: Counter[Verdict] = Counter()
        self._refused: Counter[int] = Counter()
        self._commits: Counter[int] = Counter()

    def judged(self, verdict: Verdict) -> None:
        """This is what the checks think of a comment."""
        self._judged[verdict] += 1

    def refused(self, status: int) -> None:
        """A request was answered with this status instead."""
        self._refused[status] += 1

    def committed(self, size: int) -> None:
        """So many comments shared a commit."""
        self._commits[size] += 1

    def text(self, unchecked: int) -> str:
        """All of it, and how many comments wait for their checks."""
        return "".join(f"{line}\n" for line in self._lines(unchecked))

    def _lines(self, unchecked: int) -> Iterator[str]:
        yield from _head("intake_accepted_total", "counter", "Comments that were taken into the queue.")
        yield self._sample("intake_accepted_total", sum(size * number for size, number in self._commits.items()))
        yield from _head("intake_refused_total", "counter", "Requests that were refused, by status.")
        for status, number in sorted(self._refused.items()):
            yield self._sample("intake_refused_total", number, status=status)
        yield from _head("intake_verdicts_total", "counter", "Comments that were judged, by verdict.")
        for verdict in sorted(Verdict, key=lambda one: one.value):
            yield self._sample("intake_verdicts_total", self._judged[verdict], verdict=verdict.value)
        yield from _head("intake_unchecked", "gauge", "Comments that wait for their checks.")
        yield self._sample("intake_unchecked", unchecked)
        yield from _head("intake_commit_size", "histogram", "How many comments shared a commit.")
        yield from self._histogram("intake_commit_size", dict(self._commits))

    def _histogram(self, name: str, seen: Mapping[int, int]) -> Iterator[str]:
        for most in SIZES:
            yield self._sample(f"{name}_bucket", sum(count for size, count in seen.items() if size <= most), le=most)
        yield self._sample(f"{name}_bucket", sum(seen.values()), le="+Inf")
        yield self._sample(f"{name}_sum", sum(size * count for size, count in seen.items()))
        yield self._sample(f"{name}_count", sum(seen.values()))

    def _sample(self, name: str, number: int, **labels: object) -> str:
        named = ",".join(f'{label}="{value}"' for label, value in {**labels, **self._whose}.items())
        return f"{name}{{{named}}} {number}" if named else f"{name} {number}"


def _head(name: str, kind: str, help: str) -> tuple[str, str]:
    return f"# HELP {name} {help}", f"# TYPE {name} {kind}"
