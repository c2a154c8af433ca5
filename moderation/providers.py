"""Where readers may have an account to sign in with, by name: pages show it, the intake asks there."""

from __future__ import annotations

import hmac
from collections.abc import Mapping

NAMES: Mapping[str, str] = {
    "wordpress": "WordPress.com",
    "google": "Google",
    "facebook": "Facebook",
    "x": "X",
    "github": "GitHub",
    "mastodon": "Mastodon",
}
"""How each is called; any other name is the host of an OpenID Connect issuer."""


def name_of(provider: str) -> str:
    """How readers know this provider."""
    return NAMES.get(provider, provider)


def account_of(place: str, number: str, secret: bytes) -> str:
    """The keyed hash by which an account at this provider, or on this server of it, is known again."""
    return hmac.digest(secret, f"account\0{place}\0{number}".encode(), "sha256").hex()[:32]
