"""The screen of a review: all that is worth knowing about one comment, in so many columns and lines."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from ...queue.submission import in_words
from ...sanitize import render
from ..terminal import shortened, visible
from .plaintext import Plain, plain
from .sitting import Case

KEYS = "[a]pprove [s]pam [t]rash [e]dit [r]eply bloc[k] [n]ext [b]ack [u]ndo [v]iew [o]pen ? [q]uit"
HELP = """\
a  approve: let it in; it is on its page at once
s  spam: put it on the spam list
t  trash: throw it away, restorably
A, S, T  the same for all that wait and say the same
e  edit it in your editor; it still waits then
r  reply in your editor; it is let in with your reply below
k  block: what comes with this address, network or link is spam from now on
n  next: leave it for another time (also space and Enter)
b  back to the one before
u  undo the last decision
v  view the text as it was typed, or as it will look
o  open: the article in your browser ($BROWSER), or its address
m  more: the whole text, where the screen shows only its beginning
?  this help
q  quit; every decision so far is made, and stays"""
_FEWEST = 3
"""Lines of the text that are shown on any screen."""


def screen(case: Case, width: int, height: int, *, typed: bool = False) -> str:
    """The whole screen but for its last line; a text for which there is no room is cut, and says so."""
    shown = _shown(case, typed)
    head = [*_head(case, width), "-" * width]
    foot = ["-" * width, *_links(shown, width), *textwrap.wrap(KEYS, width)]
    room = max(height - 1 - len(head) - len(foot), _FEWEST)
    return "\n".join([*head, *_cut(_wrapped(shown.text, width), room), *foot])


def whole(case: Case, width: int, *, typed: bool = False) -> str:
    """The whole text."""
    return "\n".join(_wrapped(_shown(case, typed).text, width))


def _shown(case: Case, typed: bool) -> Plain:
    text = case.submission.comment.text
    return Plain(text, []) if typed else plain(render(text).html)


def _head(case: Case, width: int) -> Iterator[str]:
    submission, comment = case.submission, case.submission.comment
    yield shortened(
        f"{case.position} of {case.of}: {comment.id} on {comment.article}, {comment.date:%Y-%m-%d %H:%M}", width
    )
    if case.parent:
        answered = case.parent.comment
        yield shortened(f"In reply to {answered.author}: {answered.text}", width)
    yield shortened(
        " ".join(filter(None, (f"By {comment.author}", _bracketed(submission.email), comment.website))), width
    )
    yield shortened(in_words(case.record), width)
    yield f"Verdict: {submission.verdict.value} (score {submission.score:g})"
    for reason in submission.reasons:
        yield from textwrap.wrap(visible(str(reason)), width, initial_indent="  ", subsequent_indent="    ")
    if case.alike:
        yield f"{case.alike} more that wait say the same: A, S or T decides them all."


def _bracketed(email: str) -> str:
    return f"<{email}>" if email else ""


def _links(shown: Plain, width: int) -> Iterator[str]:
    for number, address in enumerate(shown.links, 1):
        yield shortened(f"[{number}] {address}", width)


def _wrapped(text: str, width: int) -> list[str]:
    lines = visible(text, lines=True).split("\n")
    return [part for line in lines for part in textwrap.wrap(line, width) or [""]]


def _cut(lines: list[str], room: int) -> list[str]:
    if len(lines) <= room:
        return lines
    return [*lines[: room - 1], f"... {len(lines) - room + 1} more lines: m shows them."]
