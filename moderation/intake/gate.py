"""What is refused before a form is read: too much, of the wrong kind, or from a foreign site. And who sends it."""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Collection
from functools import lru_cache

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..errors import Refused
from ..headers import origin_of
from ..language import gettext as _

MAX_BODY = 256 * 1024
"""Bytes. Several times a text of the default size with every byte percent-encoded: one that is a little too long is
read, so that it can be shown again; only what no person types is refused unread."""

URLENCODED = "application/x-www-form-urlencoded"
FORM_TYPES = (URLENCODED, "multipart/form-data")


class TooLarge(Exception):
    """The body went over the limit while it was read."""


class BodyLimit:
    """ASGI middleware: a body over the limit is never held in memory, whatever length it claimed to have."""

    def __init__(self, app: ASGIApp, max_bytes: int = MAX_BODY) -> None:
        self.app = app
        self.max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self.max_bytes:
                raise TooLarge
            return message

        await self.app(scope, counted, send)


def check_size(headers: Headers, max_bytes: int = MAX_BODY) -> None:
    """Refuse a body that says itself that it is too large."""
    length = headers.get("content-length", "0")
    # Only the first digits: Python reads no number of thousands.
    if not (length.isascii() and length.isdigit()) or int(length[:20]) > max_bytes:
        raise too_large()


def too_large() -> Refused:
    """The answer to a body over the limit."""
    return Refused(413, _("That is too long"), _("Your comment is far too long. Please go back and shorten it."))


def check_type(headers: Headers) -> None:
    """Refuse what no HTML form sends."""
    if media_type(headers) not in FORM_TYPES:
        raise Refused(415, _("That is not a form"), _("Comments are sent as an HTML form sends them."))


def media_type(headers: Headers) -> str:
    """What the body says it is, without parameters."""
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def check_origin(headers: Headers, allowed: Collection[str]) -> None:
    """Refuse a form on a foreign site.

    There is no cookie and no login to abuse; this keeps other sites from sending their visitors' spam here.
    Browsers that predate ``Sec-Fetch-Site`` send ``Origin``; who sends neither is no browser.
    """
    if headers.get("sec-fetch-site") in ("same-origin", "none"):
        return
    origin = headers.get("origin")
    if origin in allowed or (origin is None and "sec-fetch-site" not in headers):
        return
    raise Refused(403, _("That form is on another site"), _("Comments are only taken from forms on this site."))


def own_origins(request: Request, site_url: str, settings_origins: str) -> set[str]:
    """Where forms that post here may stand: on this host, on the site, on the sites the owner named."""
    own = {f"{scheme}://{request.headers.get('host', '')}" for scheme in ("http", "https")}
    named = {name.strip().rstrip("/") for name in settings_origins.split(",")}
    return (own | named | {origin_of(site_url)}) - {""}


def network(ip: str) -> str:
    """What one sender shares with nobody but neighbours: the /24 of an IPv4 address, the /64 of an IPv6 one."""
    try:
        address = ipaddress.ip_address(ip.partition("%")[0])
    except ValueError:
        return ip
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped  # how a socket for both versions writes it; all of IPv4 shares that /64
    return str(ipaddress.ip_network((address, 24 if address.version == 4 else 64), strict=False))


@lru_cache(maxsize=1024)
def client_hash(ip: str, key: bytes) -> str:
    """The network under a keyed hash: tells senders apart, and names nobody without the key."""
    return hmac.digest(key, network(ip).encode(), "sha256").hex()[:24]
