"""The letter: a mail to the moderator, as text and as HTML, about comments that wait."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from ..errors import InvalidSetting
from ..settings import Settings
from ..templating import environment
from .notice import Notice


class Letters:
    """Writes letters from one address to another."""

    def __init__(self, settings: Settings) -> None:
        """Raises InvalidSetting."""
        self.sender = mailbox("MODERATION_MAIL_FROM", settings.mail_from)
        self.recipient = mailbox("MODERATION_MAIL_TO", settings.mail_to)
        self._html = environment().get_template("waiting_mail.html")

    def about(self, notices: Sequence[Notice], more: int, key: str, at: datetime) -> EmailMessage:
        """The letter about these, and so many more; by the same key it has the same Message-ID."""
        letter = EmailMessage(policy=SMTP)
        letter["From"], letter["To"] = self.sender, self.recipient
        letter["Date"] = format_datetime(at)
        letter["Message-ID"] = self._id(key)
        # Never sent, and the parent of all about an article: mail programs make a thread of siblings, too.
        thread = self._id(f"article {_thread(notices)}")
        letter["In-Reply-To"] = letter["References"] = thread
        letter["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday answers to it
        # RFC 2369. Whoever reads what comes there can take MODERATION_MAIL_TO back.
        letter["List-Unsubscribe"] = f"<mailto:{self.sender.addr_spec}?subject=unsubscribe>"
        letter["Subject"] = _subject(notices, more)
        letter.set_content("\n".join(_lines(notices, more)))
        letter.add_alternative(self._html.render(notices=notices, more=more), subtype="html")
        return letter

    def _id(self, key: str) -> str:
        return f"<{key.replace(' ', '.')}@{self.sender.domain}>"


def mailbox(name: str, value: str) -> Address:
    """The address in the setting with this name. Raises InvalidSetting."""
    try:
        address = Address(addr_spec=value)
        addressed = bool(address.username and address.domain) and value.isascii() and value.isprintable()
    except (HeaderParseError, ValueError, IndexError):
        addressed = False
    if not addressed:
        raise InvalidSetting(name, value, "an address such as ann@example.org, as MODERATION_MAIL is set")
    return address


def _thread(notices: Sequence[Notice]) -> str:
    """A name for the article, if it is one; slugs may have letters that a Message-ID may not."""
    articles = {notice.article for notice in notices}
    return hashlib.sha256(articles.pop().encode()).hexdigest()[:16] if len(articles) == 1 else "several"


def _subject(notices: Sequence[Notice], more: int) -> str:
    """Without a word of a stranger's; the same for all about one article, by which some programs thread."""
    if len({notice.title for notice in notices}) == 1 and not more:
        return f"Waiting for you on {notices[0].title}"
    return f"{len(notices) + more} comments are waiting for you"


def _lines(notices: Sequence[Notice], more: int) -> Iterator[str]:
    for notice in notices:
        yield from (f"{notice.id} on {notice.title}", *filter(None, [notice.address]), "")
        yield f"By {notice.author}{f' ({notice.website})' if notice.website else ''}, {notice.date:%Y-%m-%d %H:%M} UTC"
        yield notice.record
        yield f"Verdict: {notice.verdict}"
        yield from (f"  {reason}" for reason in notice.reasons)
        # Marked line by line: no stranger's line can pass for one of ours, such as a link to approve by.
        yield from ("", *(f"> {line}" for line in notice.text.splitlines()), "")
        yield from (f"{action.capitalize() + ':':<9}{link}" for action, link in notice.links.items())
        yield f"At the desk: moderate get {notice.id}"
        yield from ("", "-" * 40, "")
    if more:
        yield f"And {more} more: moderate review"
