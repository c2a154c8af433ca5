"""An ``<item>`` of WordPress's export: a post, a page or an attachment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from itertools import chain

from ..articlefile import moment
from .xmltext import cdata, element

NEVER = "0000-00-00 00:00:00"
"""What MySQL, and so WordPress, has where there is no date."""


@dataclass(frozen=True, slots=True)
class Term:
    """A category or tag."""

    domain: str
    """``category`` or ``post_tag``."""
    nicename: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What WordPress knows of it. Texts are as WordPress stores them: titles and names are HTML."""

    number: int
    type: str
    title: str
    link: str
    guid: str
    creator: str = ""
    content: str = ""
    excerpt: str = ""
    date: str
    modified: str
    comments: str
    """``open`` or ``closed``."""
    name: str
    status: str
    parent: int = 0
    attachment_url: str = ""
    terms: tuple[Term, ...] = ()
    meta: tuple[tuple[str, str], ...] = ()

    def lines(self, comments: Iterable[str] = ()) -> Iterator[str]:
        """Its lines, and those of its comments, in the order of WordPress's ``export_wp()``."""
        yield "<item>"
        for line in chain(self._rss(), self._wordpress(), self._meta(), comments):
            yield f"\t{line}"
        yield "</item>"

    def _rss(self) -> Iterator[str]:
        is_address = str(self.guid.startswith(("http://", "https://"))).lower()
        yield cdata("title", self.title)
        yield element("link", self.link)
        yield element("pubDate", _rfc_822(self.date))
        yield cdata("dc:creator", self.creator)
        yield element("guid", self.guid, f' isPermaLink="{is_address}"')
        yield "<description></description>"
        yield cdata("content:encoded", self.content)
        yield cdata("excerpt:encoded", self.excerpt)

    def _wordpress(self) -> Iterator[str]:
        yield element("wp:post_id", str(self.number))
        for name, text in (("date", self.date), ("modified", self.modified)):
            local, gmt = clocks(text)
            yield cdata(f"wp:post_{name}", local)
            yield cdata(f"wp:post_{name}_gmt", gmt)
        yield cdata("wp:comment_status", self.comments)
        yield cdata("wp:ping_status", self.comments)
        yield cdata("wp:post_name", self.name)
        yield cdata("wp:status", self.status)
        yield element("wp:post_parent", str(self.parent))
        yield element("wp:menu_order", "0")
        yield cdata("wp:post_type", self.type)
        yield cdata("wp:post_password", "")
        yield element("wp:is_sticky", "0")
        if self.attachment_url:
            yield cdata("wp:attachment_url", self.attachment_url)

    def _meta(self) -> Iterator[str]:
        for term in self.terms:
            yield cdata("category", term.name, f' domain="{term.domain}" nicename="{escape(term.nicename)}"')
        for key, value in self.meta:
            yield f"<wp:postmeta>{cdata('wp:meta_key', key)}{cdata('wp:meta_value', value)}</wp:postmeta>"


def clocks(text: str) -> tuple[str, str]:
    """A moment on the author's clock and in UTC, as WordPress writes it. Without a zone it is the blog's: both are the
    same then."""
    date = moment(text)
    if date is None:
        return NEVER, NEVER
    return _said(date), _said(_utc(date))


def _utc(date: datetime) -> datetime:
    try:
        return date.astimezone(UTC) if date.tzinfo else date
    except OverflowError:  # the year 1 in Berlin began before the year 1 in UTC
        return date


def _said(date: datetime) -> str:
    return date.replace(tzinfo=None).isoformat(sep=" ", timespec="seconds")


def _rfc_822(text: str) -> str:
    date = moment(text)
    return format_datetime(_utc(date).replace(tzinfo=UTC), usegmt=False) if date else ""
