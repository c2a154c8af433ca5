"""The ledger as the command line shows it: as a table, JSON, CSV, the comments' ids or a number."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict

from ..queue.ledger import Decision
from .terminal import shortened
from .view import Record, csv_of, table

FIELDS = ("number", "comment", "action", "before", "after", "who", "at", "why")


def record(decision: Decision) -> Record:
    """The decision as scripts get it; these names stay."""
    words = {"action": decision.action.value, "before": decision.before.value}
    after = decision.after.value if decision.after else None
    return {**asdict(decision), **words, "after": after, "at": decision.at.isoformat()}


def as_json(decisions: Sequence[Decision]) -> str:
    """An array of objects."""
    return json.dumps([*map(record, decisions)], indent=1)


def as_csv(decisions: Sequence[Decision]) -> str:
    """A line for each, after a line of names."""
    return csv_of(FIELDS, map(record, decisions))


def as_ids(decisions: Sequence[Decision]) -> str:
    """The comments, each once, for other commands."""
    return "\n".join(dict.fromkeys(decision.comment for decision in decisions))


def as_count(decisions: Sequence[Decision]) -> str:
    """How many there are."""
    return str(len(decisions))


FORMATS: dict[str, Callable[[Sequence[Decision]], str]] = {
    "json": as_json,
    "csv": as_csv,
    "ids": as_ids,
    "count": as_count,
}


def as_table(decisions: Sequence[Decision], width: int) -> str:
    """A line for each, cut to the terminal's width."""
    if not decisions:
        return "Nothing to show."
    return table(("number", "at", "who", "action", "comment", "was", "is", "why"), map(_row, decisions), width)


def _row(decision: Decision) -> list[str]:
    return [
        str(decision.number),
        f"{decision.at:%Y-%m-%d %H:%M}",
        shortened(decision.who, 24),
        decision.action.value,
        decision.comment,
        decision.before.value,
        decision.after.value if decision.after else "deleted",
        shortened(decision.why, 200),
    ]
