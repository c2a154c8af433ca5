"""Links by which a moderator decides: each is for one action on one comment as it is now, for a week.

Who has such a link may decide: it holds a signature, and nobody is asked for a password. It is void once anything was
decided about the comment, by the link itself or otherwise, and once the comment says something else.
"""

from __future__ import annotations

import hmac
import json
from datetime import datetime, timedelta

from ..comment import ID
from ..errors import UnknownComment
from ..queue.store import Queue
from ..queue.submission import Submission
from .addresses import safe

ACTIONS = ("approve", "spam", "trash")
PATH = "/{action}/{id}/{expires}/{signature}"
LIFETIME = timedelta(days=7)
_PURPOSE = b"decision\0"
"""What is signed begins so; no receipt's signature, made with the same secret, is one of a decision."""


class Links:
    """Signs links with a secret, and knows its own signature."""

    def __init__(self, queue: Queue, secret: bytes, address: str) -> None:
        """``address`` is what links begin with; where it is empty, there are none. Raises InvalidSetting."""
        self.queue = queue
        self.secret = secret
        self.address = address and safe("MODERATION_LINKS", address).rstrip("/")

    def of(self, submission: Submission, at: datetime) -> dict[str, str]:
        """A link for each action."""
        expires = str(int((at + LIFETIME).timestamp()))
        return {action: self._link(action, submission, expires) for action in ACTIONS if self.address}

    def find(self, action: str, id: str, expires: str, signature: str, at: datetime) -> Submission:
        """The comment that this link decides. Raises UnknownComment, whatever is wrong with the link."""
        if not ID.match(id):
            raise UnknownComment(id)
        submission = self.queue.get(id)
        genuine = self._signature(action, submission, expires)
        # The signature first: after it, ``expires`` is a number of ours.
        if not hmac.compare_digest(genuine.encode(), signature.encode()) or int(expires) < at.timestamp():
            raise UnknownComment(id)
        return submission

    def _link(self, action: str, submission: Submission, expires: str) -> str:
        signature = self._signature(action, submission, expires)
        return self.address + PATH.format(action=action, id=submission.id, expires=expires, signature=signature)

    def _signature(self, action: str, submission: Submission, expires: str) -> str:
        """128 bits, which nobody guesses."""
        comment = submission.comment
        said = [comment.id, comment.author, comment.website, comment.text, submission.state.value]
        decided = [decision.number for decision in self.queue.decisions(comment.id)]
        signed = json.dumps([action, expires, said, decided])
        return hmac.digest(self.secret, _PURPOSE + signed.encode(), "sha256").hex()[:32]
