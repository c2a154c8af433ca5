"""Several people at one queue at the same time."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path
from threading import Barrier

from builders import NOON, a_submission, ids
from moderation.errors import AlreadyDecided, UnknownComment
from moderation.queue.connection import open_engine, open_queue
from moderation.queue.ledger import Action
from moderation.queue.migration import check, migrate
from moderation.queue.store import Queue

ROOT = Path(__file__).parent.parent
WORKERS = 4

MODERATOR = """
import sys
from contextlib import closing
from moderation.comment import utc_now
from moderation.errors import AlreadyDecided
from moderation.queue.connection import open_queue
from moderation.queue.ledger import Action

with closing(open_queue(sys.argv[1])) as queue:
    print("ready", flush=True)
    sys.stdin.readline()
    try:
        queue.decide("aaaaaaaa", Action.APPROVE, who="ann", at=utc_now())
        print("won")
    except AlreadyDecided as error:
        print("told:", error.state)
"""


def at_once(task: Callable[[int], str]) -> list[str]:
    """What each of the workers returned, all having started together; sorted."""
    barrier = Barrier(WORKERS)

    def run(number: int) -> str:
        barrier.wait(timeout=30)
        return task(number)

    with ThreadPoolExecutor(WORKERS) as pool:
        return sorted(pool.map(run, range(WORKERS)))


def test_of_several_threads_that_decide_the_same_one_wins(queue: Queue) -> None:
    def approve(number: int) -> str:
        try:
            queue.decide("aaaaaaaa", Action.APPROVE, who=f"moderator {number}", at=NOON)
        except AlreadyDecided as error:
            return f"told: {error.state}"
        return "won"

    queue.add([a_submission("aaaaaaaa")])

    assert at_once(approve) == ["told: approved"] * (WORKERS - 1) + ["won"]
    assert len(queue.decisions()) == 1


def test_of_several_processes_that_decide_the_same_one_wins(queue: Queue, queue_url: str) -> None:
    queue.add([a_submission("aaaaaaaa")])

    assert race(MODERATOR, queue_url) == ["told: approved"] * (WORKERS - 1) + ["won"]
    assert len(queue.decisions()) == 1


def race(program: str, *arguments: str) -> list[str]:
    """What several processes printed last, which all went on together once they were all ready; sorted."""
    with ExitStack() as stack:
        processes = [stack.enter_context(start(program, *arguments)) for _ in range(WORKERS)]
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        return sorted(process.communicate(timeout=60)[0].strip() for process in processes)


def start(program: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_different_decisions_about_one_comment_happen_one_after_the_other(queue: Queue) -> None:
    actions = [Action.APPROVE, Action.SPAM, Action.TRASH, Action.DELETE]

    def decide(number: int) -> str:
        try:
            queue.decide("aaaaaaaa", actions[number], who="ann", at=NOON, seen=a_submission("aaaaaaaa"))
        except (AlreadyDecided, UnknownComment):  # unknown, if deleting was first
            return "told"
        return "won"

    queue.add([a_submission("aaaaaaaa")])

    assert at_once(decide).count("won") == 1
    assert len(queue.decisions()) == 1


def test_nothing_added_at_the_same_time_is_lost(queue: Queue) -> None:
    submissions = [[a_submission() for _ in range(5)] for _ in range(WORKERS)]

    def add(number: int) -> str:
        for submission in submissions[number]:
            queue.add([submission])
        return "added"

    assert at_once(add) == ["added"] * WORKERS
    assert {*ids(queue.list())} == {submission.id for group in submissions for submission in group}


def test_a_new_file_may_be_opened_by_several_at_once(sqlite_url: str) -> None:
    def open_and_add(number: int) -> str:
        with closing(open_queue(sqlite_url)) as queue:
            queue.add([a_submission()])
        return "added"

    assert at_once(open_and_add) == ["added"] * WORKERS


def test_a_shared_database_may_be_migrated_by_several_at_once(postgresql_url: str) -> None:
    def migrate_and_check(number: int) -> str:
        engine = open_engine(postgresql_url)
        try:
            migrate(engine)
            check(engine)
        finally:
            engine.dispose()
        return "migrated"

    assert at_once(migrate_and_check) == ["migrated"] * WORKERS


OPENER = """
import sys
import moderation.queue.store, moderation.queue.migration, moderation.queue.sqlite, alembic.command
from moderation.queue.connection import open_queue

print("ready", flush=True)
sys.stdin.readline()
open_queue(sys.argv[1]).close()
print("opened")
"""


def test_a_new_file_may_be_opened_by_several_processes_at_once(sqlite_url: str) -> None:
    assert race(OPENER, sqlite_url) == ["opened"] * WORKERS
