"""Articles for whoever has liked one: those that share most tags with it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from heapq import nsmallest
from typing import Any

from .neighbours import Neighbour

MOST = 3
"""So many are shown."""
NEWEST = 100
"""So many of each tag are looked at: a blog of ten thousand articles is no slower for each than a small one."""


def relate(articles: Sequence[Any], said: Sequence[Neighbour]) -> None:
    """Give each of these articles, newest first, its ``related`` ones in its language; of equals the newer first."""
    tagged: dict[object, list[int]] = defaultdict(list)
    for place, article in enumerate(articles):
        for tag in _tags(article):
            tagged[article.lang, tag].append(place)
    for place, article in enumerate(articles):
        shared = Counter(
            other for tag in _tags(article) for other in tagged[article.lang, tag][:NEWEST] if other != place
        )
        nearest = nsmallest(MOST, shared, key=lambda other: (-shared[other], other))
        article.related = [said[other] for other in nearest]


def _tags(article: Any) -> set[str]:
    return {tag.slug for tag in getattr(article, "tags", [])}
