"""Puts imported articles into the content folder, and leaves alone what people have written there."""

from __future__ import annotations

from pathlib import Path

from .. import atomic
from . import contents
from .articlefile import ArticleFile, dumps
from .report import Report


class ArticleWriter:
    """Writes what is new. What is there stays as it is, unless it is to be overwritten."""

    def __init__(self, content: Path, report: Report, overwrite: bool = False) -> None:
        self.content = content
        self.report = report
        self.overwrite = overwrite
        self.there = contents.by_slug(content)

    def add(self, article: ArticleFile) -> None:
        """Write its file, or say why not. Raises NotWritten."""
        text = dumps(article)
        path = self.there.get(article.slug)
        if path is None:
            self._count(article)
            self._write(self.content / article.path, text)
        elif not atomic.differs(path, text):
            self.report.unchanged += 1
        elif self.overwrite and path.suffix == article.suffix:
            self.report.overwritten.append(path)
            self._write(path, text)
        else:
            self.report.kept.append(path)

    def _count(self, article: ArticleFile) -> None:
        self.report.written[article.type] += 1
        if article.status != "published":
            self.report.unpublished[article.status] += 1

    def _write(self, path: Path, text: str) -> None:
        if not self.report.dry:
            atomic.write(path, text, durable=False)  # an import syncs once, not for every file
