"""One build: the comments of every article, attached before pages are written and indexed afterwards."""

from __future__ import annotations

import difflib
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from moderation import atomic, siteindex
from moderation.comment import Comment
from moderation.errors import InvalidCommentFile, InvalidSetting
from moderation.published import commentfile
from moderation.published.feed import Feeds
from moderation.published.htmlcache import HtmlCache
from moderation.published.merge import Merge
from moderation.published.section import OPENING, Renderer
from moderation.published.threads import Thread
from moderation.siteindex import Article, SiteIndex

from .settings import site

log = logging.getLogger(__name__)

Settings = dict[str, Any]


class Build:
    """What one run of Pelican knows about comments."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.output = Path(settings["OUTPUT_PATH"])
        self.folder = Path(settings["PATH"]) / commentfile.FOLDER
        self.templates = [Path(settings["THEME"]) / "templates"]
        self.cache = HtmlCache(Path(settings["COMMENTS_CACHE"]))
        self.renderer = Renderer(site(settings), self.templates, self.cache)
        self.articles: dict[str, Article] = {}
        self.comments: dict[str, list[Comment]] = {}
        self.broken: list[InvalidCommentFile] = []
        self.changed: dict[str, int] = {}
        """When each folder of comments had last changed before it was read."""

    def attach(self, contents: Iterable[Any], listed: bool) -> None:
        """Give Pelican's articles their comments. Translations share those of their original."""
        for content in contents:
            article = self.articles.setdefault(content.slug, self._article(content, listed))
            if article.slug not in self.comments:
                self.comments[article.slug] = self._read(article.slug)
            comments = self.comments[article.slug]
            threads = self.renderer.threads(comments)
            content.comments = threads
            content.comment_count = len(comments)
            content.comment_section = self._section(article, threads)
            content.comment_link = self.renderer.part("count", article, threads)

    def warn(self) -> None:
        """Say what a person should look at: broken files, comments without an article, comments shown as typed."""
        if self.broken:  # in one message: with --fatal errors there is no second
            log.error("%s", "\n".join(f"Skipping a comment: {error}" for error in self.broken))
        for slug in commentfile.slugs(self.folder):
            if slug not in self.articles:
                likely = difflib.get_close_matches(slug, self.articles, n=1, cutoff=0.5)
                hint = f"; was it renamed to {likely[0]}?" if likely else ""
                log.warning("%s belongs to no article%s", self.folder / slug, hint)
        for comment in {comment.id: comment for comment in self.renderer.plain}.values():
            log.warning("%s is shown as it was typed: no safe HTML could be made of it", comment.id)

    def write_feeds(self) -> None:
        """Write the feed of all comments and the feed of each article."""
        feeds = Feeds(self.renderer.site, self.renderer.environment)
        for article in self.articles.values():
            self._write(feeds.path(article), self._kept("feed", article, feeds.of_article))
        everything = (comment for comments in self.comments.values() for comment in comments)
        self._write(self.renderer.site.feed, feeds.of_all(self.articles, everything))

    def write_index(self) -> None:
        """Write the site index for intake and desk, and keep the safe HTML for the next build."""
        pages = self._pages()
        index = SiteIndex(
            site=self.renderer.site,
            templates=tuple(str(folder) for folder in self.templates),
            articles={slug: replace(article, pages=pages[slug]) for slug, article in self.articles.items()},
        )
        siteindex.dump(index, Path(self.settings["COMMENTS_INDEX"]))
        self.cache.save()

    def catch_up(self) -> None:
        """Merge what was approved or taken down meanwhile: the pages show what there was when the build began."""
        late = [slug for slug, changed in self.changed.items() if changed != _changed(self.folder / slug)]
        if late:
            path = Path(self.settings["COMMENTS_INDEX"])
            with siteindex.turn(path):
                Merge(siteindex.load(path), self.folder, self.output).publish(late)

    def _article(self, content: Any, listed: bool) -> Article:
        return Article(
            slug=content.slug,
            title=content.title,
            url=content.url,
            output=content.save_as,
            date=content.date.isoformat(),
            open=self._is_open(content),
            listed=listed,
        )

    def _is_open(self, content: Any) -> bool:
        default = "open" if self.settings["COMMENTS_OPEN"] else "closed"
        said = str(content.metadata.get("comments", default)).strip().lower()
        if said not in ("open", "closed"):
            raise InvalidSetting(f"Comments in {content.source_path}", said, "open or closed")
        return said == "open"

    def _section(self, article: Article, threads: list[Thread]) -> str:
        return self._kept("section", article, lambda article, _: self.renderer.part("section", article, threads))

    def _kept(self, what: str, article: Article, make: Callable[[Article, list[Comment]], str]) -> str:
        comments = self.comments[article.slug]
        return self.renderer.kept(what, article, comments, lambda: make(article, comments))

    def _read(self, slug: str) -> list[Comment]:
        self.changed[slug] = _changed(self.folder / slug)
        comments, broken = commentfile.read_folder(self.folder, slug)
        self.broken += broken
        for comment in comments:
            self.renderer.html(comment)  # also where the page is kept: to keep the HTML, and to know what is plain
        return comments

    def _write(self, name: str, text: str) -> None:
        atomic.write_if_changed(self.output / name, text, durable=False)

    def _pages(self) -> dict[str, tuple[str, ...]]:
        """The built pages that show comments, or their number, by article."""
        pages: dict[str, set[str]] = defaultdict(set)
        current = {slug: self.renderer.fingerprint(article) for slug, article in self.articles.items()}
        for name, slug, fingerprint in self._slots():
            if current.get(slug) == fingerprint:  # others are left over from earlier builds
                pages[slug].add(name)
        return defaultdict(tuple, {slug: tuple(sorted(names)) for slug, names in pages.items()})

    def _slots(self) -> Iterator[tuple[str, str, str]]:
        for path in sorted(self.output.rglob("*.html")):
            for slot in OPENING.finditer(path.read_text(encoding="utf-8", errors="replace")):
                yield path.relative_to(self.output).as_posix(), slot["slug"], slot["fingerprint"]


def _changed(folder: Path) -> int:
    """When a file was last put there or taken away; 0 if there is no folder."""
    try:
        return folder.stat().st_mtime_ns
    except FileNotFoundError:
        return 0
