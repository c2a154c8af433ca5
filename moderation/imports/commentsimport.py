"""Comments alone, from a system that keeps them for pages it does not have itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from .. import redirects, siteindex
from ..errors import SiteIndexUnavailable
from ..published import commentfile
from ..queue.store import Queue
from ..settings import Settings
from . import contents, mappingfile
from .commentwriter import CommentWriter
from .foreign import ForeignComment
from .matching import Articles
from .report import Report

Reader = Callable[[Path], Iterator[ForeignComment]]


class CommentsImport:
    """Brings in the comments of one export: first ``survey`` it, then ``run``."""

    def __init__(
        self, read: Reader, path: Path, source: str, settings: Settings, mapping: Path, report: Report
    ) -> None:
        self.read = read
        self.path = path
        self.source = source
        self.settings = settings
        self.mapping = mapping
        """What a person says about pages that cannot be matched; what cannot is added to it."""
        self.report = report

    def survey(self) -> None:
        """Read everything once; nothing is written. Raises InvalidExport."""
        for _ in self.read(self.path):
            pass

    def run(self, queue: Queue | None, overwrite: bool = False) -> None:
        """Write every comment whose article is known.

        Raises InvalidExport, InvalidRedirect, NotWritten, QueueUnavailable.
        """
        articles = self._articles()
        writer = CommentWriter(queue, self.settings.content / commentfile.FOLDER, self.report, overwrite)
        unmatched = []
        for comment in self.read(self.path):
            slug = articles.slug_of(comment.page)
            if slug:
                writer.admit(comment, slug, self.source)
            else:
                self.report.astray[comment.page] += 1
                unmatched.append(comment)
        writer.flush()
        if not self.report.dry:
            mappingfile.write(self.mapping, unmatched)

    def _articles(self) -> Articles:
        addresses = {slug: f"{slug}/" for slug in contents.by_slug(self.settings.content)} | self._built()
        old = redirects.load(self.settings.content / redirects.FILE)
        moved = {address: target for address, target in old.items() if target in addresses}
        return Articles(addresses, moved, mappingfile.read(self.mapping, addresses))

    def _built(self) -> dict[str, str]:
        try:
            index = siteindex.load(self.settings.site_index)
        except SiteIndexUnavailable:
            return {}
        return {slug: article.url for slug, article in index.articles.items()}
