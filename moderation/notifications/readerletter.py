"""The letter to a reader, as text and as HTML, in the language of the page on which it was asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any

from ..comment import without_controls
from ..language import Language, Message, language
from ..language import gettext as _
from ..markup.ignorable import as_seen
from ..queue.subscription import Subscription
from ..settings import Settings
from ..templating import environment
from .letter import mailbox
from .notice import line


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a letter says about one thing."""

    said: Sequence[Message]
    quote: str = ""
    """What a stranger has written."""
    button: Message
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a letter says."""

    key: str
    """By the same it has the same Message-ID."""
    subject: Message
    """Without a word of a stranger's."""
    parts: Sequence[Part]
    why: Message
    """Why it comes."""
    unsubscribe: str = ""
    """Where it ends; none of what does not come again."""
    thread: str = ""
    """What mail programs are to show together."""


class ReaderLetters:
    """Writes letters from one address to those of readers."""

    def __init__(self, settings: Settings) -> None:
        """Raises InvalidSetting."""
        self._sender = mailbox("MODERATION_MAIL_FROM", settings.mail_from)
        self._html = environment().get_template("reader_mail.html")

    def write(self, reader: Subscription, contents: Contents, at: datetime) -> EmailMessage:
        """The letter to this reader."""
        letter = EmailMessage(policy=SMTP)
        letter["From"], letter["To"] = self._sender, Address(addr_spec=reader.address)
        letter["Date"] = format_datetime(at)
        letter["Message-ID"] = self._id(contents.key)
        if contents.thread:  # never sent, and the parent of all about it
            letter["In-Reply-To"] = letter["References"] = self._id(contents.thread)
        letter["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday answers to it
        if contents.unsubscribe:  # RFC 8058: in one click, without a page
            letter["List-Unsubscribe"] = f"<{contents.unsubscribe}>"
            letter["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        shown = _shown(contents, language(reader.language))
        letter["Subject"] = shown["subject"]
        letter.set_content("\n".join(_lines(**shown)))
        letter.add_alternative(self._html.render(shown), subtype="html")
        return letter

    def _id(self, key: str) -> str:
        """Hashed: a slug may have letters that no Message-ID may."""
        return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{self._sender.domain}>"


def _shown(contents: Contents, tongue: Language) -> dict[str, Any]:
    """All that is to be read, in the reader's language and cleaned of what is not text."""

    def say(message: Message) -> str:
        return line(tongue.say(message))

    return {
        "language": tongue,
        "subject": say(contents.subject),
        "parts": [
            {
                "said": [*map(say, part.said)],
                "quote": as_seen(without_controls(part.quote)).splitlines(),
                "link": (say(part.button), part.link),
            }
            for part in contents.parts
        ],
        "why": say(contents.why),
        "end": {say(_("Unsubscribe")): contents.unsubscribe} if contents.unsubscribe else {},
    }


def _lines(parts: Sequence[Mapping[str, Any]], why: str, end: Mapping[str, str], **_: object) -> Iterator[str]:
    for part in parts:
        yield from part["said"]
        # Marked line by line: no stranger's line can pass for one of ours.
        yield from ("", *(f"> {written}" for written in part["quote"])) if part["quote"] else ()
        yield from ("", ": ".join(part["link"]), "")
    yield from ("-- ", why)  # RFC 3676, 4.3: what follows is no part of the message
    for label, address in end.items():
        yield f"{label}: {address}"
