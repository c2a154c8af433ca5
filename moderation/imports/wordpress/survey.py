"""A first look through a WordPress export: can it be read to its end, and what do later parts say of earlier ones?"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ..articlefile import is_slug, plain
from ..xmlrecords import Record, records
from .values import meta, number, when

ITEM, COMMENT, AUTHOR, SITE = "item", "comment", "author", "base_blog_url"

RESERVED = ("archives", "categories", "tags", "index.html", "_redirects", "_redirects.caddy", "_redirects.nginx")
"""Slugs whose places in the built site something else already has."""

LONGEST = 190
"""Bytes of a slug: it becomes a file's name, and those have 255 at most."""

Progress = Callable[[int], None]
"""Told how many bytes have been read."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that was uploaded, most often an image."""

    url: str
    alt: str
    caption: str
    parent: int
    """The post it was uploaded to."""


@dataclass(slots=True)
class Survey:
    """What the whole export says that a single item does not."""

    site: str = ""
    """The blog's address, without a slash at the end."""
    authors: dict[str, str] = field(default_factory=dict)
    """Names by login."""
    attachments: dict[int, Attachment] = field(default_factory=dict)
    slugs: list[str] = field(default_factory=list)
    """The slug here of every item in order; empty for what is not carried over."""
    not_carried: Counter[str] = field(default_factory=Counter)
    offset: timedelta = timedelta(0)
    """The blog's time ahead of UTC, by the last item that says both."""

    def attached(self, post: int) -> list[int]:
        """The attachments of a post."""
        return [id for id, attachment in self.attachments.items() if attachment.parent == post]


def passes(path: Path, progress: Progress) -> Iterator[Record]:
    """The records of a WordPress export, comments before the item they belong to. Raises InvalidExport."""
    for record, done in records(path, ("rss",), (ITEM, COMMENT, AUTHOR, SITE)):
        yield record
        progress(done)


def survey(path: Path, found: Survey, progress: Progress) -> None:
    """Look through the export. Raises InvalidExport."""
    taken = Counter(RESERVED)
    for record in passes(path, progress):
        if record.name == ITEM:
            found.slugs.append(_item(record, found, taken))
        elif record.name == AUTHOR:
            found.authors[record["author_login"]] = plain(record["author_display_name"])
        elif record.name == SITE:
            found.site = record.text.strip().rstrip("/")


def _item(item: Record, found: Survey, taken: Counter[str]) -> str:
    type, status = item["post_type"] or "post", item["status"]
    local, gmt = when(item["post_date"]), when(item["post_date_gmt"])
    if local and gmt:
        found.offset = local - gmt
    if type == "attachment":
        url, caption = item["attachment_url"] or item["link"], item["excerpt"]
        alt = meta(item).get("_wp_attachment_image_alt", "")
        if id := number(item["post_id"]):
            found.attachments[id] = Attachment(url, alt, caption, number(item["post_parent"]))
    if type not in ("post", "page") or status in ("trash", "auto-draft"):
        found.not_carried[type if status != "trash" else f"{type} in the trash"] += 1
        return ""
    return _free(_slug(item), taken)


def _slug(item: Record) -> str:
    """WordPress's own, or as it would make one of the title; drafts have none yet."""
    from_link = _path(item["link"]).rstrip("/").rpartition("/")[2] if item["status"] == "publish" else ""
    for name in (item["post_name"], from_link, plain(item["title"])):
        readable = unicodedata.normalize("NFC", unquote(name)).lower()
        slug = _cut(re.sub(r"[^\w.]+", "-", readable).strip("-."))
        if is_slug(slug):
            return slug
    return f"{item['post_type'] or 'post'}-{number(item['post_id'])}"


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:  # "Invalid IPv6 URL"
        return ""


def _cut(slug: str) -> str:
    return slug.encode()[:LONGEST].decode(errors="ignore")


def _free(slug: str, taken: Counter[str]) -> str:
    """The slug, from now on taken, or the first of its kind with a number that is free."""
    free = slug
    while free in taken:
        taken[slug] += 1
        free = f"{slug}-{taken[slug]}"
    taken[free] = 1
    return free
