"""The command line: help at most 150 ms over bare Python; of ten thousand waiting comments a list within a second, and
in a review the next one 50 ms after a key."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bigblog import PROJECT, readers_texts
from timing import Command, machine, pairs

from blog import Blog
from builders import a_submission
from moderation.desk.desk import Desk
from moderation.desk.review.screen import screen
from moderation.desk.review.sitting import Sitting
from moderation.queue.connection import open_queue

WAITING, ARTICLES = 10_000, 20
NEXT = 0.05
"""Seconds from a key to the next comment."""
MODERATE = str(Path(sys.executable).with_name("moderate"))


def main() -> None:
    """Measure both in alternation with an interpreter that does nothing."""
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        database = {"MODERATION_DATABASE": f"sqlite:///{folder}/queue.db"}
        fill(database["MODERATION_DATABASE"])
        within = [
            over_python("moderate --help", ["--help"], {}, 0.15),
            over_python(f"moderate list, {WAITING} pending", ["list"], database, 1.0),
            over_python(f"moderate list --format json, {WAITING} pending", ["list", "--format", "json"], database, 1.0),
        ]
        with sitting(Path(folder)) as present:
            within += [next_comment(present, key) for key in "nas"]
    sys.exit(not all(within))


def fill(database: str) -> None:
    """Ten thousand real comments, waiting on twenty articles."""
    texts = readers_texts()
    several = ((*texts[number % len(texts)], f"article-{number % ARTICLES}") for number in range(WAITING))
    with closing(open_queue(database)) as queue:
        queue.add([a_submission(author=author, text=text, article=article) for author, text, article in several])


@contextmanager
def sitting(folder: Path) -> Iterator[Sitting]:
    """A review of as many, on a built blog."""
    blog = Blog(folder / "blog")
    for number in range(ARTICLES):
        blog.article(f"article-{number}")
    blog.build()
    fill(blog.settings.database)
    with blog.queue() as queue:
        yield Sitting(Desk(queue, blog.settings))


def next_comment(present: Sitting, key: str) -> bool:
    """Print how long after this key the next comment is on the screen; whether that is within the limit."""
    took = statistics.median(_seconds(present, key) for _ in range(60))
    verdict = "within" if took <= NEXT else "ABOVE"
    print(
        f"moderate review, {key}: the next comment in {took * 1000:.0f} ms, {verdict} the limit of {NEXT * 1000:.0f} ms"
    )
    return took <= NEXT


def _seconds(present: Sitting, key: str) -> float:
    began = time.perf_counter()
    present.skip() if key == "n" else present.decide(key)
    present.publish()
    case = present.case()
    assert case
    screen(case, 80, 24)
    return time.perf_counter() - began


def over_python(name: str, arguments: list[str], environment: dict[str, str], limit: float) -> bool:
    """Print how much longer the command takes than a bare interpreter; whether that is within the limit."""
    bare = Command([sys.executable, "-c", "pass"], PROJECT)
    measured = pairs(Command([MODERATE, *arguments], PROJECT, environment), bare, 9)
    over = statistics.median(one - other for one, other in measured)
    verdict = "within" if over <= limit else "ABOVE"
    print(f"{name}: {over * 1000:.0f} ms over bare Python, {verdict} the limit of {limit * 1000:.0f} ms")
    return over <= limit


if __name__ == "__main__":
    main()
