"""Opening the counter, if there is anywhere to sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import InvalidSetting
from ...queue.drafts import Drafts
from .identity import Identities
from .keys import clients

if TYPE_CHECKING:
    from .counter import Counter

PATH = "/signin/{place}"
"""Below ``/comments``: where each provider sends its users back to."""


def open_counter(setting: str, drafts: Drafts, identities: Identities) -> Counter | None:
    """The counter for the configured providers, or none. Raises InvalidSetting."""
    known = clients(setting)
    if not known:
        return None
    try:
        from .counter import Counter  # here, since Authlib is only installed where it is wanted
        from .flow import Flows
    except ImportError:
        raise InvalidSetting("MODERATION_SIGNIN", "…", "empty, or Authlib installed: pip install '.[signin]'") from None
    return Counter(drafts, Flows(known), identities)
