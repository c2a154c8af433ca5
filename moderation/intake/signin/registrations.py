"""Registrations: the keys that servers give to whoever asks, asked for once and used again for a while."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from .providers import Provider

LIFE = timedelta(hours=12)
"""How long a key is used again. It does not expire, but before 4.3 Mastodon forgot within a day those with which nobody
had signed in (https://docs.joinmastodon.org/methods/apps/#create)."""
MOST = 1000
"""As many at once: readers may name any server, and more than there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """The intake as one server knows it."""

    id: str
    secret: str = field(repr=False)
    given: datetime


class Registrations:
    """In this process's memory: after a restart, servers are asked again. Raises one of the flow's ``FAILURES``."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: dict[str, Registration] = {}

    async def to(self, provider: Provider, session: Any, back: str, now: datetime) -> Registration:
        """That for an address to come back to, of which each server has its own."""
        kept = self._kept.get(back)
        if kept and now - kept.given < LIFE:
            return kept
        wanted = {"client_name": "Comments", "redirect_uris": back, "scopes": provider.scope}
        given = (await session.request("POST", provider.register, withhold_token=True, data=wanted)).json()
        self.forget(back)
        if len(self._kept) >= self._most:
            self.forget(next(iter(self._kept)))  # the oldest
        made = Registration(id=str(given["client_id"]), secret=str(given["client_secret"]), given=now)
        self._kept[back] = made
        return made

    def forget(self, back: str) -> None:
        """Use it no more."""
        self._kept.pop(back, None)
