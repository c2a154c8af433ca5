"""Notices of comments: readers are told of what they confirmed they want, as soon as the page has it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ..comment import Comment
from ..language import gettext as _
from ..queue.news import key
from ..queue.outbox import Message
from ..queue.store import Queue
from ..queue.submission import State
from ..queue.subscription import Subscription
from ..queue.subscriptions import TOLD
from ..siteindex import SiteIndex
from .consent import UNSUBSCRIBE
from .readerletter import Contents
from .readermail import ReaderMail


class CommentNotices:
    """The channel to readers who want to know of comments. Of each, a reader is told once."""

    kind = "comment"

    def __init__(self, queue: Queue, mail: ReaderMail) -> None:
        self.queue = queue
        self.mail = mail

    def announce(self, at: datetime) -> None:
        """Queue a message for each reader and each comment that is on its page. Only ids are kept in the outbox."""
        due = self.queue.subscriptions.due(at=at)
        known = self.queue.known(sorted({id for id, _ in due}))
        shown = {id for id, one in known.items() if one and self.mail.appearance.shows(one.comment)}
        for (id, reader), subscriptions in due.items():
            if id in shown:
                payload = {"comment": id, "subscriptions": [*subscriptions]}
                message = Message(key=key(TOLD, f"{id} {reader}"), kind=self.kind, payload=payload)
                self.queue.outbox.put(message, at=at)

    def send(self, message: Message, at: datetime) -> None:
        """Tell of the comment as it is now; of none that is off its page, nobody who wants it no more. Raises
        Undelivered."""
        id = message.payload["comment"]
        comment = self._public(id)
        readers = self.queue.subscriptions.known(message.payload["subscriptions"])
        index = self.mail.appearance.index()
        if comment and readers and index:
            self.mail.send(readers[0], self._contents(message.key, comment, readers, index), at)

    def _public(self, id: str) -> Comment | None:
        found = self.queue.known([id]).get(id)
        if found and found.state is State.APPROVED and self.mail.appearance.shows(found.comment):
            return found.comment
        return None

    def _contents(self, key: str, comment: Comment, readers: Sequence[Subscription], index: SiteIndex) -> Contents:
        article = index.articles[comment.article]
        facts = {"article": article.title, "author": comment.author}
        # Sentences begin with our words: no name can pass for a line of ours, such as a link.
        said = _("A new comment on “%(article)s”, by %(author)s:", **facts)
        if comment.parent in {one.comment for one in readers}:
            said = _("A reply to your comment on “%(article)s”, by %(author)s:", **facts)
        return Contents(
            key=key,
            thread=article.slug,
            subject=_("New comment on “%(article)s”", article=article.title),
            said=[said],
            quote=comment.text,
            button=_("To the comment"),
            link=f"{index.site.feed_url}/{article.url}#comment-{comment.id}",
            why=_("You have asked %(site)s to notify you of this.", site=index.site.name),
            unsubscribe=self.mail.consent.link(index.site, UNSUBSCRIBE, [one.id for one in readers]),
        )
