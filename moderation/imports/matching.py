"""Which of our articles a page of another system is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

_INDEX = re.compile(r"(?:^|/)index\.(?:html?|php)\Z")
_SUFFIX = re.compile(r"\.html?\Z")
_DATE = re.compile(r"[0-9]{4}[-_][0-9]{1,2}[-_][0-9]{1,2}[-_]")

_IDENTIFYING = ("p", "page_id", "attachment_id", "id")
"""What says in a query which page it is, in WordPress and elsewhere; all else only says how readers came there."""


class Articles:
    """The articles there are, and the addresses they are or were known by."""

    def __init__(
        self,
        addresses: Mapping[str, str],
        old: Mapping[str, str] | None = None,
        chosen: Mapping[str, str] | None = None,
    ) -> None:
        """``addresses`` by slug, as in the site index; slugs by ``old`` path, from the redirect map, and by page, as
        ``chosen`` in a mapping file."""
        self.slugs = frozenset(addresses)
        self.chosen = {normal(page): slug for page, slug in (chosen or {}).items()}
        self.old = {normal(path): slug for path, slug in (old or {}).items()}
        self.current = {normal(address): slug for slug, address in addresses.items()}

    def slug_of(self, page: str) -> str | None:
        """The article this page is, if that is certain.

        Asked in this order: what the moderator has chosen, the old addresses, the present ones, and whether the last
        part of the address is a slug, perhaps after a date. Titles are never compared: too many are "Hello".
        """
        key = normal(page)
        if not visible(page):
            return None
        return self.chosen.get(key) or self.old.get(key) or self.current.get(key) or self._named(key)

    def _named(self, key: str) -> str | None:
        name = key.rpartition("/")[2]  # a query that identifies is part of it, and of no slug
        undated = _DATE.sub("", name, count=1)
        return next((slug for slug in (name, undated) if slug in self.slugs), None)


def normal(page: str) -> str:
    """An address or path in the one form in which they are compared.

    That is the path alone, decoded, without slashes at its ends, ``index.html`` or ``.html``; of the query what
    identifies a page. A text that is no address is decoded and no more.
    """
    page = visible(page)
    try:
        parts = urlsplit(page)
    except ValueError:  # "Invalid IPv6 URL"
        return unquote(page)
    path = unicodedata.normalize("NFC", unquote(parts.path)).strip("/")
    path = _SUFFIX.sub("", _INDEX.sub("", path)).strip("/")
    query = [(name, value) for name, value in parse_qsl(parts.query) if name in _IDENTIFYING]
    return f"{path}?{urlencode(query)}" if query else path


def visible(text: str) -> str:
    """The text without what nobody can see in it, line breaks of every kind above all."""
    return "".join(character for character in text if character.isprintable()).strip()
