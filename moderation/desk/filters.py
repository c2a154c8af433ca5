"""The options by which comments are chosen: the same for every command that takes many."""

from __future__ import annotations

import functools
import ipaddress
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import click

from ..comment import utc_now
from ..queue.selection import Network, Selection
from ..queue.submission import State, Verdict
from .completion import slugs

ANY = "all"
"""The status of comments whatever their state."""

_UNITS = {"h": "hours", "d": "days", "w": "weeks"}


def _said(value: str) -> str:
    if not value.strip():  # in a script, a variable that is not set would choose far too many
        raise click.BadParameter("it is empty.")
    return value


def _age(value: str) -> timedelta:
    number, unit = value[:-1], _UNITS.get(value[-1:])
    if not (unit and number.isascii() and number.isdigit() and len(number) < 5):
        raise click.BadParameter(f"{value!r} is not like 12h, 30d or 8w.")
    return timedelta(**{unit: int(number)})


def _network(value: str) -> Network:
    try:
        return ipaddress.ip_network(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is not like 203.0.113.7 or 203.0.113.0/24.") from None


FILTERS = {
    "article": click.option(
        "--article", metavar="SLUG", type=_said, shell_complete=slugs, help="Only those on this article."
    ),
    "author": click.option("--author", metavar="NAME", type=_said, help="Only those by this name."),
    "email": click.option("--email", metavar="ADDRESS", type=_said, help="Only those with this e-mail address."),
    "network": click.option("--ip", "network", metavar="ADDRESS", type=_network, help="Only those from this address."),
    "verdict": click.option(
        "--verdict", type=click.Choice([one.value for one in Verdict]), help="Only those of which the filter thinks so."
    ),
    "age": click.option("--older-than", "age", metavar="AGE", type=_age, help="Only those older: 12h, 30d or 8w."),
    "words": click.option("--search", "words", metavar="WORDS", type=_said, help="Only those that hold this."),
}


def filtering(status: str | None = None) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command the filters, and ``--status`` if there is one to begin with; it gets them as a ``selection``."""
    states = click.Choice([*(state.value for state in State), ANY])
    of_state = click.option("--status", type=states, default=status, show_default=True, help="Which ones.")

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(command)
        def filtered(*arguments: Any, status: str = ANY, **given: Any) -> object:
            chosen = _selection(status, **{name: given.pop(name) for name in FILTERS})
            return command(*arguments, selection=chosen, **given)

        for option in reversed([*([of_state] if status else []), *FILTERS.values()]):
            filtered = option(filtered)
        return filtered

    return decorate


def _selection(status: str, age: timedelta | None, verdict: str | None, **others: Any) -> Selection:
    return Selection(
        state=None if status == ANY else State(status),
        before=utc_now() - age if age else None,
        verdict=Verdict(verdict) if verdict else None,
        **others,
    )
