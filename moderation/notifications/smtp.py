"""The mail server, by its URL: given a message, or only asked whether it would talk to us."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from contextlib import closing, suppress
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import unquote, urlsplit

from ..errors import InvalidSetting, Undelivered
from .addresses import is_loopback

PORTS = {"smtp": 587, "smtps": 465}
"""RFC 8314: submission, encrypted once both agree to, or from the first byte."""
_UNFOLDED = SMTP.clone(max_line_length=998)
"""Headers in lines as long as RFC 5322 lets them be. In shorter ones Python writes a link as an encoded word, which
RFC 2047 (5.) forbids in List-Unsubscribe, and which no mail program takes for a link."""
TIMEOUT = 20.0
"""Seconds to wait for each answer."""


class MailServer:
    """Talks to it only as long as a message takes. A password goes over no network in clear."""

    def __init__(self, url: str, timeout: float = TIMEOUT) -> None:
        """Raises InvalidSetting, which does not show the URL."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise _unusable() from None
        if parts.scheme not in PORTS or not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
            raise _unusable()
        self._encrypted = parts.scheme == "smtps"
        self._host = parts.hostname
        self._port = port or PORTS[parts.scheme]
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        self._timeout = timeout

    def send(self, message: EmailMessage) -> None:
        """Returns when the server has taken it. Raises Undelivered."""
        sender, recipient = (message[name].addresses[0].addr_spec for name in ("From", "To"))
        # Not send_message(), which writes each line that begins with "From " as ">From ", as only mailboxes must.
        self._talk(lambda session: session.sendmail(sender, recipient, message.as_bytes(policy=_UNFOLDED)))

    def probe(self) -> None:
        """Does all that comes before a message, and nothing that would be sent. Raises Undelivered."""
        self._talk(lambda session: session.noop())

    def _talk(self, say: Callable[[smtplib.SMTP], object]) -> None:
        try:
            with closing(self._connected()) as session:
                self._enter(session)
                say(session)
                with suppress(OSError):  # what was said has been taken, whatever becomes of the farewell
                    session.quit()
        except (OSError, ValueError) as error:  # ValueError: what cannot be written in a protocol of ASCII
            problem, for_good = _in_our_words(error), _is_for_good(error)
        else:
            return
        # Outside of the except clause, or the error would go along as __context__, and the server's words with it.
        raise Undelivered("The mail server", problem, for_good=for_good)

    def _connected(self) -> smtplib.SMTP:
        if self._encrypted:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self._host, self._port, timeout=self._timeout, context=context)
        return smtplib.SMTP(self._host, self._port, timeout=self._timeout)

    def _enter(self, session: smtplib.SMTP) -> None:
        session.ehlo()
        encrypted = self._encrypted
        if not encrypted and session.has_extn("starttls"):
            session.starttls(context=ssl.create_default_context())
            encrypted = True
        if self._user and not encrypted and not is_loopback(self._host):
            raise Undelivered("The mail server", "it offers no encryption, and in clear no password is sent")
        if self._user:
            session.login(self._user, self._password)


def _unusable() -> InvalidSetting:
    # Not what it is: whatever is wrong with it, it may hold the password.
    wanted = (
        "smtp://user:password@host:587 or smtps://…, with other characters than letters and digits as %2F and so on"
    )
    return InvalidSetting("MODERATION_MAIL", "…", wanted)


def _is_for_good(error: Exception) -> bool:
    """Whether it refuses the recipient, and says that it will again (RFC 5321, 4.2.1: 5yz)."""
    refused = error.recipients.values() if isinstance(error, smtplib.SMTPRecipientsRefused) else []
    return any(code >= 500 for code, _ in refused)


def _in_our_words(error: Exception) -> str:
    """What went wrong, told by the error's kind alone: a server's words may name addresses."""
    match error:
        case smtplib.SMTPAuthenticationError():
            return "it refused the user or the password"
        case smtplib.SMTPRecipientsRefused():
            return "it takes no mail for this address"
        case smtplib.SMTPSenderRefused():
            return "it takes no mail from this address"
        case smtplib.SMTPResponseException(smtp_code=code):
            return f"it answered with status {code}"
        case TimeoutError() | smtplib.SMTPServerDisconnected(__context__=TimeoutError()):
            return "it did not answer in time"
        case smtplib.SMTPServerDisconnected():
            return "it hung up"
        case smtplib.SMTPNotSupportedError():
            return "it cannot do what is asked of it"
        case ssl.SSLError():
            return "its encryption is not to be trusted"
        case OSError():
            return "it could not be reached"
    return "the question could not be put to it"
