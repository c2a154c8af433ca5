"""How far a build is: a bar on a terminal, once it has taken longer than anybody waits without wondering."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from pelican.log import console

PATIENCE = 2.0
"""Seconds."""

Thing = TypeVar("Thing")


class Bar:
    """The bar of a build that begins now, under what Pelican itself shows."""

    def __init__(self) -> None:
        self._late = time.monotonic() + PATIENCE

    def over(self, things: Iterable[Thing], doing: str, total: int) -> Iterator[Thing]:
        """These things, each of which brings the bar on."""
        if not console.is_terminal:
            yield from things
            return
        from rich.progress import Progress  # which takes longer than a build in which nothing changed may

        with Progress(console=console, transient=True) as shown:
            task = shown.add_task(doing, total=total, visible=False)
            for thing in things:
                shown.update(task, advance=1, visible=time.monotonic() > self._late)
                yield thing
