"""The account: what a provider says of whoever came back from it."""

from __future__ import annotations

from dataclasses import dataclass

from .openid import Foreign, Json
from .providers import Provider


@dataclass(frozen=True, slots=True)
class Account:
    """Nothing of it is to be trusted further than the provider is, and its texts not at all."""

    subject: str
    name: str
    website: str


def account_in(said: Json, provider: Provider) -> Account:
    """The account in what was said. Raises Foreign, KeyError, TypeError where it is not as documented."""
    fields = said[provider.inside] if provider.inside else said
    subject = fields[provider.subject]
    if not isinstance(subject, str | int) or not str(subject):
        raise Foreign
    names = [name for key in provider.names if isinstance(name := fields.get(key), str) and name.strip()]
    website = provider.website.format_map({"profile": "", **fields})
    return Account(str(subject), names[0], website)
