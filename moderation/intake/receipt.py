"""The receipt: a private address at which a writer sees what became of a comment, and until a person has decided, can
put it right or take it back.

Who knows the address is the writer: it holds a signature of the comment's id, and nobody is asked for a cookie or a
password. What a machine thinks of a comment it never says: a spammer would learn from that.
"""

from __future__ import annotations

import enum
import hmac
from collections.abc import Collection
from dataclasses import dataclass

from ..errors import UnknownComment
from ..interest import Interest
from ..queue.store import Queue
from ..queue.submission import State, Submission
from ..siteindex import Site

PATH = "/receipt/{id}/{signature}"
"""Below ``/comments``, where no article's has more than one part."""
_PURPOSE = b"receipt\0"
"""What is signed begins so; no address of a network does, of which hashes are made with the same secret."""


class Standing(enum.Enum):
    """What has become of a comment, as its writer may know."""

    WAITING = "waiting for a moderator"
    """No person has decided, or one has put it back."""
    PUBLISHED = "published"
    REFUSED = "not accepted"
    """A person, and not only the spam filter, has thrown it out."""
    WITHDRAWN = "withdrawn"
    """Its writer took it back; nothing of it is left."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A comment as its writer sees it."""

    submission: Submission
    decided: bool
    """Whether a person has decided."""
    interests: Collection[Interest] = ()
    """What its writer wants to be told of."""

    @property
    def standing(self) -> Standing:
        if self.submission.state is State.APPROVED:
            return Standing.PUBLISHED
        return Standing.WAITING if not self.decided or self.submission.state is State.PENDING else Standing.REFUSED


class Receipts:
    """Signs addresses with a secret, and knows its own signature."""

    def __init__(self, queue: Queue, secret: bytes) -> None:
        self.queue = queue
        self.secret = secret

    def address(self, site: Site, id: str) -> str:
        """Where the receipt of this comment is."""
        return f"{site.intake}/comments{PATH.format(id=id, signature=self._signature(id))}"

    def find(self, id: str, signature: str) -> Receipt:
        """The receipt of this comment. Raises UnknownComment, for a wrong signature as well."""
        if not hmac.compare_digest(self._signature(id).encode(), signature.encode()):
            raise UnknownComment(id)
        decision = self.queue.last_decision(id)  # first: what is decided from now on looks undecided, not refused
        wanted = [one.interest for one in self.queue.subscriptions.asked_with(id)]
        decided = decision is not None and decision.after is not None
        return Receipt(self.queue.get(id), decided=decided, interests=wanted)

    def _signature(self, id: str) -> str:
        """128 bits, which nobody guesses."""
        return hmac.digest(self.secret, _PURPOSE + id.encode(), "sha256").hex()[:32]
