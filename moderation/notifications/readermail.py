"""What it takes to write to readers: the pages that they see, the links that they get, and the mail itself."""

from __future__ import annotations

from datetime import datetime

from ..queue.subscription import Subscription
from ..settings import Settings
from .appearance import Appearance
from .consent import Consent
from .readerletter import Contents, ReaderLetters
from .smtp import MailServer


class ReaderMail:
    """For all channels to readers."""

    def __init__(self, settings: Settings) -> None:
        """Raises InvalidSetting."""
        self.appearance = Appearance(settings)
        self.consent = Consent(settings.key())
        self._letters = ReaderLetters(settings)
        self._server = MailServer(settings.mail)

    def send(self, reader: Subscription, contents: Contents, at: datetime) -> None:
        """Returns when the mail server has taken it. Raises Undelivered."""
        self._server.send(self._letters.write(reader, contents, at))
