"""What is held of a person, and how it goes: in the queue, the ledger, the comment files and the likes together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .. import atomic
from ..providers import account_of
from ..published import commentfile
from ..queue.person import ANONYMOUS, Holding
from ..queue.submission import State, Submission
from . import ledgerview, likes, revisionview, subscriptionview
from .desk import Desk
from .view import Record, record

PRIVATE = ("ip", "client", "user_agent", "referrer", "account", "trap")


class Person:
    """Whoever gave this address with a comment, or to be told of something, or signed in with this account; nobody, if
    the queue does not have it.

    An account is ``google/123``, or its hash as comments have it.
    """

    def __init__(self, desk: Desk, who: str) -> None:
        place, _, number = who.partition("/")
        accounts = {who, account_of(place, number, desk.settings.key())} if number else {who}
        self.desk = desk
        self.who = who
        self.holdings: Sequence[Holding] = desk.queue.held(who, accounts)
        self.subscriptions = [subscriptionview.record(one) for one in desk.queue.subscriptions.of(who)]
        self._accounts = accounts | {holding.submission.account for holding in self.holdings}
        self.likes = desk.queue.likes.of(self._accounts)

    def __bool__(self) -> bool:
        """Whether anything is held of them."""
        return bool(self.holdings or self.subscriptions or self.likes)

    def records(self) -> list[Record]:
        """Each of their comments with everything that is known of it."""
        return [self._record(holding) for holding in self.holdings]

    def erase(self, id: str, keep: bool = False) -> Submission:
        """Remove one of their comments with its file; or, with ``keep``, their name from one that is public.

        What the queue then holds of it, as trash if that is nothing. The pages follow with the desk's next merge.
        Raises UnknownComment, UnreadableSubmission, InvalidCommentFile, NotWritten, QueueUnavailable: then nothing has
        happened to it.
        """
        who, at = self.desk.settings.who(), self.desk.now()
        return self.desk.queue.erase(id, who=who, at=at, keep=keep, publish=self._publish)

    def unsubscribe(self) -> int:
        """Remove all they asked to be told of; how much that was. Raises QueueUnavailable."""
        return self.desk.queue.subscriptions.remove(self.who)

    def unlike(self) -> int:
        """Take back all they like; how much that was. Raises QueueUnavailable, NotWritten."""
        self.desk.queue.likes.forget(self._accounts)
        self.desk.touched |= likes.write(self.desk, {like.article for like in self.likes})
        return len(self.likes)

    def _publish(self, erased: Submission) -> None:
        path = commentfile.path_of(self.desk.folder, erased.comment)
        if erased.state is not State.APPROVED:
            atomic.remove(path)
        else:  # its text may have been edited by hand
            public = commentfile.read(path) if path.exists() else erased.comment
            commentfile.write(self.desk.folder, replace(public, author=ANONYMOUS, website="", verified=""))
        self.desk.touched.add(erased.comment.article)

    def _record(self, holding: Holding) -> Record:
        submission = holding.submission
        path = commentfile.path_of(self.desk.folder, submission.comment)
        return {
            **record(submission),
            "kind": submission.comment.kind.value,
            **{name: getattr(submission, name) for name in PRIVATE},
            "decisions": [ledgerview.record(decision) for decision in holding.decisions],
            "revisions": revisionview.records(holding.revisions),
            "learned": holding.learned,
            "file": path.read_text(encoding="utf-8", errors="replace") if path.is_file() else None,
        }
