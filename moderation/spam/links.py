"""Links in a comment: how many, and whether they say where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import ClassVar
from urllib.parse import urlsplit

from ..queue.submission import Reason, Submission

# Every repetition ends at the next bracket, so that no text, however odd, takes more than one pass.
_LINK = re.compile(
    r"""
      (?P<end> </a\b | \[/url\b )
    | <a[\s/] (?P<tag> [^<>]* ) >
    | \[url (?: =\s*(?:["']\s*)? | \]\s* ) (?P<code> [^\s"'<>\[\]]+ )
    | (?P<bare> https?:// [^\s"'<>\[\]]+ )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_HREF = re.compile(r"""(?:^|[\s"'/])href\s*=\s*(?:["']\s*)?([^\s"'<>]+)""", re.IGNORECASE)

# Services that anybody may use to hide an address behind a short one of theirs.
_SHORTENERS = re.compile(
    r"(?:bit\.ly|bit\.do|buff\.ly|cutt\.ly|goo\.gl|is\.gd|lnkd\.in|ow\.ly|rb\.gy|rebrand\.ly|shorturl\.at|t\.co|t\.ly"
    r"|tiny\.cc|tinyurl\.com|v\.gd)\Z"
)


@dataclass(frozen=True, slots=True)
class Links:
    """More links in the text than people need. The website has its own field and does not count.

    WordPress has the same rule (``comment_max_links``), with the same default.
    """

    limit: int = 2
    name: ClassVar[str] = "links"

    def __call__(self, submission: Submission) -> Reason | None:
        count = sum(1 for _ in _links(submission.comment.text))
        if count <= self.limit:
            return None
        return Reason(self.name, f"there are {count} links in it, more than {self.limit}", 3.0)


def shortened(submission: Submission) -> Reason | None:
    """A link through a service that hides where it leads; also in the field for a website."""
    hidden = [host for host in hosts(submission) if _SHORTENERS.match(host)]
    return Reason("shortened", f"a link hides where it leads, behind {hidden[0]}", 2.0) if hidden else None


def hosts(submission: Submission) -> list[str]:
    """The host of each address that a comment holds, the website's first, each once, in lower case."""
    addresses = [submission.comment.website, *_links(submission.comment.text)]
    return [*dict.fromkeys(filter(None, map(_host, addresses)))]


def _host(address: str) -> str:
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname
    except ValueError:  # "Invalid IPv6 URL"
        return ""
    return (host or "").removeprefix("www.").rstrip(".")


def _links(text: str) -> Iterator[str]:
    """The address of every link, be it HTML, BBCode or bare; a link whose text is its address is one."""
    around = ""
    for found in _LINK.finditer(text):
        if found["bare"]:
            address = _plain(found["bare"])
            if address != around:
                yield address
            around = ""
        else:
            around = _target(found)
            if around:
                yield around


def _target(found: re.Match[str]) -> str:
    """Where a link that begins here leads; "" where one ends, or an ``<a>`` leads nowhere."""
    if found["code"]:
        return _plain(found["code"])
    href = _HREF.search(found["tag"] or "")
    return _plain(href[1]) if href else ""


def _plain(address: str) -> str:
    return unescape(address).rstrip("/.,;:!?)").lower() or address
