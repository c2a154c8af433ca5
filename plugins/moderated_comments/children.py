"""Work shared out among all cores, by forked children: they have all that the parent has built, without a copy.

A child only ever helps: what it cannot do, or does not live to do, the parent does itself. So every error is its own.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import pickle
from collections.abc import Callable, Generator, Iterable
from contextlib import closing, suppress
from itertools import cycle
from multiprocessing.connection import Connection
from typing import TypeVar

Result = TypeVar("Result")


def cores() -> int:
    """How many children are of use; 1 where none can be forked."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def dealt(share: Callable[[int], Iterable[Result]], children: int) -> Generator[Result | None]:
    """What ``share(0)``, ``share(1)``… give, each in a child, in turn as cards are dealt; without an end.

    None is for the parent to do: the child came to nothing there, or has ended. Close it to end the children.
    """
    context = multiprocessing.get_context("fork")
    processes, pipes = [], []
    try:
        for number in range(children):
            receiver, sender = context.Pipe(duplex=False)
            process = context.Process(target=_work, args=(share, number, sender), daemon=True)
            process.start()
            sender.close()  # else the end of the child would not be the end of the pipe
            processes.append(process)
            pipes.append(receiver)
        for pipe in cycle(pipes):
            yield _received(pipe)
    finally:
        for pipe, process in zip(pipes, processes, strict=True):
            pipe.close()
            process.kill()
            process.join()


def _work(share: Callable[[int], Iterable[Result]], number: int, pipe: Connection) -> None:
    logging.getLogger().handlers[:] = [
        logging.NullHandler()
    ]  # the parent does again what there is something to say about
    with closing(pipe), suppress(BrokenPipeError):
        for result in share(number):
            pipe.send(result)


def _received(pipe: Connection) -> Result | None:
    try:
        result: Result | None = pipe.recv()
    except (EOFError, OSError, pickle.UnpicklingError):
        return None
    return result
