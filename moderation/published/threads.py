"""Comments in the order of a conversation."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ..comment import Comment

Age = tuple[datetime, int, str]


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment and the threads that answer it, oldest first."""

    comment: Comment
    replies: list[Thread] = field(default_factory=list)
    beside: Comment | None = None
    """The comment it answers, where it stands beside that instead of under it."""


Place = tuple[Age, Comment, list[Thread], int, Comment | None]


def threads(comments: Iterable[Comment], max_depth: int = 5) -> list[Thread]:
    """The comments of one article as threads, oldest first.

    A reply stands under the comment it answers, whatever their dates: clocks are put back, and imports have dates of
    their own. A reply to a comment that is missing starts a thread, and so does the oldest of a loop: no reply is ever
    lost. Replies deeper than ``max_depth`` stand beside the comment they answer, after it.
    """
    by_id = {comment.id: comment for comment in comments}
    loose = {id for id, comment in by_id.items() if comment.parent not in by_id} | _starters(by_id)
    replies: dict[str | None, list[Comment]] = defaultdict(list)
    for id, comment in by_id.items():
        replies[None if id in loose else comment.parent].append(comment)
    roots: list[Thread] = []
    # Those whose place is known; ages differ, so that nothing else is ever compared.
    ahead: list[Place] = [(_age(comment), comment, roots, 1, None) for comment in replies[None]]
    heapq.heapify(ahead)
    while ahead:
        _, comment, siblings, depth, beside = heapq.heappop(ahead)
        thread = Thread(comment, beside=beside)
        siblings.append(thread)
        deepest = depth >= max_depth
        for reply in replies[comment.id]:
            place = siblings if deepest else thread.replies
            heapq.heappush(ahead, (_age(reply), reply, place, depth + 1, comment if deepest else None))
    return roots


def flat(roots: Sequence[Thread]) -> Iterator[Comment]:
    """Every comment of the threads, in reading order."""
    ahead = [*reversed(roots)]
    while ahead:
        thread = ahead.pop()
        yield thread.comment
        ahead += reversed(thread.replies)


def _age(comment: Comment) -> Age:
    """What comments are ordered by; an imported id is a number, and the longer number is the greater."""
    return comment.date, len(comment.id), comment.id


def _starters(by_id: Mapping[str, Comment]) -> set[str]:
    """The oldest comment of each loop of replies."""
    starters, settled = set[str](), set[str]()
    for id in by_id:
        way: dict[str, Comment] = {}
        at = id
        while at in by_id and at not in settled and at not in way:
            way[at] = by_id[at]
            at = by_id[at].parent or ""
        if at in way:
            loop = [*way.values()][[*way].index(at) :]
            starters.add(min(loop, key=_age).id)
        settled.update(way)
    return starters
