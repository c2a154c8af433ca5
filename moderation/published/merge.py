"""The merge: comments into pages that are built already, without building the site again.

What it writes is, byte for byte, what a full build would write; where it cannot be, it writes nothing and says so.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from .. import atomic
from ..comment import Comment
from ..errors import InvalidCommentFile, StalePage, UnknownArticle
from ..nearest import nearest
from ..sanitize import Cache
from ..siteindex import Article, SiteIndex
from . import commentfile, likefile
from .feed import Feeds
from .section import SLOT, Renderer


class Merge:
    """Merges the comment files of a site, and its numbers of likes, into its built pages and feeds."""

    def __init__(self, index: SiteIndex, comments: Path, output: Path, cache: Cache | None = None) -> None:
        self.index = index
        self.comments = comments
        self.output = output
        self.renderer = Renderer(index.site, [Path(folder) for folder in index.templates], cache)
        self.feeds = Feeds(index.site, self.renderer.environment)
        self.broken: dict[Path, InvalidCommentFile] = {}
        """Comment files and numbers of likes that could not be read; they are left out."""

    def publish(self, slugs: Iterable[str]) -> list[Path]:
        """Bring these articles' pages and the feeds up to date; gives the files that changed.

        Raises UnknownArticle or StalePage, and has written nothing then; NotWritten, and has written some.
        """
        return [path for path, text in self.texts(slugs).items() if atomic.write_if_changed(path, text)]

    def pending(self, slugs: Iterable[str]) -> list[Path]:
        """The files that ``publish`` would change."""
        return [path for path, text in self.texts(slugs).items() if atomic.differs(path, text)]

    def texts(self, slugs: Iterable[str]) -> dict[Path, str]:
        """What each page and feed of these articles should hold."""
        texts: dict[Path, str] = {}
        read = functools.cache(self._read)  # once for the pages and the feed of all comments alike
        for slug in slugs:
            texts.update(self._article(slug, texts, read))
        everything = (comment for slug in commentfile.slugs(self.comments) for comment in read(slug))
        texts[self.output / self.index.site.feed] = self.feeds.of_all(self.index.articles, everything)
        return texts

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
        fingerprint = self.renderer.fingerprint(article)
        found = False

        def fresh(slot: re.Match[str]) -> str:
            nonlocal found
            if slot["slug"] != article.slug:
                return slot.group()
            if slot["fingerprint"] != fingerprint:
                raise StalePage(path, "was built with another theme or other settings")
            found = True
            return parts[slot["part"]]

        spliced = SLOT.sub(fresh, page)
        if not found:
            raise StalePage(path, f"has no place for the comments on {article.slug}")
        return spliced

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
