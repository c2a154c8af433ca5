"""The notifier: turns news into messages, and sends those that are due."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ..comment import utc_now
from ..errors import QueueUnavailable, Undelivered
from ..queue.outbox import Message
from ..queue.store import Queue
from ..settings import Settings

log = logging.getLogger(__name__)


class Channel(Protocol):
    """A way to tell somebody something."""

    kind: str
    """Of the messages that it sends."""

    def announce(self, at: datetime) -> None:
        """Put into the outbox what is to be told now."""

    def send(self, message: Message, at: datetime) -> None:
        """Hand it to the other side. Raises Undelivered."""


@dataclass(slots=True)
class Tally:
    """How many messages were sent, how many were not taken, and what was wrong with the last of those."""

    sent: int = 0
    failed: int = 0
    problem: str = ""


class Notifier:
    """Goes through its channels, from time to time. Of several at once, each message has one sender."""

    def __init__(self, queue: Queue, channels: Sequence[Channel], now: Callable[[], datetime] = utc_now) -> None:
        self.outbox = queue.outbox
        self.channels = channels
        self.now = now

    def round(self) -> Tally:
        """Announce what is new, and send what is due. Raises QueueUnavailable."""
        tally = Tally()
        for channel in self.channels:
            channel.announce(self.now())
            for key in self.outbox.due(channel.kind, at=self.now()):
                message = self.outbox.claim(key, at=self.now())
                if message and not self._tried(channel, message, tally):
                    break  # mostly it is the other side that is down: the rest can wait for the next round
        return tally

    def _tried(self, channel: Channel, message: Message, tally: Tally) -> bool:
        """Whether nothing is wrong, or only with this message."""
        if failure := self._failure(channel, message):
            problem, for_good = failure.problem, failure.for_good
            tally.failed, tally.problem = tally.failed + 1, problem
            self.outbox.failed(message, problem, at=self.now(), for_good=for_good)
            log.warning("Message %(key)s was not taken: %(problem)s", {"key": message.key, "problem": problem})
            return for_good
        tally.sent += 1
        self.outbox.sent(message, at=self.now())
        log.info("Sent message %(key)s", {"key": message.key})
        return True

    def _failure(self, channel: Channel, message: Message) -> Undelivered | None:
        """Why it could not be sent, if it could not."""
        try:
            channel.send(message, self.now())
        except QueueUnavailable:
            raise
        except Undelivered as error:
            return error
        except Exception as error:  # noqa: BLE001 - a bug must not keep all others from being sent, and its text is private
            return Undelivered("A channel", f"a mistake of ours ({type(error).__name__})")
        return None


def channels(settings: Settings, queue: Queue) -> list[Channel]:
    """Those that are set up. Raises InvalidSetting."""
    from .articlenotices import ArticleNotices
    from .commentnotices import CommentNotices
    from .confirmations import Confirmations
    from .dailynotices import DailyNotices
    from .digest import Digest
    from .readermail import ReaderMail
    from .readernews import News
    from .webhook import Webhook

    found: list[Channel] = []
    if settings.mail:
        mail = ReaderMail(settings)
        found += [Digest(queue, settings)] if settings.mail_to else []
        news = News(queue, mail)
        found += [Confirmations(queue, mail), CommentNotices(news), ArticleNotices(news), DailyNotices(news)]
    if settings.hook:
        found.append(Webhook(queue, settings))
    return found
