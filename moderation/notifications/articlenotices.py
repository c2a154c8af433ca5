"""Notices of articles: readers are told of each new one, as soon as its page is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from ..interest import Interest
from ..language import gettext as _
from ..queue.news import key
from ..queue.outbox import Message
from ..queue.store import Queue
from ..queue.subscription import Subscription
from ..siteindex import Article, SiteIndex
from .consent import UNSUBSCRIBE
from .readerletter import Contents
from .readermail import ReaderMail

FRESH = timedelta(days=30)
"""How old the date of a new article may be: an older one was there before, under another slug or in another blog."""


class ArticleNotices:
    """The channel to readers who want to know of articles."""

    kind = "article"

    def __init__(self, queue: Queue, mail: ReaderMail) -> None:
        self.queue = queue
        self.mail = mail

    def announce(self, at: datetime) -> None:
        """Queue a message for each reader and each article that is new since the last look."""
        articles = {one.slug: one for one in self.mail.appearance.articles()}
        self.queue.seen.look(articles, at=at)
        for slug in self.queue.seen.new():
            if slug in articles and (articles[slug].moment or at) > at - FRESH:
                self._put(slug, at)
            self.queue.seen.told(slug)  # afterwards: whoever is killed before tells again what the outbox then knows

    def send(self, message: Message, at: datetime) -> None:
        """Tell who still wants to know, if the article is still there. Raises Undelivered."""
        readers = self.queue.subscriptions.known(message.payload["subscriptions"])
        articles = {one.slug: one for one in self.mail.appearance.articles()}
        article, index = articles.get(message.payload["article"]), self.mail.appearance.index()
        if readers and article and index:
            self.mail.send(readers[0], self._contents(message.key, article, readers, index), at)

    def _put(self, slug: str, at: datetime) -> None:
        readers = defaultdict[str, list[str]](list)
        for one in self.queue.subscriptions.all(Interest.POSTS):
            readers[one.reader].append(one.id)
        for reader, ids in readers.items():
            payload = {"article": slug, "subscriptions": ids}
            message = Message(key=key("article", f"{slug} {reader}"), kind=self.kind, payload=payload)
            self.queue.outbox.put(message, at=at)

    def _contents(self, key: str, article: Article, readers: Sequence[Subscription], index: SiteIndex) -> Contents:
        return Contents(
            key=key,
            thread=article.slug,
            subject=_("New article: %(article)s", article=article.title),
            said=[_("There is a new article on %(site)s: “%(article)s”", site=index.site.name, article=article.title)],
            button=_("To the article"),
            link=f"{index.site.feed_url}/{article.url}",
            why=_("You have asked %(site)s to notify you of this.", site=index.site.name),
            unsubscribe=self.mail.consent.link(index.site, UNSUBSCRIBE, [one.id for one in readers]),
        )
