"""Moments as other systems write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_EPOCH = re.compile(r"[0-9]{9,13}(?:\.[0-9]+)?\Z")
_MILLISECONDS = 100_000_000_000
"""What counts more than this since 1970 counts milliseconds; as seconds it would be the year 5138."""
_LONE_DIGIT = re.compile(r"(?<![0-9.,])[0-9](?![0-9])")
_SPACE_BEFORE_ZONE = re.compile(r"\s+(?=Z\Z|[+-][0-9]{2}:?[0-9]{2}\Z)")


def moment(text: str) -> datetime | None:
    """The moment in UTC; None if the text says none. A time without a zone is taken for UTC.

    Understood are ISO 8601, also with single digits and spaces as people write it (``2014-3-21 9:05 +0100``), and
    seconds or milliseconds since 1970. Year 1 is how Go writes that there is no moment.
    """
    text = text.strip()
    try:
        found = _since_1970(float(text)) if _EPOCH.match(text) else _iso(text)
        found = found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):  # the last evening of the year 9999 in New York is in no year of UTC
        return None
    return found if found.year > 1 else None


def _since_1970(count: float) -> datetime:
    return datetime.fromtimestamp(count / 1000 if count > _MILLISECONDS else count, UTC)


def _iso(text: str) -> datetime:
    return datetime.fromisoformat(_LONE_DIGIT.sub(r"0\g<0>", _SPACE_BEFORE_ZONE.sub("", text.replace("/", "-"))))
