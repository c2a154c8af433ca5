"""What is filed under each tag, category and author, in lists that know what is in them.

Pelican looks for every article in each of these lists when it writes their pages: among ten thousand articles, that is
two seconds for it, and two more for every child.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from pelican.generators import ArticlesGenerator


class Filed(list[Any]):
    """Articles, in order. An article is the same as no other; none comes or goes once somebody has asked."""

    def __contains__(self, article: object) -> bool:
        return id(article) in self._identities

    @cached_property
    def _identities(self) -> frozenset[int]:
        return frozenset(map(id, self))


def file(generator: ArticlesGenerator) -> None:
    """Let the generator have such lists."""
    generator.tags.update({tag: Filed(articles) for tag, articles in generator.tags.items()})
    generator.categories = [(category, Filed(articles)) for category, articles in generator.categories]
    generator.authors = [(author, Filed(articles)) for author, articles in generator.authors]
