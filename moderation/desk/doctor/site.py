"""Whether the built site is there, is new, and shows what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ... import siteindex
from ...published import commentfile
from ...settings import Settings
from ..desk import Desk
from .finding import Finding, Findings, counted, some


def index(settings: Settings) -> Findings:
    """Whether the last build is complete and newer than what it was made from. Raises SiteIndexUnavailable."""
    articles = siteindex.load(settings.site_index).articles.values()
    missing = [article.output for article in articles if not (settings.output / article.output).is_file()]
    if missing:
        yield Finding(some(missing, "page", "missing"), "make site")
    newest = max(_sources(settings.content), key=_time, default=settings.site_index)
    if _time(newest) > _time(settings.site_index):
        yield Finding(f"{newest} was changed after the site was built.", "make site")
    elif not missing:
        yield Finding(f"It is newer than what it was made from, and has {counted(len(articles), 'article')}.")


def pages(desk: Desk) -> Findings:
    """Whether files and pages agree with the decisions. Raises SiteIndexUnavailable, StalePage, UnsafeHtml."""
    status = desk.status()
    if status.problem:
        raise status.problem
    found = [Finding(f"Left out: {error}", f"correct {error.path}, then moderate publish") for error in status.skipped]
    if status.unpublished:
        found.append(Finding(some(status.unpublished, "comment", "not where decided"), "moderate publish"))
    if status.pages:
        found.append(Finding(some(status.pages, "file", "without all comments"), "moderate publish"))
    yield from found or [Finding("All decisions are on the pages.")]


def _sources(content: Path) -> Iterator[Path]:
    """What a build reads, apart from comments, which are merged without one."""
    for path in content.rglob("*"):
        parts = path.relative_to(content).parts
        if path.is_file() and parts[0] != commentfile.FOLDER and not any(part.startswith(".") for part in parts):
            yield path


def _time(path: Path) -> float:
    return path.stat().st_mtime
