"""What a comment said before it was edited, as a moderator reads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..comment import Comment
from ..queue.ledger import Decision
from ..queue.revisions import Revision
from . import manuscript
from .terminal import visible
from .view import Record

GUTTER = "  | "
"""Stands before each line, so that none can pass for what the desk says."""


def earlier(comment: Comment, revisions: Sequence[Revision], ledger: Sequence[Decision]) -> Iterator[str]:
    """A line for each revision that says until when, and below it what it said."""
    edits = {decision.number: decision for decision in ledger}
    for revision in revisions:
        edit = edits[revision.decision]
        yield visible(f"Until {edit.who}'s edit of {edit.at:%Y-%m-%d %H:%M}, number {edit.number}, it said:")
        said = replace(comment, author=revision.author, website=revision.website, text=revision.text)
        yield from (f"{GUTTER}{visible(line)}".rstrip() for line in manuscript.dumps(said).rstrip().split("\n"))


def records(revisions: Sequence[Revision]) -> list[Record]:
    """The same as scripts get it; these names stay."""
    return [revision._asdict() for revision in revisions]
