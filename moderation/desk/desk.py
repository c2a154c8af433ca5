"""The desk: the verbs of moderation. It decides, publishes and returns values; it never prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from .. import atomic, siteindex
from ..comment import Comment, Kind, new_id, utc_now
from ..errors import (
    AlreadyDecided,
    InvalidCommentFile,
    ModerationError,
    NotApproved,
    QueueUnavailable,
    SiteIndexUnavailable,
    StalePage,
    UnknownArticle,
    UnknownComment,
)
from ..published import commentfile
from ..queue.ledger import Action, Decision
from ..queue.store import Queue
from ..queue.submission import State, Submission
from ..settings import Settings
from . import likes

if TYPE_CHECKING:
    from ..published.merge import Merge


@dataclass(frozen=True, slots=True)
class Outcome:
    """A decision made, and the one of another moderator that it overruled, if there was one."""

    decision: Decision
    submission: Submission
    """As it was before."""
    overruled: Decision | None = None
    undone: Decision | None = None
    """The one that it took back, if it did."""


@dataclass(frozen=True, slots=True)
class Status:
    """What waits, and what is not where it should be."""

    counts: dict[State, int]
    unpublished: list[str]
    """Approved comments without a file, and files of comments that are not approved."""
    pages: list[Path]
    """Built pages and feeds that do not show the comment files as they are."""
    problem: ModerationError | None = None
    """Why the pages could not be compared."""
    skipped: list[InvalidCommentFile] = field(default_factory=list)
    """Comment files that cannot be read: their comments are on no page."""
    undeployed: list[str] = field(default_factory=list)
    """Files that changed since they were deployed, if there is a command that deploys."""


class Desk:
    """Decides over one queue and publishes into one site."""

    def __init__(self, queue: Queue, settings: Settings, now: Callable[[], datetime] = utc_now) -> None:
        self.queue = queue
        self.settings = settings
        self.folder = settings.content / commentfile.FOLDER
        self.now = now
        self.touched: set[str] = set()
        """Articles whose public comments changed since the last merge."""
        self.skipped: list[InvalidCommentFile] = []
        """Comment files that the last merge could not read: their comments are on no page."""
        self._rendered: dict[str, str] = {}
        """What the merges before have made safe, for the next."""
        self._index = siteindex.Latest(settings.site_index)
        self._merged: Merge | None = None

    def get(self, id: str) -> Submission:
        """The submission with this id, or the only one whose id begins so."""
        try:
            return self.queue.get(id)  # by its key; a beginning is looked for among all there are
        except UnknownComment:
            return self.queue.get(self.queue.find(id))

    def alike(self, id: str) -> list[str]:
        """The full id, and those of all in the same state that say the same."""
        submission = self.get(id)
        return [submission.id, *self.queue.alike(submission)]

    def decide(
        self, id: str, action: Action, why: str = "", undoing: Decision | None = None, seen: Submission | None = None
    ) -> Outcome:
        """Do it and record it; the comment file comes or goes with it, and if it cannot, nothing has happened.

        Raises UnknownComment, AmbiguousId, UnreadableSubmission, NotUndone, NotWritten, QueueUnavailable;
        AlreadyDecided, EditedMeanwhile, also if it is not as it was ``seen``.
        """
        from ..spam.learned import study  # which takes its time, and is not needed to look

        submission = seen or self.get(id)
        earlier = self.queue.last_decision(submission.id)
        try:
            decision = self.queue.decide(
                submission.id,
                action,
                who=self.settings.who(),
                at=self.now(),
                why=why,
                seen=submission,
                undoing=undoing.number if undoing else 0,
                publish=self._publish,
                study=study,
            )
        except AlreadyDecided:
            # Perhaps an earlier try was cut off between decision and page: doing it again mends that.
            self.queue.hold(submission.id, self._mend)
            self.touched.add(submission.comment.article)
            raise
        except QueueUnavailable:
            # Perhaps while the decision was made final: without one, nothing may be public.
            if submission.state is not State.APPROVED:
                self._mend(submission)
            raise
        overruled = earlier if earlier and earlier.who != decision.who else None
        return Outcome(decision, submission, overruled, undoing)

    def public(self, submission: Submission) -> Comment:
        """The comment as readers see it or would: its file may have been edited by hand. Raises InvalidCommentFile."""
        path = commentfile.path_of(self.folder, submission.comment)
        there = submission.state is State.APPROVED and path.exists()
        return commentfile.read(path) if there else submission.comment

    def edit(self, submission: Submission, comment: Comment, why: str = "") -> Decision:
        """Let a submission say what this comment says; the file follows, and if it cannot, nothing has happened.

        Raises UnknownComment, EditedMeanwhile, UnreadableSubmission, NotWritten, QueueUnavailable.
        """
        who, at, read = self.settings.who(), self.now(), submission.comment
        return self.queue.edit(comment, read=read, who=who, at=at, why=why, publish=self._publish)

    def answer(self, parent: Submission, text: str) -> Comment:
        """The moderator's own comment under this one, not yet sent. Raises InvalidComment."""
        return Comment(
            id=new_id(),
            article=parent.comment.article,
            parent=parent.id,
            author=self.settings.author or self.settings.who(),
            date=self.now(),
            text=text,
            kind=Kind.AUTHOR,
        )

    def reply(self, answer: Comment) -> Decision:
        """Make the moderator's own comment public. What cannot be published has not been written.

        Raises NotApproved if readers do not see what it answers; NotWritten, QueueUnavailable.
        """
        parent = self.get(answer.parent or "")
        if parent.state is not State.APPROVED:
            raise NotApproved(parent.id, parent.state.value)
        submission = Submission(comment=answer)
        return self.queue.reply(submission, who=self.settings.who(), at=answer.date, publish=self._publish)

    def delete(self, id: str, force: bool = False, why: str = "") -> Outcome:
        """Into the trash first, as WordPress does; for good from trash or spam, or with ``force``."""
        submission = self.get(id)
        for_good = force or submission.state in (State.TRASH, State.SPAM)
        return self.decide(submission.id, Action.DELETE if for_good else Action.TRASH, why)

    def merge(self) -> list[Path]:
        """Bring the pages of all articles touched since the last merge up to date.

        Raises SiteIndexUnavailable, UnknownArticle, StalePage, NotWritten; the decisions stand all the same.
        """
        touched, self.touched = self.touched, set()
        if not touched:
            return []
        merge = self._merge()
        known = touched & merge.index.articles.keys()
        changed = self._published(merge, sorted(known))
        if unknown := touched - known:
            raise UnknownArticle(min(unknown))  # after the others, which are none the worse for it
        return changed

    def publish(self, slugs: Iterable[str] = ()) -> list[Path]:
        """Make files and pages agree with the queue and with files edited by hand; all articles or the named ones.

        Likes are counted, too.
        """
        wanted = list(slugs)
        for submission in self._astray():
            if not wanted or submission.comment.article in wanted:
                self.queue.hold(submission.id, self._mend)
        merge = self._merge()
        slugs = wanted or merge.index.articles
        likes.write(self, merge.index.articles.keys() & slugs)
        return self._published(merge, slugs)

    def status(self) -> Status:
        """What waits for whom."""
        from .deployment import Deployment

        counts, astray = self.queue.count(), [submission.id for submission in self._astray()]
        undeployed = Deployment(self.settings).changed() if self.settings.deploy else []
        try:
            merge = self._merge()
            pages = merge.pending(merge.index.articles)
            return Status(counts, astray, pages, skipped=list(merge.broken.values()), undeployed=undeployed)
        except (SiteIndexUnavailable, StalePage) as problem:
            return Status(counts, astray, [], problem, undeployed=undeployed)

    def _published(self, merge: Merge, slugs: Iterable[str]) -> list[Path]:
        with siteindex.turn(self.settings.site_index):
            changed = merge.publish(slugs)
        self.skipped = list(merge.broken.values())
        return changed

    def _mend(self, submission: Submission) -> None:
        """Publish what is astray, and nothing else: the file may have been edited by hand."""
        if self._is_astray(submission):
            self._publish(submission)

    def _publish(self, submission: Submission) -> None:
        """Put the comment's file where the submission's state says it should be: there or not there."""
        comment = submission.comment
        if submission.state is State.APPROVED:
            commentfile.write(self.folder, comment)
            self.touched.add(comment.article)
        elif atomic.remove(commentfile.path_of(self.folder, comment)):
            self.touched.add(comment.article)

    def _astray(self) -> list[Submission]:
        """Submissions whose file is missing, or is there and should not be. Files the queue does not know are fine."""
        return [submission for submission in self.queue.list() if self._is_astray(submission)]

    def _is_astray(self, submission: Submission) -> bool:
        there = commentfile.path_of(self.folder, submission.comment).exists()
        return there is not (submission.state is State.APPROVED)

    def _merge(self) -> Merge:
        from ..published.merge import Merge  # with it come parsers and templates, which many commands do without

        index = self._index()
        if self._merged is None or self._merged.index is not index:  # or nothing has been built since
            self._merged = Merge(index, self.folder, self.settings.output, self._rendered)
        return self._merged
