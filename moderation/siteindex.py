"""What the last full build left behind: which articles there are, where they stand, and which are open.

The build writes it, the intake and the merge read it; it holds nothing about comments, so that approving one leaves it
as it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from . import atomic
from .errors import SiteIndexUnavailable

VERSION = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article as the last build left it. ``url`` and ``output`` are relative to the site's root."""

    slug: str
    title: str
    url: str
    output: str
    date: str
    lang: str = ""
    """The language of its page, where that is known; else the site's."""
    open: bool = True
    listed: bool = True
    """False for drafts and hidden articles: their comments stay out of the feed of all comments."""
    pages: tuple[str, ...] = ()
    """Every built page that shows this article's comments or their number, ``output`` included."""

    def __hash__(self) -> int:
        return hash(self.slug)

    @property
    def moment(self) -> datetime | None:
        """Its date; none of pages, which have none, and for which a build writes the first of all."""
        try:
            moment = datetime.fromisoformat(self.date)
        except ValueError:
            return None
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) if moment.year > 1970 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What every page of the site shares."""

    name: str
    url: str
    """Absolute and without a slash at the end; empty where links are relative to the root."""
    feed_url: str
    """Absolute: feeds are read elsewhere."""
    lang: str = "en"
    intake: str = ""
    """Where the comment form is sent: the address before ``/comments/<slug>``; empty on the same host."""
    signin: str = ""
    """Where readers may sign in to comment: names of ``providers.py`` and hosts, with spaces between them."""
    stylesheet: str = ""
    feed: str = "feeds/comments.atom.xml"
    article_feed: str = "{slug}/comments.atom.xml"
    feed_items: int = 50
    max_depth: int = 5
    notify: tuple[str, ...] = ()
    """What readers can ask to be told of by mail."""
    verify: bool = True
    """Whether what stands on its pages is looked at once more before it is published."""
    likes: bool = False
    """Whether readers may say that they like an article."""

    def address(self, url: str) -> str:
        """The address of a place on the site, for links on pages."""
        return f"{self.url}/{url}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteIndex:
    """The site, its articles by slug, and the folders its comment templates come from."""

    site: Site
    templates: tuple[str, ...] = ()
    articles: Mapping[str, Article] = field(default_factory=dict)


def load(path: Path) -> SiteIndex:
    """The index in this file. Raises SiteIndexUnavailable."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return _index(data)
    except FileNotFoundError:
        raise SiteIndexUnavailable(path, "does not exist") from None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise SiteIndexUnavailable(path, "cannot be read") from error


def dump(index: SiteIndex, path: Path) -> None:
    """Write the index, the same bytes for the same index; the time of its file is that of the last build."""
    data = {"version": VERSION, **asdict(index)}
    atomic.write(path, json.dumps(data, ensure_ascii=False, sort_keys=True) + "\n")


def turn(path: Path) -> AbstractContextManager[None]:
    """For writing pages by the index in this file: one at a time, the others wait.

    Of two at once, who reads the comments first and writes the page last would undo what the other did.
    """
    return atomic.alone(path.with_suffix(".lock"))


class Latest:
    """The index as it is now: read again whenever its file has been replaced."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[int, int] | None = None
        self._index: SiteIndex | None = None

    def __call__(self) -> SiteIndex:
        """The newest index. Raises SiteIndexUnavailable."""
        try:
            status = self.path.stat()
        except OSError:
            raise SiteIndexUnavailable(self.path, "does not exist") from None
        seen = status.st_ino, status.st_mtime_ns
        if self._index is None or seen != self._seen:
            self._index, self._seen = load(self.path), seen
        return self._index


def _index(data: dict[str, Any]) -> SiteIndex:
    if data["version"] != VERSION:
        raise ValueError("another version")
    articles = {
        slug: Article(**fields | {"pages": tuple(fields["pages"])}) for slug, fields in data["articles"].items()
    }
    site = data["site"]
    return SiteIndex(
        site=Site(**site | {"notify": tuple(site.get("notify", ()))}),
        templates=tuple(data["templates"]),
        articles=articles,
    )
