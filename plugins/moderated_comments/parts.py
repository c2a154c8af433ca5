"""What pages and feeds show of comments, made on all cores and kept: after Markdown, it is most of a build's time."""

from __future__ import annotations

import hashlib
from collections import ChainMap
from collections.abc import Callable, Mapping

from moderation.comment import Comment
from moderation.published.feed import Feeds
from moderation.published.section import Renderer
from moderation.sanitize import key_of
from moderation.siteindex import Article

from .buildcache import BuildCache
from .children import cores, dealt
from .progress import Bar

FEW = 8
"""So many articles are done sooner than children are forked."""
KINDS = ("section", "count", "feed")

Made = dict[str, str]
"""What a child has made for an article, by the keys of the cache."""


class Parts:
    """The parts of one build. Where a comment is shown as it was typed, nothing is kept, so that each build says so."""

    def __init__(self, renderer: Renderer, cache: BuildCache | None, bar: Bar) -> None:
        self.renderer = renderer
        self.feeds = Feeds(renderer.site, renderer.environment)
        self.cache = cache
        self.bar = bar
        self.likes: dict[str, int] = {}
        """How many readers like each article."""
        self._digests: dict[str, str] = {}
        """Of each article's comments."""

    def part(self, kind: str, article: Article, comments: list[Comment]) -> str:
        """What was made of these comments before, or is made now. Raises UnsafeHtml."""
        cache, key = self.renderer.cache, self._key(kind, article, comments)
        if key in cache:
            return cache[key]
        said = len(self.renderer.plain)
        made = self._make(kind, article, comments)
        if len(self.renderer.plain) == said:
            cache[key] = made
        return made

    def make_ahead(self, articles: Mapping[str, Article], comments: Mapping[str, list[Comment]]) -> None:
        """Make on all cores what is not kept of these articles."""
        if (cache := self.cache) is None or (children := cores()) < 2:
            return
        missing = [one for one in articles.values() if self._key(KINDS[0], one, comments[one.slug]) not in cache]
        if len(missing) <= FEW:
            return

        def share(number: int, send: Callable[[Made | None], None]) -> None:
            kept = BuildCache(cache.path)  # a connection to the file must not be used on both sides of a fork
            texts: Made = {}
            for article in missing[number::children]:
                made: Made = {}
                self.renderer.cache = ChainMap(made, texts, kept)
                for kind in KINDS:
                    self.part(kind, article, comments[article.slug])
                send(made)
                said = {key_of(comment.text) for comment in comments[article.slug]}
                texts |= {key: made[key] for key in said & made.keys()}  # for whoever says the same elsewhere

        for _, made in self.bar.over(zip(missing, dealt(share, children), strict=False), "Comments", len(missing)):
            cache.update(made or {})

    def _make(self, kind: str, article: Article, comments: list[Comment]) -> str:
        if kind == "feed":
            return self.feeds.of_article(article, comments)
        return self.renderer.part(kind, article, self.renderer.threads(comments), self.likes.get(article.slug, 0))

    def _key(self, kind: str, article: Article, comments: list[Comment]) -> str:
        if article.slug not in self._digests:
            self._digests[article.slug] = _hashed(str(comments))
        likes = self.likes.get(article.slug, 0)
        return _hashed(f"{kind} {self.renderer.fingerprint(article)} {likes} {self._digests[article.slug]}")


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
