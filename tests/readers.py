"""Readers with mail: a site with pages, a queue, and a real mail server."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

from builders import NOON, a_site, an_article
from mailserver import MailServer, mailing
from moderation import siteindex
from moderation.notifications.consent import Consent
from moderation.notifications.notifier import Notifier, channels
from moderation.queue.ledger import Action
from moderation.queue.store import Queue
from moderation.siteindex import SiteIndex
from subscribing import HOUR

DAY = timedelta(days=1)
JOE = "joe@reader.example"


class Readers:
    """A site with pages and a queue, whose readers alone get mail, from a real server; the clock is the test's."""

    def __init__(self, folder: Path, queue: Queue, server: MailServer) -> None:
        self.queue = queue
        self.server = server
        self.now = NOON + HOUR
        self.output = folder / "output"
        self.settings = mailing(server, mail_to="", site_index=folder / "site.json", output=self.output)
        self.consent = Consent(self.settings.key())
        self.site = a_site(name="A Blog")
        self.articles = {"hello": an_article("hello", title="Hello, Ärger & <Co>"), "other": an_article("other")}
        self.build()

    def build(self, **articles: siteindex.Article) -> None:
        self.articles |= articles
        siteindex.dump(SiteIndex(site=self.site, articles=self.articles), self.settings.site_index)
        for slug in self.articles:
            self.shows(slug)

    def shows(self, slug: str, *comments: str) -> None:
        page = self.output / slug / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text("".join(f'<article id="comment-{id}" class="comment"></article>' for id in comments))

    def round(self) -> list[EmailMessage]:
        """The mails that a round sends."""
        before = len(self.server.letters)
        Notifier(self.queue, channels(self.settings, self.queue), lambda: self.now).round()
        return self.server.letters[before:]

    def approve(self, *ids: str) -> None:
        for id in ids:
            self.queue.decide(id, Action.APPROVE, who="ann", at=self.now)


def subjects(letters: list[EmailMessage]) -> list[tuple[str, str]]:
    return [(str(letter["To"]), str(letter["Subject"])) for letter in letters]
