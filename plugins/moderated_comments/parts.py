"""What pages and feeds show of comments, made on all cores and kept: after Markdown, it is most of a build's time."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterable

from moderation.comment import Comment
from moderation.published.feed import Feeds
from moderation.published.section import Renderer
from moderation.siteindex import Article

from .buildcache import BuildCache
from .children import cores, dealt
from .deferred import Text
from .digests import hashed
from .folders import Folders, Known
from .progress import Bar

FEW = 8
"""So many articles are done sooner than children are forked."""
KINDS = ("section", "count", "feed")

Made = dict[str, str]
"""What a child has made for an article, by the keys of the cache."""


class Parts:
    """The parts of one build. Where a comment is shown as it was typed, nothing is kept, so that each build says so."""

    def __init__(self, renderer: Renderer, folders: Folders, cache: BuildCache | None, bar: Bar) -> None:
        self.renderer = renderer
        self.feeds = Feeds(renderer.site, renderer.environment)
        self.folders = folders
        self.cache = cache
        self.bar = bar
        self.verified: set[str] = set()
        """The digests of the parts that were made, and looked at, in this build."""

    def part(self, kind: str, article: Article) -> Text:
        """What was made of its comments before, or is made now. Raises UnsafeHtml."""
        cache = self.renderer.cache
        if self._key(kind, article) not in cache:
            comments = self.folders.comments(article.slug)  # of which nothing may be known yet, or what was before
            said = len(self.renderer.plain)
            made = self._make(kind, article, comments)
            self.verified.add(hashed([made]))
            if len(self.renderer.plain) > said:
                return Text(made)
            cache[self._key(kind, article)] = made
        key = self._key(kind, article)
        return Text(lambda: self._kept(key, kind, article), key)

    def make_ahead(self, articles: Iterable[Article]) -> None:
        """Make on all cores what is not kept of these articles, and read there what is not known of their comments."""
        if (cache := self.cache) is None or (children := cores()) < 2:
            return
        missing = [one for one in articles if one.slug not in self.folders or self._key(KINDS[0], one) not in cache]
        if len(missing) <= FEW:
            return

        def share(number: int, send: Callable[[tuple[Known, Made] | None], None]) -> None:
            texts: Made = {}
            for article in missing[number::children]:
                made: Made = {}
                self.renderer.cache = ChainMap(made, texts, cache)
                for kind in KINDS:
                    self.part(kind, article)
                known = self.folders.of(article.slug)
                send(None if article.slug in self.folders.broken else (known, made))
                texts |= {key: made[key] for key in made.keys() & known.texts}  # for whoever says the same elsewhere

        cache.rest()
        for article, done in self.bar.over(
            zip(missing, dealt(share, children), strict=False), "Comments", len(missing)
        ):
            if done:
                known, made = done
                self.folders.know(article.slug, known)
                self.verified.update(hashed([part]) for part in made.values())
                cache.update(made)

    def _kept(self, key: str, kind: str, article: Article) -> str:
        if kept := self.renderer.cache.get(key):
            return kept
        return self._make(kind, article, self.folders.comments(article.slug))  # the file was damaged meanwhile

    def _make(self, kind: str, article: Article, comments: list[Comment]) -> str:
        if kind == "feed":
            return self.feeds.of_article(article, comments)
        likes = self.folders.of(article.slug).likes
        return self.renderer.part(kind, article, self.renderer.threads(comments), likes)

    def _key(self, kind: str, article: Article) -> str:
        known = self.folders.of(article.slug)
        return hashed([kind, self.renderer.fingerprint(article), str(known.likes), known.digest])
