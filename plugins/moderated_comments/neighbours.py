"""The articles before and after each, and in its series, so that no page need look for them in the list of all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple


class Neighbour(NamedTuple):
    """What a page says of another article, and no more: who leads to it depends on nothing else of it."""

    title: str
    url: str


def neighbours(articles: Sequence[Any]) -> list[Neighbour]:
    """What pages say of these articles. Pelican works out an address each time that it is asked, which takes long."""
    return [Neighbour(article.title, article.url) for article in articles]


def introduce(articles: Sequence[Any], said: Sequence[Neighbour]) -> None:
    """Give each of these articles, newest first, its ``newer`` and its ``older``, if there is one."""
    for (newer, of_newer), (older, of_older) in pairwise(zip(articles, said, strict=True)):
        newer.older = of_older
        older.newer = of_newer


def number(articles: Sequence[Any]) -> None:
    """Give each of these articles, newest first, that names a ``Series`` its ``parts``: all of it, oldest first."""
    series: dict[str, list[Any]] = defaultdict(list)
    for article in reversed(articles):
        if name := getattr(article, "series", ""):
            series[name].append(article)
    for together in series.values():
        parts = neighbours(together)
        for article in together:
            article.parts = parts
