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
    """Counts; of one process, where several share a queue."""

    def __init__(self) -> None:
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
        yield f"intake_accepted_total {sum(size * number for size, number in self._commits.items())}"
        yield from _head("intake_refused_total", "counter", "Requests that were refused, by status.")
        yield from _labelled("intake_refused_total", "status", self._refused)
        yield from _head("intake_verdicts_total", "counter", "Comments that were judged, by verdict.")
        yield from _labelled("intake_verdicts_total", "verdict", {v.value: self._judged[v] for v in Verdict})
        yield from _head("intake_unchecked", "gauge", "Comments that wait for their checks.")
        yield f"intake_unchecked {unchecked}"
        yield from _head("intake_commit_size", "histogram", "How many comments shared a commit.")
        yield from _histogram("intake_commit_size", dict(self._commits))


def _head(name: str, kind: str, help: str) -> tuple[str, str]:
    return f"# HELP {name} {help}", f"# TYPE {name} {kind}"


def _labelled(name: str, label: str, values: Mapping[int, int] | Mapping[str, int]) -> Iterator[str]:
    yield from (f'{name}{{{label}="{which}"}} {number}' for which, number in sorted(values.items()))


def _histogram(name: str, seen: Mapping[int, int]) -> Iterator[str]:
    for most in SIZES:
        yield f'{name}_bucket{{le="{most}"}} {sum(number for size, number in seen.items() if size <= most)}'
    count = sum(seen.values())
    yield f'{name}_bucket{{le="+Inf"}} {count}'
    yield f"{name}_sum {sum(size * number for size, number in seen.items())}"
    yield f"{name}_count {count}"
