"""The queue itself: submissions and decisions go in and come out, SQL stays inside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, Engine, insert, update
from sqlalchemy.exc import IntegrityError

from ..comment import Comment
from ..errors import EditedMeanwhile, InvalidComment, UnknownComment
from . import sqlite
from .case import Case, open_case, open_undecided
from .catalogue import Catalogue, Submissions
from .drafts import Drafts
from .ledger import Action, Decision, undoable
from .lessons import Lessons, Study
from .likes import Likes
from .outage import outages_named
from .outbox import Outbox
from .person import erase
from .purge import Purge, Purged, Terms
from .readernews import ReaderNews
from .rows import THIS, comment_row, submission_row
from .schema import SUBMISSIONS
from .seenarticles import SeenArticles
from .submission import Submission
from .subscription import Subscription, follow, settle
from .subscriptions import Subscriptions


def nothing(submission: Submission) -> None:
    """For decisions that publish nothing."""


class Queue(Catalogue):
    """All submissions, and the ledger: what the catalogue tells, and all that changes it."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._writer = engine.execution_options(writing=True)
        self.outbox = Outbox(engine)
        self.subscriptions = Subscriptions(engine)
        self.seen = SeenArticles(engine)
        self.readernews = ReaderNews(engine)
        self.likes = Likes(engine)
        self.drafts = Drafts(engine)

    def probe(self) -> None:
        """Takes the lock for writing and lets it go: that proves that one may write, not that there is room for it."""
        with self._transaction() as connection:
            open_case(connection, "")  # nobody's; but PostgreSQL refuses to lock even that where it only reads

    def add(self, submissions: Sequence[Submission]) -> None:
        """Keeps them all, or none. Once this returns, they are on the disk.

        An id that is in the queue already makes it raise InvalidComment.
        """
        rows = [submission_row(submission) for submission in submissions]
        if not rows:
            return
        try:
            with self._turn(), self._transaction() as connection:
                connection.execute(insert(SUBMISSIONS), rows)
        except IntegrityError as error:
            raise InvalidComment("id", "is in the queue already") from error

    def rewrite(self, comments: Sequence[Comment]) -> None:
        """Replaces what these comments say, and by whom; states, decisions and private parts stay as they are."""
        rows = [{"_id": comment.id, **comment_row(comment)} for comment in comments]
        if rows:
            with self._transaction() as connection:
                connection.execute(update(SUBMISSIONS).where(THIS), rows)

    def judged(self, submissions: Sequence[Submission]) -> Submissions:
        """Records what late checks found, all or nothing; says of which: not of those that are gone, or that a person
        has decided."""
        ordered = sorted(submissions, key=lambda one: one.id)  # so that two never wait for each other's rows
        with self._transaction() as connection:
            return [one for one in ordered if (case := open_case(connection, one.id)) and case.judge(one)]

    def purge(self, terms: Terms, *, who: str, at: datetime, dry_run: bool = False) -> Purged:
        """Forgets and deletes what is older than the terms allow, and says of how many; a dry run only says."""
        if not dry_run:
            self.subscriptions.forget(at=at)
        with outages_named():
            purged = Purge(self._engine, dry_run).run(terms, who, at)
        if not dry_run:
            self.leave_no_trace()
        return purged

    # What its writer may do until a person has decided

    def correct(self, id: str, submission: Submission, *, at: datetime, wanted: Sequence[Subscription] = ()) -> None:
        """Puts it in the place of what was sent before, with what its writer wants to be told of, and records that.
        Raises UnknownComment, or AlreadyDecided by a person."""
        with self._transaction() as connection:
            open_undecided(connection, id).correct(submission, at)
            follow(connection, id, submission.id)
            settle(connection, submission.id, wanted)

    def withdraw(self, id: str, *, at: datetime) -> None:
        """Deletes it with what was asked for with it, and records that. Raises UnknownComment, or AlreadyDecided by a
        person."""
        with self._transaction() as connection:
            open_undecided(connection, id).withdraw(at)
            settle(connection, id)

    # What the learning filter knows

    def teach(self, comments: Iterable[tuple[Comment, bool]], study: Study) -> None:
        """Learns all of these, each with whether it is spam, or none; what was learned before stays as it is."""
        with self._transaction() as connection:
            for comment, spam in comments:
                Lessons(connection).learn(comment, spam, study)

    def forget_lessons(self) -> None:
        """Everything that was learned. Comments and decisions stay."""
        with self._transaction() as connection:
            Lessons(connection).forget()

    # Decisions

    def decide(
        self,
        id: str,
        action: Action,
        *,
        who: str,
        at: datetime,
        why: str = "",
        seen: Submission | None = None,
        undoing: int = 0,
        publish: Callable[[Submission], None] = nothing,
        study: Study | None = None,
    ) -> Decision:
        """Does it and writes it down, or does nothing at all. What there is to learn from it is learned.

        Raises AlreadyDecided if the action changes nothing in the present state, or another was ``seen``;
        EditedMeanwhile if the comment said something else then; NotUndone if the decision ``undoing``, by its number,
        is not the last about it that stands, or is final.

        ``publish`` gets the submission as it is now (what was deleted, as trash) before anything is final:
        if it raises, nothing has happened; while it runs, nobody else can decide.
        """
        with self._transaction() as connection:
            case = open_case(connection, id)
            if case is None:
                raise UnknownComment(id)
            case.require(action, seen)
            undone = undoable(case.past, undoing) if action is Action.UNDO else None
            decision = case.record(action, who, at, why)
            moved = case.move(decision.after)
            if undone and undone.action is Action.EDIT:
                moved = case.unedit(undone.number, moved)
            elif study:
                case.unteach(study) if undone else case.teach(moved, study)
            publish(moved)
            return decision

    def reply(
        self, submission: Submission, *, who: str, at: datetime, publish: Callable[[Submission], None] = nothing
    ) -> Decision:
        """Adds a moderator's own comment, approved, and writes it down; ``publish`` is as for ``decide``."""
        with self._transaction() as connection:
            connection.execute(insert(SUBMISSIONS), submission_row(submission))
            case = Case(connection, submission, past=())
            decision = case.record(Action.REPLY, who, at, "")
            publish(case.move(decision.after))
            return decision

    def edit(
        self,
        comment: Comment,
        *,
        read: Comment,
        who: str,
        at: datetime,
        why: str = "",
        publish: Callable[[Submission], None] = nothing,
    ) -> Decision:
        """Puts the comment in the place of what was ``read`` under its id, keeps that, and writes it down.

        Raises UnknownComment, or EditedMeanwhile if it says something else by now; ``publish`` is as for ``decide``.
        """
        with self._transaction() as connection:
            case = open_case(connection, comment.id)
            if case is None:
                raise UnknownComment(comment.id)
            if case.submission.comment != read:
                raise EditedMeanwhile(comment.id)
            decision = case.edit(comment, who, at, why)
            publish(replace(case.submission, comment=comment))
            return decision

    def hold(self, id: str, look: Callable[[Submission], None]) -> None:
        """Shows the submission as it is now, if it still is there; while ``look`` runs, nobody else can decide."""
        with self._transaction() as connection:
            case = open_case(connection, id)
            if case is not None:
                look(case.submission)

    def erase(
        self, id: str, *, who: str, at: datetime, keep: bool = False, publish: Callable[[Submission], None] = nothing
    ) -> Submission:
        """Deletes it as ``decide`` does, and leaves nothing of who wrote it; ``keep`` lets what is public stay without
        its author."""
        with self._transaction() as connection:
            erased = erase(connection, id, keep, who, at)
            publish(erased)
            return erased

    def leave_no_trace(self) -> None:
        """What was erased before is not left in SQLite's log of writes either."""
        if self._engine.dialect.name == "sqlite":
            with outages_named():
                sqlite.empty_log(self._engine)

    def _turn(self) -> AbstractContextManager[None]:
        return sqlite.turn(self._engine) if self._engine.dialect.name == "sqlite" else nullcontext()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with outages_named(), self._writer.begin() as connection:
            yield connection
