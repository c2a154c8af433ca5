"""Subscriptions as the command line shows them; addresses are nowhere else to be seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..queue.subscription import Subscription
from .terminal import padded, visible

COLUMNS = ("address", "interest", "article", "comment", "made", "confirmed", "daily")


def record(subscription: Subscription) -> Mapping[str, str | bool | None]:
    """What is known of it."""
    return {
        "address": subscription.address,
        "interest": subscription.interest.value,
        "article": subscription.article,
        "comment": subscription.comment,
        "made": subscription.made.isoformat(),
        "confirmed": subscription.confirmed.isoformat() if subscription.confirmed else None,
        "daily": subscription.daily,
    }


def table(subscriptions: Iterable[Subscription]) -> str:
    """One on each line, under their names."""
    rows = [[name.upper() for name in COLUMNS]]
    rows += [[_shown(value) for value in record(one).values()] for one in subscriptions]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(map(padded, row, widths)).rstrip() for row in rows)


def _shown(value: str | bool | None) -> str:
    return "yes" if value is True else visible(value or "no")
