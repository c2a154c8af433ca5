"""Addresses in settings that secrets are sent to: encrypted, or not beyond this machine."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from ..errors import InvalidSetting

WANTED = "https://…, or http://… on this machine"


def safe(name: str, value: str) -> str:
    """The value of the setting with this name. Raises InvalidSetting, which does not show it: it may hold a key."""
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise InvalidSetting(name, "…", WANTED) from None
    if not host or not (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))):
        raise InvalidSetting(name, "…", WANTED)
    return value


def is_loopback(host: str) -> bool:
    """Whether what is said to this host stays on this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
