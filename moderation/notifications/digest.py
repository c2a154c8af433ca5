"""The moderator's mail: one message with all that waits and was in none before, at once or every so many minutes.

Only ids are kept in the outbox. The mail is written when it is sent: so it says nothing of what was decided, edited or
erased meanwhile, and its links fit the comments as they are.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from ..queue.news import key
from ..queue.outbox import Message
from ..queue.store import Queue
from ..queue.submission import State, Verdict
from ..settings import Settings
from .letter import Letters
from .notice import Notices
from .smtp import MailServer

TOPIC = "waiting"
MOST = 20
"""How many comments a mail shows; of the others it says how many there are."""
_SPAM = (Verdict.SPAM, Verdict.DISCARD)
"""Where the filter only observes, that waits, too."""


class Digest:
    """The channel to the moderator."""

    kind = "digest"

    def __init__(self, queue: Queue, settings: Settings) -> None:
        """Raises InvalidSetting."""
        self.queue = queue
        self.server = MailServer(settings.mail)
        self.letters = Letters(settings)
        self.notices = Notices(queue, settings)
        self.pause = timedelta(minutes=settings.mail_digest)

    def announce(self, at: datetime) -> None:
        """Queue a message about what waits, unless one was queued a moment ago."""
        last = self.queue.outbox.last(self.kind)
        if last and timedelta() <= at - last < self.pause:
            return
        untold = self.queue.untold(TOPIC, at, [State.PENDING])
        ids = [submission.id for submission in untold if submission.verdict not in _SPAM]
        if ids:
            message = Message(key=key(TOPIC, ids[0]), kind=self.kind, payload={"comments": ids})
            self.queue.outbox.put(message, at=at, told=[key(TOPIC, id) for id in ids[1:]])

    def send(self, message: Message, at: datetime) -> None:
        """Mail what of it still waits, if anything does. Raises Undelivered."""
        ids = message.payload["comments"]
        known = self.queue.known(ids)
        waiting = [one for id in ids if (one := known.get(id)) and one.state is State.PENDING]
        if waiting:
            notices = [self.notices.of(submission, at) for submission in waiting[:MOST]]
            self.server.send(self.letters.about(notices, len(waiting) - len(notices), message.key, at))
