"""Subscriptions as the command line shows them; addresses are nowhere else to be seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..queue.subscription import Subscription
from .terminal import padded, visible

COLUMNS = ("address", "interest", "article", "comment", "made", "confirmed")


def record(subscription: Subscription) -> Mapping[str, str | None]:
    """What is known of it."""
    return {
        "address": subscription.address,
        "interest": subscription.interest.value,
        "article": subscription.article,
        "comment": subscription.comment,
        "made": subscription.made.isoformat(),
        "confirmed": subscription.confirmed.isoformat() if subscription.confirmed else None,
    }


def table(subscriptions: Iterable[Subscription]) -> str:
    """One on each line, under their names."""
    rows = [[name.upper() for name in COLUMNS]]
    rows += [[visible(value or "no") for value in record(one).values()] for one in subscriptions]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(map(padded, row, widths)).rstrip() for row in rows)
