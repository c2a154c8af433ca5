"""Approving a comment on a built site: in a desk that is running, and as a command of its own."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import bigblog  # noqa: F401  makes the project's modules known
from timing import Command, seconds

from blog import Blog
from builders import a_submission
from moderation.desk.desk import Desk
from moderation.queue.ledger import Action
from moderation.queue.submission import Submission

ARTICLE = "article-00050"
MODERATE = str(Path(sys.executable).with_name("moderate"))


def in_a_running_desk(blog: Blog, times: int) -> float:
    """The median of seconds from the decision until pages and feeds show it; the first does not count."""
    waiting = _waiting(blog, times)
    with blog.queue() as queue:
        desk = Desk(queue, blog.settings)
        return statistics.median([_approved(desk, next(waiting)) for _ in range(times + 1)][1:])


def as_a_command(blog: Blog, times: int) -> float:
    """The median of seconds that ``moderate approve`` takes; the first does not count."""
    ids = [submission.comment.id for submission in _waiting(blog, times)]
    commands = [Command([MODERATE, "approve", id], blog.root, blog.environment) for id in ids]
    return statistics.median([seconds(command) for command in commands][1:])


def _approved(desk: Desk, submission: Submission) -> float:
    began = time.perf_counter()
    desk.decide(submission.comment.id, Action.APPROVE)
    desk.merge()
    return time.perf_counter() - began


def _waiting(blog: Blog, times: int) -> Iterator[Submission]:
    submissions = [a_submission(article=ARTICLE) for _ in range(times + 1)]
    with blog.queue() as queue:
        queue.add(submissions)
    return iter(submissions)
