"""Comments in the order of a conversation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..comment import Comment


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment and the threads that answer it, oldest first."""

    comment: Comment
    replies: list[Thread] = field(default_factory=list)


def threads(comments: Iterable[Comment], max_depth: int = 5) -> list[Thread]:
    """The comments of one article as threads, oldest first.

    A reply to a comment that is missing, not older, or itself starts a thread: so no reply is ever lost, and no loop
    can be. Replies deeper than ``max_depth`` stand beside the comment they answer.
    """
    roots: list[Thread] = []
    seen: dict[str, list[Thread]] = {}  # where replies to a comment go
    depth: dict[str, int] = {}
    for comment in sorted(comments, key=lambda comment: (comment.date, comment.id)):
        thread = Thread(comment)
        siblings = seen.get(comment.parent or "", roots)
        siblings.append(thread)
        level = depth.get(comment.parent or "", 0) + 1
        depth[comment.id] = level
        seen[comment.id] = thread.replies if level < max_depth else siblings
    return roots


def flat(roots: Iterable[Thread]) -> Iterator[Comment]:
    """Every comment of the threads, in reading order."""
    for thread in roots:
        yield thread.comment
        yield from flat(thread.replies)
