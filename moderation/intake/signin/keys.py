"""The owner's keys: with which providers readers may sign in, and who the intake is to each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from ...errors import InvalidSetting
from ...nearest import nearest
from .providers import ISSUER, PROVIDERS, Provider


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """The intake as a provider knows it."""

    provider: Provider
    id: str = ""
    secret: str = field(default="", repr=False)

    def at(self, server: str) -> Client:
        """The same to this server of the provider's, which gives keys itself."""
        return Client(provider=self.provider.at(server))


def clients(setting: str) -> Mapping[str, Client]:
    """The intake as each of the configured providers knows it. Raises InvalidSetting, which names no secret."""
    return dict(_client(*entry.partition("=")[::2]) for entry in setting.split())


def _client(name: str, key: str) -> tuple[str, Client]:
    id, _, secret = key.partition(":")
    if issuer := _host(name):
        name, provider = issuer, replace(ISSUER, issuer=name)
    elif name in PROVIDERS:
        provider = PROVIDERS[name]
    else:
        raise InvalidSetting(
            "MODERATION_SIGNIN",
            name,
            nearest(name, PROVIDERS) or f"one of {', '.join(PROVIDERS)}, or an issuer's https://…",
        )
    if not (id and secret) and not provider.register:
        raise InvalidSetting("MODERATION_SIGNIN", name, f"{name}=ID:SECRET")
    return name, Client(provider=provider, id=id, secret=secret)


def _host(issuer: str) -> str:
    """The host of an issuer's address, with its port if that is unusual; none if it is no such address."""
    parts = urlsplit(issuer)
    on_this_machine = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost")
    return parts.netloc.lower() if parts.scheme == "https" or on_this_machine else ""
