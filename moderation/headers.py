"""The HTTP headers that every page of the site wants, whoever serves it: our own server, or one that others wrote."""

from __future__ import annotations

from collections.abc import Mapping

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
