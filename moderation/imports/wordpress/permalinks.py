"""Where an imported blog's pages were, and where they are now."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from ... import redirects
from ...errors import InvalidRedirect
from ..numbers import FIRST
from ..report import Report
from ..xmlrecords import Record
from .values import number

FEEDS = {"/feed/": "/feeds/all.atom.xml", "/comments/feed/": "/feeds/comments.atom.xml"}
"""WordPress's feeds and this site's: their readers never look at the blog itself."""


class Moves:
    """Old addresses on their way into the map. What the map says already stays as it is."""

    def __init__(self, path: Path, report: Report) -> None:
        """Raises InvalidRedirect if the map cannot be read: before anything is written."""
        self.path = path
        self.report = report
        self._known = redirects.load(path)
        self._new: dict[str, str] = {}

    def add(self, moved: Mapping[str, str]) -> None:
        """Take old addresses with what is there now; the first to name an address has it."""
        for address, target in moved.items():
            if address not in self._known:
                self._new.setdefault(address, target)

    def write(self) -> None:
        """Write the map, article by article: in the same order for whatever export of the blog. Raises NotWritten."""
        new = dict(sorted(self._new.items(), key=lambda move: (move[1].startswith("/"), move[1])))
        self.report.redirects += new
        if not self.report.dry:
            redirects.add(self.path, new)


def permalinks(item: Record, slug: str, site: str) -> dict[str, str]:
    """The addresses that a published item had, with the slug it has now; nothing where the address is the same."""
    if item["status"] != "publish" or item["post_password"]:
        return {}
    id = number(item["post_id"])
    query = f"?{'page_id' if item['post_type'] == 'page' else 'p'}={id}"
    addresses = [item["link"].strip(), f"{_below(site)}/{query}" if 0 < id < FIRST else ""]
    found = (_normal(address) for address in addresses if address)
    return {address: slug for address in found if address not in ("", "/", redirects.normal(f"/{slug}/"))}


def feeds(site: str) -> dict[str, str]:
    """The addresses of WordPress's feeds, and where this site's are."""
    return {f"{_below(site)}{old}": new for old, new in FEEDS.items()}


def _below(site: str) -> str:
    """The folder of a blog that is not at the root of its host."""
    address = _normal(site) if site else ""
    return address.partition("?")[0].rstrip("/")


def _normal(address: str) -> str:
    try:
        return redirects.normal(re.sub("(?<!:)//+", "/", address))  # themes have put links together carelessly
    except InvalidRedirect:
        return ""
