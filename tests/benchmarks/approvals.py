"""Approving a comment on a built site: in a desk that is running, and as a command of its own."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import bigblog  # noqa: F401  makes the project's modules known
from timing import Command, seconds

from blog import Blog
from builders import a_submission
from moderation.desk.desk import Desk
from moderation.queue.ledger import Action
from moderation.queue.submission import Submission

ARTICLE = "article-00050"
MODERATE = str(Path(sys.executable).with_name("moderate"))


class Approval(NamedTuple):
    """How long one takes, from the decision until pages and feeds show it."""

    seconds: float
    waited: float
    """Those without the processor: on a machine with nothing else to do, for the disk."""


def in_a_running_desk(blog: Blog, times: int) -> Approval:
    """The medians of approvals; the first does not count."""
    with blog.queue() as queue:
        desk = Desk(queue, blog.settings)
        approvals = [_approved(desk, submission) for submission in _waiting(blog, times)][1:]
    return Approval(*(statistics.median(column) for column in zip(*approvals, strict=True)))


def as_a_command(blog: Blog, times: int) -> float:
    """The median of seconds that ``moderate approve`` takes; the first does not count."""
    ids = [submission.comment.id for submission in _waiting(blog, times)]
    commands = [Command([MODERATE, "approve", id], blog.root, blog.environment) for id in ids]
    return statistics.median([seconds(command) for command in commands][1:])


def _approved(desk: Desk, submission: Submission) -> Approval:
    began, busy = time.perf_counter(), time.process_time()
    desk.decide(submission.comment.id, Action.APPROVE)
    desk.merge()
    took = time.perf_counter() - began
    return Approval(took, took - (time.process_time() - busy))


def _waiting(blog: Blog, times: int) -> Iterator[Submission]:
    submissions = [a_submission(article=ARTICLE) for _ in range(times + 1)]
    with blog.queue() as queue:
        queue.add(submissions)
    return iter(submissions)
