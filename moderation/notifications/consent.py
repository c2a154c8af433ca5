"""Consent: the links by which readers confirm what they asked to be told of, and by which they end it.

Who has such a link has read the address's mail: it holds a signature, and nobody is asked for a password. What it is
about stands in it, so that a confirmation confirms what its mail named and nothing that was asked for since; and so
that the signature of what is cancelled is still known, and it can be cancelled twice.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Sequence

from ..siteindex import Site

CONFIRM, UNSUBSCRIBE = "confirm", "unsubscribe"
PATH = "/subscription/{action}/{ids}/{signature}"
"""Below ``/comments``, where the intake is; no article's address has more than one part there."""
_SUBSCRIPTION, _READER = b"subscription\0", b"reader\0"
"""What is signed, and what is hashed, begins so; nothing else for which the same secret is used does."""


class Consent:
    """Signs links with a secret, and knows its own signature."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def link(self, site: Site, action: str, ids: Sequence[str]) -> str:
        """Where somebody agrees to this about these subscriptions: absolute, as it is for a mail."""
        named = ".".join(ids)
        path = PATH.format(action=action, ids=named, signature=self._signature(action, named))
        return f"{site.intake or site.feed_url}/comments{path}"

    def ids(self, action: str, ids: str, signature: str) -> Sequence[str]:
        """The subscriptions that a link is about; none if it is not one of ours."""
        genuine = hmac.compare_digest(self._signature(action, ids).encode(), signature.encode())
        return ids.split(".") if genuine else []

    def reader(self, address: str) -> str:
        """What stands for an address where that must not be read."""
        return self._digest(_READER + address.lower().encode())

    def _signature(self, action: str, ids: str) -> str:
        return self._digest(_SUBSCRIPTION + json.dumps([action, ids]).encode())

    def _digest(self, signed: bytes) -> str:
        """128 bits, which nobody guesses."""
        return hmac.digest(self._secret, signed, "sha256").hex()[:32]
