"""Values as WordPress writes them into an export."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from ..xmlrecords import Record


def meta(item: Record) -> Mapping[str, str]:
    """What plugins and WordPress itself keep beside a post."""
    return {child["meta_key"]: child["meta_value"] for child in item.children if child.name == "postmeta"}


def number(text: str) -> int:
    """The number, or 0: WordPress counts from 1."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def when(text: str) -> datetime | None:
    """A moment as WordPress writes it, without a zone; none for ``0000-00-00 00:00:00``."""
    try:
        return datetime.strptime(text.strip(), "%Y-%m-%d %H:%M:%S")  # noqa: DTZ007  its zone is in the element's name
    except ValueError:
        return None


def utc(record: Record, name: str, offset: timedelta) -> datetime | None:
    """The moment of this name: by the element for UTC, or by the blog's clock, which is ``offset`` ahead."""
    local, gmt = when(record[name]), when(record[f"{name}_gmt"])
    try:
        known = gmt or (local - offset if local else None)
    except OverflowError:  # before the year 1
        return None
    return known.replace(tzinfo=UTC) if known else None
