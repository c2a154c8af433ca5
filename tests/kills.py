"""Processes that are killed at any moment, under load, and what they leave behind."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from random import Random

from blog import Blog
from builders import a_submission
from crowd import Reckoning, crowd, more
from moderation.comment import new_id
from moderation.desk.desk import Desk
from moderation.queue.submission import State
from pages import comments_on

FORKING = get_context("forkserver")
# A command imports for a second and works for a moment; what can be imported before is no place to be killed in.
FORKING.set_forkserver_preload(["moderation.desk.verbs", "moderation.desk.desk", "moderation.published.merge"])


def killed_intakes(blog: Blog, times: int, seed: int, reckoning: Reckoning) -> Iterator[str]:
    """What is wrong after each of so many lives of an intake, every one of them ended while readers write."""
    random = Random(seed)  # noqa: S311  no secret
    for life in range(times):
        with blog.server() as server, crowd(server.address, reckoning, f"Life {life}"):
            more(reckoning.thanked, random.randrange(200))
            server.kill()
        yield from reckoning.flaws(blog)
        yield from damages(blog.root / "var/queue.db")


def damages(file: Path) -> list[str]:
    """What SQLite finds wrong with the queue's file."""
    with closing(sqlite3.connect(file)) as connection:
        found = [line for (line,) in connection.execute("PRAGMA integrity_check")]
    return [] if found == ["ok"] else found


def killed_approvals(blog: Blog, times: int, seed: int, reached: Counter[str]) -> Iterator[str]:
    """What file, record and page disagree about after so many approvals that were cut off, and one command after each.

    ``reached`` counts where the comments were approved in between.
    """
    random = Random(seed)  # noqa: S311  no secret
    whole = min(_duration(_approving(blog, new_id())) for _ in range(3))
    for _ in range(times):
        id = new_id()
        process = _approving(blog, id)
        if random.random() < 0.5:
            process.join(whole * random.random())
        else:
            _await_file(process, _file(blog, id))
        process.kill()
        process.join()
        reached[", ".join(where(blog, id)) or "nothing"] += 1
        command = random.choice([("publish",), ("approve", id)])
        blog.moderate(*command)
        yield from _disagreements(blog, id, command[0])


def _approving(blog: Blog, id: str) -> ForkServerProcess:
    """``moderate approve`` on a new comment, as a process of its own."""
    with blog.queue() as queue:
        queue.add([a_submission(id)])
    process = FORKING.Process(target=blog.moderate, args=("approve", id))
    process.start()
    return process


def _duration(process: ForkServerProcess) -> float:
    begun = time.monotonic()
    process.join()
    return time.monotonic() - begun


def _await_file(process: ForkServerProcess, file: Path) -> None:
    """The shortest of all moments, which chance would seldom find: the decision is public and not yet final."""
    while process.is_alive() and not file.exists():
        pass


def _file(blog: Blog, id: str) -> Path:
    return blog.comments / "hello" / f"{id}.md"


def where(blog: Blog, id: str) -> list[str]:
    """Where the comment is approved."""
    with blog.queue() as queue:
        places = {
            "file": _file(blog, id).exists(),
            "record": queue.get(id).state is State.APPROVED and len(queue.decisions(id)) == 1,
            "page": id in comments_on(blog.page("hello/index.html")),
        }
    return [place for place, approved in places.items() if approved]


def _disagreements(blog: Blog, id: str, command: str) -> Iterator[str]:
    places = where(blog, id)
    if len(places) not in ((3,) if command == "approve" else (0, 3)):
        yield f"after {command} {id} is in {places}"
    with blog.queue() as queue:
        status = Desk(queue, blog.settings).status()
    yield from (f"after {command} {path} is not as it should be" for path in [*status.unpublished, *status.pages])
