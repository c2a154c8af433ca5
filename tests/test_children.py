"""Children do a share of the work each; what they do not do is left to the parent."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from itertools import count, islice

from moderated_comments.children import cores, dealt
from patience import eventually

Send = Callable[[int | None], None]


def test_there_are_no_more_children_than_cores() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)


def test_results_come_in_turn() -> None:
    def share(number: int, send: Send) -> None:
        for result in count(number, 3):
            send(result)

    assert [*islice(dealt(share, 3), 7)] == [0, 1, 2, 3, 4, 5, 6]


def own_name(_: int, send: Send) -> None:
    """Sends the number of its process."""
    send(os.getpid())


def test_each_child_is_a_process_of_its_own() -> None:
    assert len({os.getpid(), *islice(dealt(own_name, 2), 2)}) == 3


def test_a_child_that_has_nothing_more_to_give_leaves_the_rest() -> None:
    def share(number: int, send: Send) -> None:
        if number:
            send(number)

    assert [*islice(dealt(share, 2), 6)] == [None, 1, None, None, None, None]


def test_a_child_that_fails_leaves_the_rest() -> None:
    def share(number: int, send: Send) -> None:
        send(1)
        send(1 // number)

    assert [*islice(dealt(share, 2), 6)] == [1, 1, None, 1, None, None]


def test_a_child_that_dies_leaves_the_rest() -> None:
    def share(number: int, send: Send) -> None:
        send(1)
        os._exit(1)

    assert [*islice(dealt(share, 2), 4)] == [1, 1, None, None]


def test_children_end_when_nobody_wants_more() -> None:
    def share(_: int, send: Send) -> None:
        while True:
            own_name(0, send)

    results = dealt(share, 2)
    assert (next(results) or 0) > 0
    assert len(multiprocessing.active_children()) == 2

    del results

    assert eventually(lambda: not multiprocessing.active_children())
