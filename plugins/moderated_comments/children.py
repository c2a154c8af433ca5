"""Work shared out among all cores, by forked children: they have all that the parent has built, without a copy.

A child only ever helps: what it cannot do, or does not live to do, the parent does itself. So every error is its own.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import cycle
from multiprocessing.connection import Connection
from typing import TypeVar

Result = TypeVar("Result")
Share = Callable[[int, Callable[[Result | None], None]], None]
"""The work of a child, which has a number and sends its results."""


def cores() -> int:
    """How many children are of use; 0 where none can be forked."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return 0
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def dealt(share: Share[Result], children: int) -> Iterator[Result | None]:
    """What the children send, in turn, as cards are dealt; without an end. They end with whoever holds it.

    None is for the parent to do: the child has sent it, or has ended.
    """
    pipes: list[Connection] = []
    for number in range(children):
        pipes.append(_started(share, number, pipes))
    return _results(pipes)


def _started(share: Share[Result], number: int, others: list[Connection]) -> Connection:
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    context.Process(target=_work, args=(share, number, sender, [*others, receiver]), daemon=True).start()
    sender.close()  # else the end of the child would not be the end of the pipe
    return receiver


def _work(share: Share[Result], number: int, sender: Connection, receivers: list[Connection]) -> None:
    for receiver in receivers:
        receiver.close()  # else nobody would notice that the parent listens no more
    logging.getLogger().handlers[:] = [logging.NullHandler()]  # the parent does again what there is something to say of
    with suppress(Exception):  # the same
        share(number, sender.send)


def _results(pipes: list[Connection]) -> Iterator[Result | None]:
    for pipe in cycle(pipes):
        try:
            yield pipe.recv()
        except (EOFError, OSError):
            yield None
