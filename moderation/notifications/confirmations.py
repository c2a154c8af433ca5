"""Confirmations: an address is asked, once, whether it wants what was asked for in its name.

Whoever sends comments in order to have us write to strangers gets little for it: a comment that looks like spam asks
nobody; an address is asked at most once a day, whatever for; and at most one address every few minutes for the readers
of one network. Nothing in the mail is the sender's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from ..language import gettext as _
from ..queue.news import key
from ..queue.outbox import Message
from ..queue.store import Queue
from ..queue.subscription import Subscription
from ..queue.subscriptions import ASKED, UNCONFIRMED
from ..siteindex import SiteIndex
from .consent import CONFIRM
from .readerletter import Contents, Part
from .readermail import ReaderMail
from .wording import in_words

SLOT = timedelta(minutes=10)
"""How long one network waits until the next address is asked."""
MOST = 20
"""What an address is asked about at once; the link must be short enough for a mail."""


class Confirmations:
    """The channel by which readers are asked."""

    kind = "confirmation"

    def __init__(self, queue: Queue, mail: ReaderMail) -> None:
        self.queue = queue
        self.mail = mail

    def announce(self, at: datetime) -> None:
        """Queue a message to each address that was not asked today. Only ids are kept in the outbox."""
        if not self.mail.appearance.index():
            return
        networks: dict[str, str] = {}
        readers: dict[str, list[str]] = {}
        for one, network in self.queue.subscriptions.unasked(at=at):
            networks.setdefault(one.reader, network)
            readers.setdefault(one.reader, []).append(one.id)
        slot = int(at.timestamp() // SLOT.total_seconds())
        for reader, ids in readers.items():
            asked = ids[:MOST]
            told = [key("network", f"{networks[reader]} {slot}"), *(key(ASKED, id) for id in asked)]
            today = key("confirm", f"{reader} {at:%Y-%m-%d}")
            self.queue.outbox.put(
                Message(key=today, kind=self.kind, payload={"subscriptions": asked}), at=at, told=told
            )

    def send(self, message: Message, at: datetime) -> None:
        """Ask about what of it still is to be asked. Raises Undelivered."""
        found = self.queue.subscriptions.askable(message.payload["subscriptions"], at=at)
        index = self.mail.appearance.index()
        if found and index:
            self.mail.send(found[0], self._contents(message.key, found, index), at)

    def _contents(self, key: str, found: Sequence[Subscription], index: SiteIndex) -> Contents:
        asked = Part(
            said=[
                _("Somebody, most likely you, wants this address to be notified of:"),
                *(in_words(one, index.articles) for one in found),
            ],
            button=_("Yes, notify me"),
            link=self.mail.consent.link(index.site, CONFIRM, [one.id for one in found]),
        )
        return Contents(
            key=key,
            subject=_("Please confirm: notices from %(site)s", site=index.site.name),
            parts=[asked],
            why=_(
                "If it was not you, there is nothing to do: in %(days)s days this address is forgotten.",
                days=UNCONFIRMED.days,
            ),
        )
