"""Old addresses of a site: a page at each, and the snippets by which servers redirect them."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from moderation import atomic, redirects
from moderation.errors import InvalidRedirect
from moderation.language import language
from moderation.templating import environment

from .settings import site
from .snippets import SNIPPETS

log = logging.getLogger(__name__)

MARK = "<!-- Written by the build, from the map of redirects. -->\n"
"""The end of every page of ours: whatever ends otherwise is not ours to overwrite."""
PAGES = (".html", ".htm")


class Redirects:
    """What one run of Pelican knows about old addresses. Those on the map are addresses of the site's host."""

    def __init__(self, settings: dict[str, Any], contents: Sequence[Any]) -> None:
        """Of several with the same slug, the first of the contents is redirected to."""
        self.site = site(settings)
        self.root = urlsplit(self.site.url).path.rstrip("/")
        self.host = self.site.url.rstrip("/").removesuffix(self.root)
        self.output = Path(settings["OUTPUT_PATH"])
        self.template = environment([Path(settings["THEME"]) / "templates"]).get_template("redirect.html")
        self.map = Path(settings["PATH"]) / settings["REDIRECTS"]
        self.contents = {content.slug: content for content in reversed(contents)}
        self.titles: dict[str, str] = {}
        self.moved: dict[str, str] | None = None
        """Where each old address leads in the end; nothing at all before a map has been read."""
        self.broken = False
        """Whether there is a map that cannot be read: then the redirects of the last build stay."""

    def read(self) -> None:
        """Read the map, if there is one, and say what is wrong with it."""
        if not self.map.is_file():
            return
        try:
            direct = dict(self._direct(redirects.load(self.map)))
        except InvalidRedirect as error:
            self.broken = True
            log.error("There will be no redirects: %s", error)
            return
        ends = follow(direct)
        self.moved = {old: end for old, end in ends.items() if end is not None}
        if circles := [old for old, end in ends.items() if end is None]:
            log.warning("%s: these redirects go in a circle: %s", self.map, ", ".join(circles))

    def write(self, left_over: Set[str] = frozenset()) -> set[str]:
        """Write the snippets, and a page at each old path where nothing is, or what is left over; gives their names."""
        if self.moved is None:
            there = {name for name in left_over if self.broken and (self.output / name).is_file()}
            return {name for name in there if self._is_ours(name)}
        for name, snippet in SNIPPETS.items():
            atomic.write_if_changed(self.output / name, snippet(self.moved), durable=False)
        written, taken = set(SNIPPETS), []
        for old, place, end in self._pages(self.moved):
            if self._is_free(self.output / place, place, left_over):
                self._write_page(place, end)
                written.add(place)
            else:
                taken.append(old)
        if taken:
            log.warning("Something else is in the place of these redirects' pages: %s", ", ".join(taken))
        return written

    def _direct(self, new: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Old addresses, and those they lead to; not what leads to itself, or to a slug that nothing has."""
        unknown = {target for target in new.values() if "/" not in target and target not in self.contents}
        if unknown:
            log.warning("%s: no article or page has the slug %s", self.map, ", ".join(sorted(unknown)))
        for old, target in new.items():
            if target not in unknown and (address := self._address(target)) != old:
                yield old, address

    def _address(self, target: str) -> str:
        if "/" in target:
            return target.removeprefix(self.host) if self.host and target.startswith(f"{self.host}/") else target
        content = self.contents[target]
        address = redirects.normal(f"{self.root}/{content.url}")
        self.titles[address] = content.title
        return address

    def _pages(self, moved: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
        """Old addresses that a page can redirect, each with the page's file and where it leads."""
        taken = set[str]()
        for old, end in moved.items():
            place = self._place(old)
            # /hello and /hello/ are two addresses for a server, but one page, and perhaps the very page they lead to.
            if place and place != self._place(end) and place not in taken:
                taken.add(place)
                yield old, place, end

    def _place(self, address: str) -> str | None:
        """Where static servers look for a path; none for a query, and for what is outside of the site."""
        path, query, _ = address.partition("#")[0].partition("?")
        if query or not path.startswith(f"{self.root}/"):
            return None
        names = [unquote(name, errors="surrogateescape") for name in path.removeprefix(self.root).split("/") if name]
        return "/".join(names if path.endswith(PAGES) else [*names, "index.html"])

    def _write_page(self, place: str, end: str) -> None:
        path = self.output / place
        address = f"{self.host}{end}" if end.startswith("/") else end
        page = self.template.render(
            site=self.site, address=address, title=self.titles.get(end, address), language=language(self.site.lang)
        )
        path.parent.mkdir(parents=True, exist_ok=True)  # no need to sync folder by folder what can be made again
        atomic.write_if_changed(path, f"{page}\n{MARK}", durable=False)

    def _is_free(self, path: Path, place: str, left_over: Set[str]) -> bool:
        """Whether a page of ours is there, or nothing; and on the way there no symbolic link, and no step aside."""
        if "\\" in place or os.path.realpath(path) != f"{os.path.realpath(self.output)}/{place}":
            return False
        try:
            return self._is_ours(place) or place in left_over
        except FileNotFoundError:
            return True
        except OSError:  # a folder in place of the file or a file in place of a folder, or too long a name
            return False

    def _is_ours(self, name: str) -> bool:
        return name in SNIPPETS or (self.output / name).read_bytes().endswith(MARK.encode())


def follow(direct: Mapping[str, str]) -> dict[str, str | None]:
    """Where addresses lead in the end, one redirect after the other; None where that is a circle."""
    ends: dict[str, str | None] = {}
    for old in direct:
        way: dict[str, None] = {}
        at = old
        while at in direct and at not in ends and at not in way:
            way[at] = None
            at = direct[at]
        end = ends.get(at, None if at in way else at)
        ends.update(dict.fromkeys(way, end))
    return ends
