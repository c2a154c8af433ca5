"""A moderator's first minute, recorded from a real terminal: docs/review.svg. Run it to record it anew."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from blog import PROJECT, Blog
from builders import a_submission
from moderation.queue.submission import Reason, Verdict
from teletype import teletype
from terminals import on_terminal

TARGET = PROJECT / "docs/review.svg"
ROWS, COLUMNS = 15, 80
SECONDS = 4
"""For which each scene is shown."""
ADVANCE, LEADING, MARGIN = 8.4, 19, 16
"""How wide a character is, how high a line, and what is around them."""

WAITING = (
    a_submission(
        "m2c8w0ra",
        article="honest-pricing",
        author="Joe",
        email="joe@watches.example",
        text="Great post! Visit <a href='https://watches.example'>my blog</a>, https://a.example and https://b.example",
        verdict=Verdict.UNSURE,
        reasons=(Reason("links", "there are 3 links in it, more than 2", 3),),
    ),
    a_submission(
        "k7f3q2mx",
        article="honest-pricing",
        author="Gwen",
        email="gwen@example.org",
        text="We tried the three columns and lost two customers, and kept <em>eleven</em>.",
        verdict=Verdict.HAM,
        day=1,
    ),
)


class Scene(NamedTuple):
    """What is on the screen, and what the moderator did for it."""

    done: str
    lines: Sequence[str]


def record(folder: Path) -> Iterator[Scene]:
    """A list, and a review of two comments: one is spam, one is let in."""
    blog = Blog(folder)
    blog.article("honest-pricing", "Honest pricing")
    blog.build()
    with blog.queue() as queue:
        queue.add(WAITING)
    yield Scene("types: moderate list", ["$ moderate list", *on_terminal(blog, "list")])
    with teletype(blog, "review", rows=ROWS, columns=COLUMNS) as seat:
        yield Scene("types: moderate review", _screen(seat.until("[q]uit") + "[q]uit"))
        seat.press("s")
        yield Scene("presses s: spam", _screen(seat.until("m2c8w0ra: spam.") + "m2c8w0ra: spam."))
        seat.press("a")
        over = _screen(seat.until("waits.") + "waits.")
        seat.end()
    counted = ["", "$ moderate count", *on_terminal(blog, "count")]
    yield Scene("presses a: approve. It is on its page, and nothing waits any more", [*over[1:], *counted])


def _screen(shown: str) -> list[str]:
    """What is left of it on the screen: what came after it was last cleared."""
    last = shown.rpartition("\x1b[2J\x1b[1;1H")[2]
    return re.sub(r"\r", "", last).split("\n")


def picture(scenes: Sequence[Scene]) -> str:
    """The scenes as one SVG, one after the other; for who wants nothing to move, the first but one stands still."""
    width, height = round(COLUMNS * ADVANCE) + 2 * MARGIN, (ROWS + 2) * LEADING + 2 * MARGIN
    frames = "\n".join(_frame(number, scene) for number, scene in enumerate(scenes))
    share = 100 / len(scenes)
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">
<title>A moderator goes through two comments</title>
<style>
text {{ font: 14px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; fill: #e6e6e6; white-space: pre }}
.done {{ fill: #8fd18f }}
g {{ visibility: hidden; animation: scene {len(scenes) * SECONDS}s step-end infinite }}
@keyframes scene {{ 0% {{ visibility: visible }} {share:g}% {{ visibility: hidden }} }}
@media (prefers-reduced-motion) {{ g {{ animation: none }} #scene-1 {{ visibility: visible }} }}
</style>
<rect width="100%" height="100%" rx="8" fill="#1c1c1c"/>
{frames}
</svg>
"""


def _frame(number: int, scene: Scene) -> str:
    lines = [_line(row, line) for row, line in enumerate(scene.lines) if line]
    done = _line(ROWS + 1, f"The moderator {scene.done}.", ' class="done"')
    delay = f' style="animation-delay: {number * SECONDS}s"' if number else ""
    return "\n".join([f'<g id="scene-{number}"{delay}>', *lines, done, "</g>"])


def _line(row: int, text: str, more: str = "") -> str:
    top = MARGIN + (row + 0.75) * LEADING
    return f'<text x="{MARGIN}" y="{top:g}" textLength="{len(text) * ADVANCE:g}"{more}>{escape(text)}</text>'


def main() -> None:
    """Write the picture."""
    with tempfile.TemporaryDirectory() as folder:
        TARGET.write_text(picture([*record(Path(folder))]), encoding="utf-8")


if __name__ == "__main__":
    main()
