"""How things stand, as the command line shows it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime

from ..queue.outbox import Backlog
from .arrivals import Arrivals
from .desk import Status
from .terminal import visible
from .view import VERSION, counts, left_out, numbers_of


def as_text(found: Status, came: Arrivals, unsent: Backlog, width: int) -> str:
    """What waits and since when, what the filter did, what could not be sent, and what a ``moderate publish`` would
    change."""
    lines = [f"{id} is not where its decision says: run moderate publish" for id in found.unpublished]
    lines += [f"{path} does not show all comments: run moderate publish" for path in found.pages]
    lines += [left_out(error) for error in found.skipped]
    if number := len(found.undeployed):
        lines += [f"{number} file{'s are' if number > 1 else ' is'} not deployed yet: run moderate publish --deploy"]
    lines += [str(found.problem)] if found.problem else []
    oldest = [f"The oldest that waits came {_moment(came.waiting_since)}."] if came.waiting_since else []
    ending = lines or ["All decisions are on the pages."]
    return "\n".join(
        [counts(found.counts, "table", width), "", *oldest, _filtered(came), *_unsent(unsent), *map(visible, ending)]
    )


def as_json(found: Status, came: Arrivals, unsent: Backlog) -> str:
    """One object; these names stay."""
    record = {
        "version": VERSION,
        "counts": numbers_of(found.counts),
        "waiting_since": came.waiting_since and came.waiting_since.isoformat(),
        "last_decision": came.last_decision and came.last_decision.isoformat(),
        "verdicts": {verdict.value: number for verdict, number in came.verdicts.items()},
        "outbox": {
            "waiting": unsent.waiting,
            "failing_since": unsent.failing_since and unsent.failing_since.isoformat(),
            "problem": unsent.problem or None,
            "given_up": unsent.given_up,
        },
        "unpublished": found.unpublished,
        "pages": [str(path) for path in found.pages],
        "undeployed": found.undeployed,
        "left_out": [str(error.path) for error in found.skipped],
        "problem": str(found.problem) if found.problem else None,
    }
    return json.dumps(record, indent=1)


def _filtered(came: Arrivals) -> str:
    since = f"Since the last decision, {_moment(came.last_decision)}," if came.last_decision else "So far"
    verdicts = [f"{number} {verdict.value}" for verdict, number in came.verdicts.items() if number]
    number = sum(came.verdicts.values())
    return f"{since} {number} came in: {', '.join(verdicts)}." if number else f"{since} nothing came in."


def _unsent(unsent: Backlog) -> Iterator[str]:
    if unsent.waiting:
        failing = unsent.failing_since and f", failing since {_moment(unsent.failing_since)}: {unsent.problem}"
        yield f"Messages to be sent: {unsent.waiting}{failing or ''}."
    if unsent.given_up:
        yield f"Messages given up: {unsent.given_up}; moderate notify --again tries once more."


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
