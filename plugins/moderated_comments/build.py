"""One build: the comments of articles and pages, attached before anything is written and indexed afterwards."""

from __future__ import annotations

import difflib
import logging
import time
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import moderation
from moderation import atomic, siteindex
from moderation.errors import InvalidSetting
from moderation.published import commentfile
from moderation.published.feed import EPOCH
from moderation.published.merge import Merge
from moderation.published.section import Renderer
from moderation.siteindex import Article, SiteIndex

from .buildcache import BuildCache
from .builtpages import BuiltPages
from .carried import BAR, CACHE
from .deferred import Threads
from .digests import hashed
from .folders import Folders
from .parts import Parts
from .settings import STYLESHEET, site
from .slots import Slots

log = logging.getLogger(__name__)

Settings = dict[str, Any]
FEEDS = "feeds"
"""Under this key the cache has those of articles."""
PROGRAM = [path for one in (moderation.__file__, __file__) for path in sorted(Path(one).parent.glob("*.py"))]
"""What understands comment files and pages, beside what the renderer knows of itself."""


class Build:
    """What one run of Pelican knows about comments."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.output = Path(settings["OUTPUT_PATH"])
        self.folder = Path(settings["PATH"]) / commentfile.FOLDER
        self.templates = [Path(settings["THEME"]) / "templates"]
        self.cache: BuildCache | None = settings[CACHE]
        self.renderer = Renderer(site(settings), self.templates, self.cache)
        program = hashed([self.renderer.shared, *(path.read_text(encoding="utf-8") for path in PROGRAM)])
        self.folders = Folders(self.folder, self.renderer.cache, program, time.time_ns())
        self.parts = Parts(self.renderer, self.folders, self.cache, settings[BAR])
        self.slots = Slots(self.output, self.renderer.cache, program, self.parts.verified)
        self.known: set[str] = set()
        """The slugs of all that may have comments, also of drafts that are not built."""
        self.articles: dict[str, Article] = {}
        self.written: set[str] = set()
        """The names of our own files in the output, pages apart."""

    def attach_to_articles(self, articles: Iterable[Any]) -> None:
        """Give Pelican's articles their comments. Translations share those of their original."""
        contents = [content for content in articles if self._is_known(content, open=self.settings["COMMENTS_OPEN"])]
        self.parts.make_ahead(self.articles.values())
        for content in contents:
            self._attach(content)

    def attach_to_pages(self, pages: Iterable[Any]) -> None:
        """Give comments to the pages that take part: those that say ``Comments: open``, or have a folder of comments.

        The folder may be empty: the page whose only comment was taken down is still the same page.
        """
        folders, articles = set(commentfile.slugs(self.folder)), frozenset(self.known)
        for page in pages:
            if self._is_open(page, default=False) or page.slug in folders:
                if page.slug in articles:
                    log.warning("%s shows no comments: %s is an article, too", page.source_path, page.slug)
                elif self._is_known(page, open=False):
                    self._attach(page)

    def warn(self) -> None:
        """Say what a person should look at: broken files, comments without an article, comments shown as typed."""
        broken = [*chain.from_iterable(self.folders.broken.values())]
        if broken:  # in one message: with --fatal errors there is no second
            log.error("%s", "\n".join(f"Skipping a comment: {error}" for error in broken))
        for slug in commentfile.slugs(self.folder):
            if slug not in self.known:
                likely = difflib.get_close_matches(slug, self.known, n=1, cutoff=0.5)
                hint = f"; was it renamed to {likely[0]}?" if likely else ""
                log.warning("%s belongs to no article%s", self.folder / slug, hint)
        for comment in {comment.id: comment for comment in self.renderer.plain}.values():
            log.warning("%s is shown as it was typed: no safe HTML could be made of it", comment.id)

    def write_feeds(self) -> None:
        """Write the feed of all comments and the feed of each article."""
        feeds, before = self.parts.feeds, BuiltPages(self.renderer.cache, self.output, FEEDS)
        for article in self.articles.values():
            feed, name = self.parts.part("feed", article), feeds.path(article)
            if not before.has(name, feed.key):
                self._write(name, feed.data)
            self.written.add(name)
            before.note(name, feed.key)
        before.keep()
        listed = (slug for slug, article in self.articles.items() if article.listed)
        newest = self.folders.newest(listed, self.renderer.site.feed_items)
        self._write(self.renderer.site.feed, feeds.of_all(self.articles, newest))

    def write_stylesheet(self) -> None:
        """Write ours, where the theme's is not enough."""
        if self.settings["COMMENTS_STYLESHEET"] == STYLESHEET.name:
            self._write(STYLESHEET.name, STYLESHEET.read_text(encoding="utf-8"))

    def write_index(self) -> None:
        """Write the site index for intake and desk, and what is kept for the next build. Raises UnsafeHtml."""
        fingerprints = {slug: self.renderer.fingerprint(article) for slug, article in self.articles.items()}
        pages = self.slots.pages(fingerprints, verified=self.renderer.site.verify)
        index = SiteIndex(
            site=self.renderer.site,
            templates=tuple(str(folder) for folder in self.templates),
            articles={slug: replace(article, pages=pages.get(slug, ())) for slug, article in self.articles.items()},
        )
        siteindex.dump(index, Path(self.settings["COMMENTS_INDEX"]))
        self.folders.keep()
        if self.cache is not None:
            self.cache.keep(self.folders.texts())  # for when a section is made again
            self.cache.save()

    def catch_up(self) -> None:
        """Merge what was approved or taken down meanwhile: the pages show what there was when the build began."""
        changed = self.folders.changed.items()
        late = [slug for slug, before in changed if before != commentfile.changed(self.folder, slug)]
        if late:
            path = Path(self.settings["COMMENTS_INDEX"])
            with siteindex.turn(path):
                Merge(siteindex.load(path), self.folder, self.output).publish(late)

    def _is_known(self, content: Any, open: bool) -> bool:
        """Whether it has a place on the site; then its folder of comments has been looked at."""
        self.known.add(content.slug)
        if not (output := content.save_as):
            return False  # a draft that is not built: not even its title is anybody's business
        if content.slug not in self.articles:
            self.articles[content.slug] = self._article(content, output, open)
            self.folders.look(content.slug)
        return True

    def _attach(self, content: Any) -> None:
        article = self.articles[content.slug]
        known = self.folders.of(article.slug)
        content.comments = Threads(lambda: self.renderer.threads(self.folders.comments(article.slug)), known.digest)
        content.comment_count = known.number
        content.comment_section = self.parts.part("section", article)
        content.comment_link = self.parts.part("count", article).data  # short, and on many pages

    def _article(self, content: Any, output: str, open: bool) -> Article:
        return Article(
            slug=content.slug,
            title=content.title,
            url=content.url,
            output=output,
            date=content.date.isoformat() if hasattr(content, "date") else EPOCH,  # pages need none
            lang=content.lang,
            open=self._is_open(content, open),
            listed=content.status == "published",
        )

    def _is_open(self, content: Any, default: bool) -> bool:
        """Whether it says that it takes comments; if it says nothing, the default."""
        said = str(content.metadata.get("comments", "open" if default else "closed")).strip().lower()
        if said not in ("open", "closed"):
            raise InvalidSetting(f"Comments in {content.source_path}", said, "open or closed")
        return said == "open"

    def _write(self, name: str, text: str) -> None:
        atomic.write_if_changed(self.output / name, text, durable=False)
        self.written.add(name)
