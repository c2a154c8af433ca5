"""A selection: which submissions are meant, by what is known of them."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import datetime

from .submission import State, Submission, Verdict

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Those of which all is true that is said here; what is not said narrows nothing."""

    state: State | None = None
    article: str | None = None
    author: str | None = None
    """Whose name is this, in whatever case."""
    email: str | None = None
    """Likewise."""
    network: Network | None = None
    """Which were sent from there. Senders' addresses are forgotten after a while."""
    verdict: Verdict | None = None
    before: datetime | None = None
    """Which came before this moment."""
    words: str | None = None
    """Which hold this, in whatever case: in their text, or in name, e-mail address or website of who wrote them."""

    def fits(self, one: Submission) -> bool:
        """Whether this one is meant."""
        # Compared here, as SQLite knows the case of ASCII only, and PostgreSQL what its locale knows.
        comment = one.comment
        return (
            self.state in (None, one.state)
            and self.article in (None, comment.article)
            and self.verdict in (None, one.verdict)
            and (self.before is None or comment.date < self.before)
            and (self.author is None or comment.author.casefold() == self.author.casefold())
            and (self.email is None or one.email.casefold() == self.email.casefold())
            and (self.network is None or _is_from(one.ip, self.network))
            and (self.words is None or _is_in(self.words, comment.text, comment.author, one.email, comment.website))
        )

    @property
    def must_be_read(self) -> bool:
        """Whether it says anything that only ``fits`` can tell."""
        return any(one is not None for one in (self.author, self.email, self.network, self.words))


EVERYTHING = Selection()


def _is_from(ip: str, network: Network) -> bool:
    try:
        return ipaddress.ip_address(ip) in network
    except ValueError:  # forgotten, or never known
        return False


def _is_in(words: str, *texts: str) -> bool:
    return any(words.casefold() in text.casefold() for text in texts)
