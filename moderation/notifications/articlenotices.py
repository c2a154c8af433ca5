"""Notices of articles: readers are told of each new one, as soon as its page is there."""

from __future__ import annotations

from datetime import datetime

from ..queue.news import key
from ..queue.outbox import Message
from ..queue.readernews import ARTICLE
from .readernews import News


class ArticleNotices:
    """The channel to readers who want to know of articles at once."""

    kind = "article"

    def __init__(self, news: News) -> None:
        self.news = news

    def announce(self, at: datetime) -> None:
        """Queue a message for each reader and each article that is new. Only ids are kept in the outbox."""
        self.news.queue.seen.look(self.news.mail.appearance.articles(), at=at)
        for (slug, reader), subscriptions in self.news.articles(at).items():
            payload = {"article": slug, "subscriptions": [*subscriptions]}
            message = Message(key=key(ARTICLE, f"{slug} {reader}"), kind=self.kind, payload=payload)
            self.news.queue.outbox.put(message, at=at)

    def send(self, message: Message, at: datetime) -> None:
        """Tell who still wants to know, if the article is still there. Raises Undelivered."""
        if bulletin := self.news.article(message.payload["article"], message.payload["subscriptions"]):
            self.news.tell(bulletin, message.key, at)
