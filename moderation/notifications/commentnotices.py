"""Notices of comments: readers are told of what they confirmed they want, as soon as the page has it."""

from __future__ import annotations

from datetime import datetime

from ..queue.news import key
from ..queue.outbox import Message
from ..queue.readernews import COMMENT
from .readernews import News


class CommentNotices:
    """The channel to readers who want to know of comments at once. Of each, a reader is told once."""

    kind = "comment"

    def __init__(self, news: News) -> None:
        self.news = news

    def announce(self, at: datetime) -> None:
        """Queue a message for each reader and each comment that is on its page. Only ids are kept in the outbox."""
        for (id, reader), subscriptions in self.news.comments(at).items():
            payload = {"comment": id, "subscriptions": [*subscriptions]}
            message = Message(key=key(COMMENT, f"{id} {reader}"), kind=self.kind, payload=payload)
            self.news.queue.outbox.put(message, at=at)

    def send(self, message: Message, at: datetime) -> None:
        """Tell of the comment as it is now; of none that is off its page, nobody who wants it no more. Raises
        Undelivered."""
        if bulletin := self.news.comment(message.payload["comment"], message.payload["subscriptions"]):
            self.news.tell(bulletin, message.key, at)
