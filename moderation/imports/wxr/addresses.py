"""Where an article is on the site, where it was before, and what WordPress numbered it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from ...siteindex import SiteIndex
from ..numbers import post_number

_NUMBER = re.compile(r"(?:/[^?]*)?/\?(?:p|page_id)=([1-9][0-9]{0,14})\Z")
_ABSOLUTE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)


class Addresses:
    """Answers from the index of the last build, if there was one, and the map of old addresses."""

    def __init__(self, index: SiteIndex | None, redirects: Mapping[str, str]) -> None:
        self.index = index
        self.site = (index.site.url or index.site.feed_url).rstrip("/") if index else ""
        """The site's address without a slash at the end; empty if it is unknown."""
        self._old: dict[str, str] = {}
        self._numbers: dict[str, int] = {}
        for old, slug in redirects.items():
            if found := _NUMBER.match(old):
                self._numbers.setdefault(slug, int(found[1]))
            elif "?" not in old:
                self._old.setdefault(slug, old)

    def present(self, slug: str) -> str:
        """Where the article is."""
        article = self.index.articles.get(slug) if self.index else None
        return self.of(article.url if article else f"{quote(slug)}/")

    def permanent(self, slug: str) -> str:
        """Where it was first: other sites link there."""
        return self.of(self._old[slug]) if slug in self._old else self.present(slug)

    def number(self, slug: str) -> int:
        """What WordPress numbered it, or would never number another."""
        return self._numbers.get(slug) or post_number(slug)

    def is_open(self, slug: str, otherwise: bool) -> bool:
        """Whether the site takes comments on it."""
        article = self.index.articles.get(slug) if self.index else None
        return article.open if article else otherwise

    def of(self, place: str) -> str:
        """The address of a place, which may be one below the site's root."""
        return place if _ABSOLUTE.match(place) else f"{self.site}/{place.lstrip('/')}"
