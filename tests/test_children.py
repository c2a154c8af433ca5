"""Children do a share of the work each; what they do not do is left to the parent."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from itertools import count, islice

from moderated_comments.children import cores, dealt
from patience import eventually


def test_there_is_at_least_one_core() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)


def test_results_come_in_turn() -> None:
    with closing(dealt(lambda number: count(number, 3), 3)) as results:
        assert [*islice(results, 7)] == [0, 1, 2, 3, 4, 5, 6]


def test_each_child_is_a_process_of_its_own() -> None:
    with closing(dealt(lambda _: iter([os.getpid()]), 2)) as results:
        assert len({os.getpid(), *islice(results, 2)}) == 3


def test_a_child_that_has_nothing_more_to_give_leaves_the_rest() -> None:
    with closing(dealt(lambda number: [number] * number, 2)) as results:
        assert [*islice(results, 6)] == [None, 1, None, None, None, None]


def test_a_child_that_dies_leaves_the_rest() -> None:
    def share(number: int) -> Iterator[str]:
        yield "first"
        if number:
            os._exit(1)
        yield "second"

    with closing(dealt(share, 2)) as results:
        assert [*islice(results, 6)] == ["first", "first", "second", None, None, None]


def test_children_end_with_the_parents_interest() -> None:
    with closing(dealt(lambda _: iter(os.getpid, None), 1)) as results:
        child = next(results)

    assert child
    assert eventually(lambda: not is_running(child))


def is_running(process: int) -> bool:
    """Whether there is such a process."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
