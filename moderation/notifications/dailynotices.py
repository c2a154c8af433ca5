"""Daily notices: one mail to a reader, with all that the day before made visible of what was asked for.

What is published today is told tomorrow, soon after midnight (UTC). The outbox knows each thing in it by the key that
it has when it is told at once: so that nothing is told in both ways, whatever a reader changes meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ..language import gettext as _
from ..queue.news import key
from ..queue.outbox import Message
from ..queue.readernews import ARTICLE, COMMENT
from .readerletter import Part
from .readernews import Bulletin, News

MOST = 20
"""How much a mail shows; of the rest it says how much there is."""


class DailyNotices:
    """The channel to readers who want one mail a day."""

    kind = "daily"

    def __init__(self, news: News) -> None:
        self.news = news

    def announce(self, at: datetime) -> None:
        """Queue a message for each reader who got none today. Only ids are kept in the outbox."""
        found = {ARTICLE: self.news.articles(at, daily=True), COMMENT: self.news.comments(at, daily=True)}
        readers: dict[str, dict[str, dict[str, Sequence[str]]]] = {}
        for topic, due in found.items():
            for (subject, reader), subscriptions in due.items():
                readers.setdefault(reader, {ARTICLE: {}, COMMENT: {}})[topic][subject] = subscriptions
        for reader, payload in readers.items():
            told = [key(topic, f"{subject} {reader}") for topic, about in payload.items() for subject in about]
            message = Message(key=key(self.kind, f"{reader} {at:%Y-%m-%d}"), kind=self.kind, payload=payload)
            self.news.queue.outbox.put(message, at=at, told=told)

    def send(self, message: Message, at: datetime) -> None:
        """Tell of all that is still there and still wanted. Raises Undelivered."""
        articles = [self.news.article(slug, ids) for slug, ids in message.payload[ARTICLE].items()]
        comments = [self.news.comment(id, ids) for id, ids in message.payload[COMMENT].items()]
        if found := [one for one in articles + comments if one]:
            self.news.tell(_together(found), message.key, at)


def _together(found: Sequence[Bulletin]) -> Bulletin:
    site, shown = found[0].site, found[:MOST]
    parts = [part for one in shown for part in one.parts]
    if more := len(found) - len(shown):
        said = _("Not shown here, but also new: %(count)s", count=more)
        parts.append(Part(said=[said], button=_("Back to the front page"), link=f"{site.feed_url}/"))
    return Bulletin(
        site=site,
        thread="daily",
        subject=_("News from %(site)s", site=site.name),
        parts=parts,
        wanted=[*dict.fromkeys(wish for one in shown for wish in one.wanted)],
    )
