"""A notice: what a moderator is told of a comment that waits, on mail and page. Nothing private of its writer is in it.

Whatever a stranger typed is cleaned here, of all that moves a cursor, hides or reorders; what is left is text, and each
template escapes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ..comment import without_controls
from ..errors import SiteIndexUnavailable
from ..markup.ignorable import as_seen
from ..queue.store import Queue
from ..queue.submission import Submission, in_words
from ..settings import Settings
from ..siteindex import Latest, Site, SiteIndex
from .links import Links


@dataclass(frozen=True, slots=True)
class Notice:
    """Every field can be shown, as text."""

    id: str
    article: str
    title: str
    """The article's; its slug, if no index knows it."""
    address: str
    """The article's; empty likewise."""
    author: str
    website: str
    date: datetime
    text: str
    record: str
    """What became of this author's comments so far."""
    verdict: str
    reasons: Sequence[str]
    links: Mapping[str, str]
    """For each action; empty where mails have none."""


class Notices:
    """Writes notices."""

    def __init__(self, queue: Queue, settings: Settings) -> None:
        self.queue = queue
        self.links = Links(queue, settings.key(), settings.links)
        self._index = Latest(settings.site_index)

    def of(self, submission: Submission, at: datetime) -> Notice:
        """The notice about this one, with links that begin to expire."""
        comment = submission.comment
        title, address = self._article(comment.article)
        return Notice(
            id=comment.id,
            article=comment.article,
            title=line(title),
            address=address,
            author=line(comment.author),
            website=line(comment.website),
            date=comment.date,
            text=as_seen(without_controls(comment.text)),
            record=in_words(self.queue.record_of(submission.email) if submission.email else {}),
            verdict=f"{submission.verdict.value} (score {submission.score:g})",
            reasons=[line(str(reason)) for reason in submission.reasons],
            links=self.links.of(submission, at),
        )

    def site(self) -> Site | None:
        """As the last build left it, if there was one."""
        index = self._known()
        return index.site if index else None

    def _article(self, slug: str) -> tuple[str, str]:
        index = self._known()
        article = index.articles.get(slug) if index else None
        return (article.title, f"{index.site.feed_url}/{article.url}") if index and article else (slug, "")

    def _known(self) -> SiteIndex | None:
        try:
            return self._index()
        except SiteIndexUnavailable:
            return None


def line(text: str) -> str:
    """The text on one line, as it can be shown."""
    return " ".join(as_seen(without_controls(text)).split())
