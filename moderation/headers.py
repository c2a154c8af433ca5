"""The HTTP headers that every page of the site wants, whoever serves it: our own server, or one that others wrote."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urlsplit

HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    # Not stricter: browsers would then send "Origin: null" with a form for an intake on another host.
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""Those that are the same on every site."""

NO_FRAMES = "frame-ancestors 'none'"
"""What a Content-Security-Policy can say in a header only, not in a page."""


def headers(policy: str = "") -> dict[str, str]:
    """Each header with its value; a site without a policy can be framed by nobody all the same."""
    return {"Content-Security-Policy": f"{policy}; {NO_FRAMES}" if policy else NO_FRAMES, **HEADERS}


@lru_cache(maxsize=16)
def sealed(site: str) -> Mapping[str, str]:
    """Those of a page with a form, for one reader alone: they let nothing run, nothing frame it and nobody keep it.
    ``site`` is the address whose styles it may have."""
    origin = origin_of(site)
    return {
        **headers(f"default-src 'none'; style-src 'self' {origin}; form-action 'self' {origin}; base-uri 'none'"),
        "Cache-Control": "no-store",
        "X-Robots-Tag": "noindex",
        # Tells no other site the page's address. With no-referrer browsers would send "Origin: null" with the form.
        "Referrer-Policy": "same-origin",
    }


@lru_cache(maxsize=16)
def origin_of(address: str) -> str:
    """The origin of an address, as browsers write it in ``Origin``; empty if it has none."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
