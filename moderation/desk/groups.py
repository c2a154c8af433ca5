"""Comments that say the same, as one: what arrives by the hundred is read once and decided once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..queue.submission import Submission


class Group(NamedTuple):
    """The first of them, and how many more there are."""

    first: Submission
    more: int


def groups(submissions: Iterable[Submission], families: Mapping[str, str]) -> list[Group]:
    """Each submission, together with those of its family, where the first one stood."""
    found: dict[str, Group] = {}
    for submission in submissions:
        family = families.get(submission.id, submission.id)
        first, more = found.get(family, Group(submission, -1))
        found[family] = Group(first, more + 1)
    return [*found.values()]
