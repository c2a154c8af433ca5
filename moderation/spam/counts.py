"""The counts of features: all that the learning filter remembers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

Counts = Mapping[str, tuple[int, int]]
"""In how much spam and in how much ham each feature was; what was in neither is missing."""


class Memory(Protocol):
    """Where counts are kept."""

    def counts(self, features: Collection[str]) -> Counts:
        """Those of these features."""
        ...


class Tally:
    """Counts in memory: to try out on past decisions what a filter would have learned."""

    def __init__(self) -> None:
        self._seen: tuple[Counter[str], Counter[str]] = (Counter(), Counter())

    def counts(self, features: Collection[str]) -> Counts:
        """Those of these features."""
        spam, ham = self._seen
        return {name: (spam[name], ham[name]) for name in features if name in spam or name in ham}

    def learn(self, lesson: Iterable[str], spam: bool) -> None:
        """Count one more of each feature."""
        self._seen[not spam].update(lesson)

    def take_back(self, lesson: Collection[str], spam: bool) -> None:
        """Count one less of each feature of a lesson that was learned, so that it leaves no trace."""
        seen = self._seen[not spam]
        seen.subtract(lesson)
        for name in lesson:
            if not seen[name]:
                del seen[name]
