"""Readers' news: what the pages show by now of what readers are to be told, and the letters that tell it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..comment import Comment
from ..language import Message
from ..language import gettext as _
from ..queue.readernews import Due
from ..queue.store import Queue
from ..queue.submission import State
from ..queue.subscription import Subscription
from ..siteindex import Site
from .consent import UNSUBSCRIBE
from .readerletter import Contents, Part
from .readermail import ReaderMail

FRESH = timedelta(days=30)
"""How old the date of a new article may be: an older one was there before, under another slug or in another blog."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """What a reader is told in one letter."""

    site: Site
    thread: str
    subject: Message
    parts: Sequence[Part]
    wanted: Sequence[Subscription]
    """The reader's, which say so; at least one."""


class News:
    """For the channels that tell of it at once, and the one that does daily."""

    def __init__(self, queue: Queue, mail: ReaderMail) -> None:
        self.queue = queue
        self.mail = mail

    def comments(self, at: datetime, *, daily: bool = False) -> Due:
        """Whom to tell of which comments that are on their pages."""
        due = self.queue.readernews.comments(at=at, daily=daily)
        known = self.queue.known(sorted({id for id, _ in due}))
        shown = {id for id, one in known.items() if one and self.mail.appearance.shows(one.comment)}
        return {pair: ids for pair, ids in due.items() if pair[0] in shown}

    def articles(self, at: datetime, *, daily: bool = False) -> Due:
        """Whom to tell of which articles whose pages are there."""
        due = self.queue.readernews.articles(at=at, daily=daily)
        there = self.mail.appearance.articles() if due else {}
        fresh = {slug for slug, one in there.items() if (one.moment or at) > at - FRESH}
        return {pair: ids for pair, ids in due.items() if pair[0] in fresh}

    def comment(self, id: str, subscriptions: Sequence[str]) -> Bulletin | None:
        """The comment as it is now; none if it is off its page, or nobody wants it any more."""
        comment = self._public(id)
        wanted = self.queue.subscriptions.known(subscriptions)
        index = self.mail.appearance.index()
        if not (comment and wanted and index):
            return None
        article = index.articles[comment.article]
        facts = {"article": article.title, "author": comment.author}
        # Sentences begin with our words: no name can pass for a line of ours, such as a link.
        said = _("A new comment on “%(article)s”, by %(author)s:", **facts)
        if comment.parent in {one.comment for one in wanted}:
            said = _("A reply to your comment on “%(article)s”, by %(author)s:", **facts)
        link = f"{index.site.feed_url}/{article.url}#comment-{comment.id}"
        return Bulletin(
            site=index.site,
            thread=f"article {article.slug}",
            subject=_("New comment on “%(article)s”", article=article.title),
            parts=[Part(said=[said], quote=comment.text, button=_("To the comment"), link=link)],
            wanted=wanted,
        )

    def article(self, slug: str, subscriptions: Sequence[str]) -> Bulletin | None:
        """The article as it is now; none if it is gone, or nobody wants it any more."""
        article = self.mail.appearance.articles().get(slug)
        wanted = self.queue.subscriptions.known(subscriptions)
        index = self.mail.appearance.index()
        if not (article and wanted and index):
            return None
        said = _("There is a new article on %(site)s: “%(article)s”", site=index.site.name, article=article.title)
        link = f"{index.site.feed_url}/{article.url}"
        return Bulletin(
            site=index.site,
            thread=f"article {slug}",
            subject=_("New article: %(article)s", article=article.title),
            parts=[Part(said=[said], button=_("To the article"), link=link)],
            wanted=wanted,
        )

    def tell(self, bulletin: Bulletin, key: str, at: datetime) -> None:
        """Send it, with a link that ends all that it was wanted for. Raises Undelivered."""
        site, wanted = bulletin.site, bulletin.wanted
        contents = Contents(
            key=key,
            thread=bulletin.thread,
            subject=bulletin.subject,
            parts=bulletin.parts,
            why=_("You have asked %(site)s to notify you of this.", site=site.name),
            unsubscribe=self.mail.consent.link(site, UNSUBSCRIBE, [one.id for one in wanted]),
        )
        self.mail.send(wanted[0], contents, at)

    def _public(self, id: str) -> Comment | None:
        found = self.queue.known([id]).get(id)
        if found and found.state is State.APPROVED and self.mail.appearance.shows(found.comment):
            return found.comment
        return None
