"""Links within the site, as authors write them for Pelican: ``{filename}/articles/hello.md``."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from html import escape, unescape
from pathlib import Path
from urllib.parse import quote, unquote

from .addresses import Addresses

# As Pelican finds them: in tags, in the attributes that can hold one (Content._get_intrasite_link_regex).
_TAG = re.compile(r"<[A-Za-z][^<>]*>")
_LINK = re.compile(
    r"""(\b(?:href|src|poster|data|cite)\s*=\s*["'])"""
    r"""[{|](?P<what>static|attach|filename)[|}](?P<path>[^"'?#]*)"""
)


class SiteLinks:
    """Makes addresses of them that work anywhere."""

    def __init__(self, slugs: Mapping[str, str], addresses: Addresses) -> None:
        self.slugs = slugs
        """Of the articles, by path below the content folder."""
        self.addresses = addresses

    def resolved(self, html: str, path: Path, slug: str) -> str:
        """The article's HTML with addresses; its file is at this path below the content folder."""

        def address(link: re.Match[str]) -> str:
            target = unquote(unescape(link["path"]))
            place = target[1:] if target.startswith("/") else posixpath.normpath(path.parent / target)
            return link[1] + escape(self._address(link["what"], place, path, slug))

        return _TAG.sub(lambda tag: _LINK.sub(address, tag.group()), html)

    def _address(self, what: str, place: str, path: Path, slug: str) -> str:
        if place in self.slugs:
            return self.addresses.present(self.slugs[place])
        if what == "attach":  # Pelican puts the file beside the page
            beside = posixpath.relpath(place, path.parent)
            below = posixpath.basename(place) if beside.startswith("../") else beside
            return posixpath.join(self.addresses.present(slug), quote(below))
        return self.addresses.of(quote(place))
