from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from builders import a_submission
from moderation.errors import QueueUnavailable
from moderation.intake.groupcommit import MOST, GroupCommit
from moderation.queue.submission import Submission

PATIENCE = 20.0  # seconds until a test that hangs fails


class Disk:
    """A store whose commits take until the test lets them through, and fail if it holds a comment called bad."""

    def __init__(self) -> None:
        self.groups: list[list[str]] = []
        self._begun = threading.Semaphore(0)
        self._may_end = threading.Semaphore(0)

    def __call__(self, group: Sequence[Submission]) -> None:
        self.groups.append([submission.comment.author for submission in group])
        self._begun.release()
        assert self._may_end.acquire(timeout=PATIENCE)
        if any(submission.comment.author == "bad" for submission in group):
            raise QueueUnavailable("it is full")

    async def has_begun(self) -> None:
        """Return once one more commit runs."""
        assert await asyncio.to_thread(self._begun.acquire, timeout=PATIENCE)

    def finish(self, commits: int = 1) -> None:
        """Let so many commits through, now or when they come."""
        self._may_end.release(commits)


class Readers:
    """Requests that wait for their answers, by author."""

    def __init__(self, commit: GroupCommit) -> None:
        self.commit = commit
        self.tasks: dict[str, asyncio.Task[None]] = {}

    async def send(self, *authors: str) -> None:
        """Each sends a comment, in this order; returns when all wait."""
        for author in authors:
            self.tasks[author] = asyncio.create_task(self.commit.add(a_submission(author=author)))
        await asyncio.sleep(0)  # not to wait: to let them begin

    async def answers(self) -> dict[str, BaseException | None]:
        """What each was told in the end: what went wrong, or nothing."""
        async with asyncio.timeout(PATIENCE):
            return dict(
                zip(self.tasks, await asyncio.gather(*self.tasks.values(), return_exceptions=True), strict=True)
            )

    def answered(self) -> list[str]:
        """Who has an answer by now."""
        return [author for author, task in self.tasks.items() if task.done()]


def run(scene: Callable[[Disk, Readers], Awaitable[None]]) -> Disk:
    """Plays the scene to its end, and gives the disk as it was left."""

    async def play() -> None:
        async with asyncio.timeout(PATIENCE):
            await scene(disk, Readers(GroupCommit(disk)))

    disk = Disk()
    asyncio.run(play())
    return disk


def test_those_who_come_one_right_after_the_other_share_a_commit() -> None:
    async def scene(disk: Disk, readers: Readers) -> None:
        for author in ("a", "b", "c"):
            await readers.send(author)  # each in a turn of the loop of its own
        disk.finish()
        await readers.answers()

    assert run(scene).groups == [["a", "b", "c"]]


def test_those_who_come_before_the_commits_thread_has_its_turn_go_along() -> None:
    async def scene(disk: Disk, readers: Readers) -> None:
        turn = threading.Semaphore(0)
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))
        busy = asyncio.create_task(asyncio.to_thread(turn.acquire, timeout=PATIENCE))
        await readers.send("a")
        for _ in range(9):
            await asyncio.sleep(0)  # the commit is called for, and has no thread
        await readers.send("b")
        turn.release()
        disk.finish()
        await readers.answers()
        await busy

    assert run(scene).groups == [["a", "b"]]


def test_those_who_come_while_one_commit_runs_share_the_next_in_the_order_they_came() -> None:
    async def scene(disk: Disk, readers: Readers) -> None:
        await readers.send("a")
        await disk.has_begun()
        await readers.send("d", "b", "c")
        disk.finish(2)
        await readers.answers()

    assert run(scene).groups == [["a"], ["d", "b", "c"]]


def test_each_is_answered_after_its_own_commit_and_not_before() -> None:
    async def scene(disk: Disk, readers: Readers) -> None:
        await readers.send("a")
        await disk.has_begun()
        await readers.send("b")
        nobody = readers.answered()
        disk.finish()
        await disk.has_begun()  # with b, so a is through

        assert (nobody, readers.answered()) == ([], ["a"])
        disk.finish()
        await readers.answers()

    run(scene)


def test_after_a_pause_it_goes_on() -> None:
    async def scene(disk: Disk, readers: Readers) -> None:
        for author in "ab":
            await readers.send(author)
            disk.finish()
            await readers.answers()

    assert run(scene).groups == [["a"], ["b"]]


def test_one_commit_takes_so_many_and_no_more() -> None:
    rush = [f"reader {number}" for number in range(MOST + 1)]

    async def scene(disk: Disk, readers: Readers) -> None:
        await readers.send("first")
        await disk.has_begun()
        await readers.send(*rush)
        disk.finish(3)
        await readers.answers()

    assert run(scene).groups == [["first"], rush[:MOST], rush[MOST:]]


def test_where_there_is_no_thread_everybody_hears_of_it() -> None:
    async def scene(disk: Disk, readers: Readers) -> None:
        threads = ThreadPoolExecutor(1)
        threads.shutdown()
        asyncio.get_running_loop().set_default_executor(threads)
        await readers.send("a", "b")
        answers = await readers.answers()

        assert {name: type(answer) for name, answer in answers.items()} == {"a": RuntimeError, "b": RuntimeError}

    assert run(scene).groups == []


def test_an_error_reaches_everybody_in_its_group_and_nobody_else() -> None:
    async def scene(disk: Disk, readers: Readers) -> None:
        await readers.send("before")
        await disk.has_begun()
        await readers.send("bad", "neighbour")
        disk.finish()
        await disk.has_begun()
        await readers.send("after")
        disk.finish(2)
        answers = await readers.answers()

        assert {name: type(answer) for name, answer in answers.items()} == {
            "before": type(None),
            "bad": QueueUnavailable,
            "neighbour": QueueUnavailable,
            "after": type(None),
        }

    run(scene)


@pytest.mark.parametrize("leaves", ["a", "b"], ids=["while its commit runs", "while it waits for one"])
def test_the_comment_of_a_reader_who_leaves_is_stored_all_the_same(leaves: str) -> None:
    async def scene(disk: Disk, readers: Readers) -> None:
        await readers.send("a")
        await disk.has_begun()
        await readers.send("b", "c")
        readers.tasks[leaves].cancel()
        disk.finish(2)
        answers = await readers.answers()

        assert [name for name, answer in answers.items() if answer is None] == sorted({*"abc"} - {leaves})

    assert run(scene).groups == [["a"], ["b", "c"]]


def test_a_reader_who_leaves_a_commit_that_fails_is_nobody_s_trouble() -> None:
    async def scene(disk: Disk, readers: Readers) -> None:
        await readers.send("bad")
        await disk.has_begun()
        readers.tasks["bad"].cancel()
        disk.finish(2)
        await readers.send("b")
        answers = await readers.answers()

        assert [type(answer) for answer in answers.values()] == [asyncio.CancelledError, type(None)]

    run(scene)


def test_it_is_closed_when_everything_that_waited_has_been_stored() -> None:
    async def scene(disk: Disk, readers: Readers) -> None:
        await readers.send("a")
        await disk.has_begun()
        await readers.send("b")
        closed = asyncio.create_task(readers.commit.close())
        disk.finish()
        await disk.has_begun()
        too_early = closed.done()
        disk.finish()
        await closed
        await asyncio.sleep(0)

        assert (too_early, readers.answered()) == (False, ["a", "b"])

    assert run(scene).groups == [["a"], ["b"]]


def test_it_can_be_closed_unused() -> None:
    async def scene(disk: Disk, readers: Readers) -> None:
        await readers.commit.close()

    assert run(scene).groups == []


def test_the_store_is_called_outside_of_the_event_loop() -> None:
    async def scene() -> Sequence[int]:
        threads: list[int] = []

        def store(group: Sequence[Submission]) -> None:
            threads.append(threading.get_ident())

        await GroupCommit(store).add(a_submission())
        return [*threads, threading.get_ident()]

    assert len(set(asyncio.run(scene()))) == 2
