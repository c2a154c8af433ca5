"""The merge: comments into pages that are built already, without building the site again.

What it writes is, byte for byte, what a full build would write; where it cannot be, it writes nothing and says so.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from .. import atomic
from ..comment import Comment
from ..errors import InvalidCommentFile, StalePage, UnknownArticle
from ..nearest import nearest
from ..sanitize import Cache
from ..siteindex import Article, SiteIndex
from . import commentfile, likefile
from .feed import Feeds
from .newest import Standing
from .section import Renderer, slots


class Merge:
    """Merges the comment files of a site, and its numbers of likes, into its built pages and feeds."""

    def __init__(self, index: SiteIndex, comments: Path, output: Path, cache: Cache | None = None) -> None:
        self.index = index
        self.comments = comments
        self.output = output
        self.renderer = Renderer(index.site, [Path(folder) for folder in index.templates], cache)
        self.feeds = Feeds(index.site, self.renderer.environment)
        self.broken: dict[Path, InvalidCommentFile] = {}
        """Comment files and numbers of likes that could not be read the last time; they are left out."""
        self._listed = {article.url: slug for slug, article in index.articles.items() if article.listed}
        self._memory: dict[str, tuple[int, list[Comment]]] = {}

    def publish(self, slugs: Iterable[str]) -> list[Path]:
        """Bring these articles' pages and the feeds up to date; gives the files that changed.

        Raises UnknownArticle or StalePage, and has written nothing then; NotWritten, and has written some.
        """
        # Not durably: what a power cut takes is made again from the comment files, which are durable.
        return [path for path, text in self.texts(slugs).items() if atomic.write_if_changed(path, text, durable=False)]

    def pending(self, slugs: Iterable[str]) -> list[Path]:
        """The files that ``publish`` would change."""
        return [path for path, text in self.texts(slugs).items() if atomic.differs(path, text)]

    def texts(self, slugs: Iterable[str]) -> dict[Path, str]:
        """What each page and feed of these articles should hold, and the feed of all comments."""
        texts: dict[Path, str] = {}
        self.broken = {}
        wanted = list(dict.fromkeys(slugs))
        read = functools.cache(self._read)  # once for the pages and the feed of all comments alike
        for slug in wanted:
            self._memory.pop(slug, None)
            texts.update(self._article(slug, texts, read))
        path = self.output / self.index.site.feed
        latest = self._near(path, wanted, read)
        if latest is None:
            latest = [comment for slug in commentfile.slugs(self.comments) for comment in read(slug)]
        texts[path] = self.feeds.of_all(self.index.articles, latest)
        return texts

    def _near(self, path: Path, wanted: Collection[str], read: Callable[[str], list[Comment]]) -> list[Comment] | None:
        """All comments on these articles and on those that the feed shows as it stands, if the newest are among them.

        A site may have more than can be read while somebody waits.
        """
        if not wanted or len(wanted) == len(self.index.articles):
            return None
        try:
            standing = Standing(path.read_text(encoding="utf-8"), self.index.site, self._listed)
        except (OSError, ValueError, KeyError):
            return None
        near = [comment for slug in wanted if self.index.articles[slug].listed for comment in read(slug)]
        near += [comment for slug in standing.slugs.difference(wanted) for comment in self._remembered(slug)]
        return near if standing.suffices(near) else None

    def _article(
        self, slug: str, texts: dict[Path, str], read: Callable[[str], list[Comment]]
    ) -> Iterator[tuple[Path, str]]:
        article = self.index.articles.get(slug)
        if article is None:
            raise UnknownArticle(slug, nearest(slug, self.index.articles))
        comments = read(slug)
        parts = self._parts(article, comments, self._likes(slug))
        for name in article.pages:
            path = self.output / name
            page = texts[path] if path in texts else _read_page(path)
            yield path, self._spliced(path, page, article, parts)
        yield self.output / self.feeds.path(article), self.feeds.of_article(article, comments)

    def _parts(self, article: Article, comments: list[Comment], likes: int) -> dict[str, str]:
        threads = self.renderer.threads(comments)
        return {part: self.renderer.part(part, article, threads, likes) for part in ("section", "count")}

    def _spliced(self, path: Path, page: str, article: Article, parts: dict[str, str]) -> str:
        found = [slot for part in parts for slot in slots(page, part, article.slug)]
        if not found:
            raise StalePage(path, f"has no place for the comments on {article.slug}")
        if {slot["fingerprint"] for slot in found} != {self.renderer.fingerprint(article)}:
            raise StalePage(path, "was built with another theme or other settings")
        for slot in sorted(found, key=re.Match.start, reverse=True):  # from the end, so that all others stay in place
            page = page[: slot.start()] + parts[slot["part"]] + page[slot.end() :]
        return page

    def _remembered(self, slug: str) -> list[Comment]:
        """What was read before, unless files have come or gone since: of an article that nobody is about to publish."""
        changed = commentfile.changed(self.comments, slug)
        if slug not in self._memory or self._memory[slug][0] != changed:
            self._memory[slug] = changed, self._read(slug)
        return self._memory[slug][1]

    def _read(self, slug: str) -> list[Comment]:
        comments, broken = commentfile.read_folder(self.comments, slug)
        self.broken |= {error.path: error for error in broken}
        return comments

    def _likes(self, slug: str) -> int:
        likes, broken = likefile.read(self.comments, slug)
        self.broken |= {error.path: error for error in broken}
        return likes


def _read_page(path: Path) -> str:
    try:
        return path.read_bytes().decode()  # not read_text(): line ends stay as the build wrote them
    except (OSError, UnicodeDecodeError) as error:
        raise StalePage(path, "cannot be read") from error
