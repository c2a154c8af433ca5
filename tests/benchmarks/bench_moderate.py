"""The command line: help at most 150 ms over bare Python, ten thousand waiting comments listed within a second."""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from bigblog import PROJECT, readers_texts
from timing import Command, machine, pairs

from builders import a_submission
from moderation.queue.connection import open_queue

WAITING = 10_000
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
    sys.exit(not all(within))


def fill(database: str) -> None:
    """Ten thousand real comments, waiting."""
    texts = readers_texts()
    queue = open_queue(database)
    several = (texts[number % len(texts)] for number in range(WAITING))
    queue.add([a_submission(author=author, text=text) for author, text in several])
    queue.close()


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
