"""Puts imported comments where they belong: all into the queue, the approved ones beside the articles, too."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from .. import atomic
from ..errors import InvalidComment
from ..published import commentfile
from ..queue.store import Queue
from ..queue.submission import State, Submission
from .admission import admitted, other_id
from .foreign import ForeignComment
from .report import Report

BATCH = 1000
"""Comments that go into the queue in one transaction."""


class CommentWriter:
    """Takes comments and writes them in batches; what is known here, or was deleted here, stays as it is.

    Files come first and reach the disk before the queue knows of them: a comment that the queue knows is complete, so
    an import that was interrupted can be begun again.
    """

    def __init__(self, queue: Queue | None, folder: Path, report: Report, overwrite: bool = False) -> None:
        self.queue = queue
        """None if there is no queue yet, and in a dry run none is to be made."""
        self.folder = folder
        self.report = report
        self.overwrite = overwrite
        self._batch: list[Submission] = []
        self._renumbered: dict[tuple[str, str], str] = {}
        """Ids of our own, by article and number."""
        self._promised: dict[str, Submission] = {}
        """What a dry run would have written, without its text."""

    def admit(self, foreign: ForeignComment, article: str, source: str) -> None:
        """Take a foreign comment, or report why not."""
        try:
            self.add(admitted(foreign, article, source))
        except InvalidComment as error:
            self.report.left_out.append(f"Comment {foreign.number or '(no id)'} on {article}: {error}")

    def add(self, submission: Submission) -> None:
        """Take a comment. Raises NotWritten, QueueUnavailable."""
        self._batch.append(submission)
        if len(self._batch) == BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what has been taken so far. Raises NotWritten, QueueUnavailable."""
        batch, self._batch = self._batch, []
        known = self._known([submission.id for submission in batch])
        new: dict[str, Submission] = {}
        changed: list[Submission] = []
        for submission in map(self._answering, self._numbered(batch, known)):
            there = new.get(submission.id) or known.get(submission.id)
            if there is None and submission.id not in known:
                new[submission.id] = self._as_published(submission)
            else:
                self.report.known += 1
                if there and self.overwrite:
                    changed += self._anew(there, submission)
        self.report.comments.update(submission.state for submission in new.values())
        self.report.rewritten += len(changed)
        if self.report.dry:
            self._promised |= {one.id: replace(one, comment=replace(one.comment, text="…")) for one in new.values()}
        elif self.queue:
            self._write([*new.values()], changed, self.queue)

    def _write(self, new: list[Submission], changed: list[Submission], queue: Queue) -> None:
        for submission in new:
            if _is_missing(self._path(submission)):
                self._publish(submission)
        for submission in changed:
            self._publish(submission)
        os.sync()
        queue.add(new)
        queue.rewrite([submission.comment for submission in changed])

    def _publish(self, submission: Submission) -> None:
        if submission.state is State.APPROVED:
            atomic.write(self._path(submission), commentfile.dumps(submission.comment), durable=False)
            self.report.touched.add(submission.comment.article)

    def _path(self, submission: Submission) -> Path:
        return commentfile.path_of(self.folder, submission.comment)

    def _anew(self, here: Submission, there: Submission) -> list[Submission]:
        """The comment that is here with the words from there, if either the queue or its file says something else.

        It keeps its state and its article: both may have been changed here on purpose.
        """
        fresh = replace(here, comment=replace(there.comment, article=here.comment.article))
        is_edited = here.state is State.APPROVED and atomic.differs(self._path(here), commentfile.dumps(fresh.comment))
        return [fresh] if is_edited or fresh.comment != here.comment else []

    def _known(self, ids: list[str]) -> dict[str, Submission | None]:
        known = self.queue.known(ids) if self.queue else {}
        return known | {id: self._promised[id] for id in ids if id in self._promised}

    def _numbered(self, batch: list[Submission], known: dict[str, Submission | None]) -> list[Submission]:
        """The comments, each under an id that is its own: two blogs have used the same numbers."""
        taken, numbered = {**known}, []
        for submission in batch:
            there = taken.setdefault(submission.id, submission)
            if there and not _are_one(there, submission):
                id = self._renumbered[submission.comment.article, submission.id] = other_id(submission)
                known.update(self._known([id]))
                submission = replace(submission, comment=replace(submission.comment, id=id))
            numbered.append(submission)
        return numbered

    def _answering(self, submission: Submission) -> Submission:
        """The comment, its parent under the id that this has now."""
        comment = submission.comment
        parent = self._renumbered.get((comment.article, comment.parent or ""), comment.parent)
        return replace(submission, comment=replace(comment, parent=parent))

    def _as_published(self, submission: Submission) -> Submission:
        """Approved if its file is there already: somebody approved it on another machine."""
        return submission if _is_missing(self._path(submission)) else replace(submission, state=State.APPROVED)


def _are_one(here: Submission, there: Submission) -> bool:
    """Whether two comments of the same number are the same comment, edited or moved at most."""
    return here.comment.article == there.comment.article or here.comment.date == there.comment.date


def _is_missing(path: Path) -> bool:
    """Also if it is empty: so a machine that lost its power leaves what it had not written yet."""
    try:
        return not path.stat().st_size
    except FileNotFoundError:
        return True
