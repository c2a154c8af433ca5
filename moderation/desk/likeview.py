"""Likes as the command line shows them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from ..queue.likes import Correction, Like
from .terminal import shortened
from .view import table


def as_table(counts: Mapping[str, int], corrections: Sequence[Correction], width: int) -> str:
    """A line for each article, with its last correction."""
    if not counts:
        return "Nobody has liked anything yet."
    last = {correction.article: _in_words(correction) for correction in corrections}
    rows = ((slug, str(number), last.get(slug, "")) for slug, number in counts.items())
    return table(("article", "likes", "corrected"), rows, width)


def as_json(counts: Mapping[str, int], corrections: Sequence[Correction]) -> str:
    """An array of objects; these names stay."""
    records = [
        {
            "article": slug,
            "likes": number,
            "corrections": [_record(correction) for correction in corrections if correction.article == slug],
        }
        for slug, number in counts.items()
    ]
    return json.dumps(records, indent=1)


def records(likes: Sequence[Like]) -> list[dict[str, object]]:
    """What a person likes."""
    return [{"article": like.article, "month": f"{like.month:%Y-%m}", "liked": like.amount > 0} for like in likes]


def _in_words(correction: Correction) -> str:
    said = f"{correction.amount:+} by {correction.who}, {correction.at:%Y-%m-%d %H:%M}"
    return shortened(f"{said}: {correction.why}" if correction.why else said, 200)


def _record(correction: Correction) -> dict[str, object]:
    return asdict(correction) | {"at": correction.at.isoformat()}
