"""The likes as the desk has them: counted in the queue, written down for readers beside the comments, corrected."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from .. import siteindex
from ..errors import UnknownArticle
from ..nearest import nearest
from ..published import likefile

if TYPE_CHECKING:
    from .desk import Desk


def write(desk: Desk, slugs: Collection[str]) -> set[str]:
    """Let the files of these articles hold what the queue has counted; those where that is new.

    Numbers of articles that nobody has liked in this queue are left alone, as are comments that it does not know.
    """
    counts = desk.queue.likes.counts()
    return {slug for slug in slugs if slug in counts and likefile.write(desk.folder, slug, counts[slug])}


def publish(desk: Desk) -> list[Path]:
    """Show readers how many like each article now; gives the files that changed.

    Raises QueueUnavailable, SiteIndexUnavailable, StalePage, NotWritten.
    """
    desk.touched |= write(desk, siteindex.load(desk.settings.site_index).articles.keys())
    return desk.merge()


def correct(desk: Desk, slug: str, number: int, why: str = "") -> list[Path]:
    """Let the article have this number of likes, on its page, too; who did it and why is recorded.

    Raises UnknownArticle, and what publishing raises.
    """
    articles = siteindex.load(desk.settings.site_index).articles
    if slug not in articles:
        raise UnknownArticle(slug, nearest(slug, articles))
    desk.queue.likes.correct(slug, number, who=desk.settings.who(), at=desk.now(), why=why)
    return publish(desk)
