"""The articles before and after each, so that no page need look for them in the list of all."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple


class Neighbour(NamedTuple):
    """What a page says of another article, and no more: who leads to it depends on nothing else of it."""

    title: str
    url: str


def introduce(articles: Sequence[Any]) -> None:
    """Give each of these articles, newest first, its ``newer`` and its ``older``, if there is one."""
    for newer, older in pairwise(articles):
        newer.older = Neighbour(older.title, older.url)
        older.newer = Neighbour(newer.title, newer.url)
