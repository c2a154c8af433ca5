"""The queue itself: submissions and decisions go in and come out, SQL stays inside."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Select, bindparam, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from ..comment import Comment
from ..errors import AmbiguousId, InvalidComment, UnknownComment, UnreadableSubmission
from .case import open_case, open_undecided, past
from .families import families, siblings
from .ledger import Action, Decision
from .lessons import Lessons, Study
from .likeness import likeness
from .outage import outages_named
from .person import Holding, erase, holdings
from .purge import Purge, Purged, Terms
from .rows import OLDEST_FIRST, SUBMISSION, comment_row, submission_in, submission_row
from .schema import DECISIONS, SUBMISSIONS
from .submission import State, Submission, Verdict

CANDIDATES = 10
"""How many ids an ambiguous beginning is answered with."""
AT_ONCE = 500
"""How many ids are looked up in one query."""
LOOKALIKES = 20
"""How many lookalikes are worth knowing."""

_ALL = select(*SUBMISSION)
_UNCHECKED = _ALL.where(
    SUBMISSIONS.c.state == State.PENDING.value, SUBMISSIONS.c.verdict == Verdict.UNCHECKED.value
).order_by(*OLDEST_FIRST)
_NEWEST_FIRST = (SUBMISSIONS.c.date.desc(), SUBMISSIONS.c.id.desc())

# Inside the class, ``list`` is the verb.
Submissions = list[Submission]
Decisions = list[Decision]
Slugs = list[str]
Ids = list[str]
Families = dict[str, str]


def nothing(submission: Submission) -> None:
    """For decisions that publish nothing."""


class Queue:
    """All submissions, and the ledger. Any method raises QueueUnavailable when its database cannot follow.

    What another program wrote wrongly is missing where several submissions are asked for; ``unreadable`` has its id.
    Whatever is about it alone, or must be complete, raises UnreadableSubmission.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writing=True)
        self.unreadable: set[str] = set()

    def close(self) -> None:
        """Gives all connections back."""
        self._engine.dispose()

    def probe(self) -> None:
        """Takes the lock for writing and lets it go: that proves that one may write, not that there is room for it."""
        with self._transaction() as connection:
            open_case(connection, "")  # nobody's; but PostgreSQL refuses to lock even that where it only reads

    # Submissions

    def add(self, submissions: Sequence[Submission]) -> None:
        """Keeps them all, or none. Once this returns, they are on the disk.

        An id that is in the queue already makes it raise InvalidComment.
        """
        rows = [submission_row(submission) for submission in submissions]
        if not rows:
            return
        try:
            with self._transaction() as connection:
                connection.execute(insert(SUBMISSIONS), rows)
        except IntegrityError as error:
            raise InvalidComment("id", "is in the queue already") from error

    def get(self, id: str) -> Submission:
        found = self._read(_ALL.where(SUBMISSIONS.c.id == id))
        if not found:
            raise UnknownComment(id)
        return submission_in(found[0])

    def list(self, *, state: State | None = None, article: str | None = None) -> Submissions:
        """All of a state, of an article, of both, or all there are; the oldest first."""
        query = _ALL.order_by(*OLDEST_FIRST)
        if state is not None:
            query = query.where(SUBMISSIONS.c.state == state.value)
        if article is not None:
            query = query.where(SUBMISSIONS.c.article == article)
        return self._submissions(query)

    def articles(self) -> Slugs:
        """The articles that have any, in order."""
        article = SUBMISSIONS.c.article
        return sorted(slug for (slug,) in self._read(select(article).distinct()))

    def find(self, beginning: str) -> str:
        """The full id that begins so, if only one does. An id that is complete is never ambiguous."""
        candidates = self._candidates(beginning)
        if not candidates:
            raise UnknownComment(beginning)
        if len(candidates) > 1 and candidates[0] != beginning:
            raise AmbiguousId(beginning, candidates)
        return candidates[0]

    def _candidates(self, beginning: str) -> Sequence[str]:
        if not (beginning.isascii() and beginning.isalnum()):  # above all not "", which begins every id
            return []
        id = SUBMISSIONS.c.id
        begins = func.substr(id, 1, len(beginning)) == beginning  # not LIKE: SQLite's ignores case
        return [found for (found,) in self._read(select(id).where(begins).order_by(id).limit(CANDIDATES))]

    def count(self, article: str | None = None) -> dict[State, int]:
        """How many submissions are in each state, 0 included."""
        query = select(SUBMISSIONS.c.state, func.count()).group_by(SUBMISSIONS.c.state)
        if article is not None:
            query = query.where(SUBMISSIONS.c.article == article)
        counted = dict(map(tuple, self._read(query)))
        return {state: counted.get(state.value, 0) for state in State}

    def lookalikes(self, submission: Submission) -> Submissions:
        """Others that say the same, the newest first, at most ``LOOKALIKES``."""
        alike = likeness(submission.comment.text)
        if not alike:
            return []
        query = _ALL.where(SUBMISSIONS.c.likeness == alike, SUBMISSIONS.c.id != submission.id)
        return self._submissions(query.order_by(*_NEWEST_FIRST).limit(LOOKALIKES))

    def approved_from(self, email: str) -> int:
        """How many approved comments have this address."""
        mine = (SUBMISSIONS.c.email == email, SUBMISSIONS.c.state == State.APPROVED.value)
        return int(self._read(select(func.count()).where(*mine))[0][0])

    def alike(self, submission: Submission) -> Ids:
        """The ids of all others in the same state that say the same, the oldest first."""
        return [id for (id,) in self._read(siblings(submission))]

    def families(self, state: State | None = None) -> Families:
        """For each submission that says the same as others in its state, of this state or of any: what they share."""
        return {id: f"{state} {likeness}" for id, state, likeness in self._read(families(state))}

    def purge(self, terms: Terms, *, who: str, at: datetime, dry_run: bool = False) -> Purged:
        """Forgets and deletes what is older than the terms allow, and says of how many; a dry run only says."""
        with outages_named():
            return Purge(self._engine, dry_run).run(terms, who, at)

    def held(self, email: str) -> Sequence[Holding]:
        """Everything about the comments of whoever gave this address, in whatever case; the oldest first."""
        with self._reading() as connection:
            return holdings(connection, email)

    # Imports

    def known(self, ids: Sequence[str]) -> dict[str, Submission | None]:
        """Those of the ids that are taken, each with its submission; with none if that is unreadable or deleted."""
        found: dict[str, Submission | None] = {}
        for start in range(0, len(ids), AT_ONCE):
            some = ids[start : start + AT_ONCE]
            gone = select(DECISIONS.c.comment).where(DECISIONS.c.comment.in_(some), DECISIONS.c.after.is_(None))
            found |= dict.fromkeys(id for (id,) in self._read(gone))
            found |= {one.id: one for one in self._submissions(_ALL.where(SUBMISSIONS.c.id.in_(some)))}
            found |= dict.fromkeys(self.unreadable.intersection(some))
        return found

    def rewrite(self, comments: Sequence[Comment]) -> None:
        """Replaces what these comments say, and by whom; states, decisions and private parts stay as they are."""
        rows = [{"_id": comment.id, **comment_row(comment)} for comment in comments]
        if rows:
            with self._transaction() as connection:
                connection.execute(update(SUBMISSIONS).where(SUBMISSIONS.c.id == bindparam("_id")), rows)

    # Verdicts

    def unchecked(self) -> Submissions:
        """Those still waiting both for a check and for a person, the oldest first."""
        return self._submissions(_UNCHECKED)

    def unchecked_ids(self, most: int) -> Ids:
        """The ids of the first ``most`` of them."""
        return [id for (id,) in self._read(_UNCHECKED.with_only_columns(SUBMISSIONS.c.id).limit(most))]

    def judged(self, submissions: Sequence[Submission]) -> Submissions:
        """Records what late checks found, all or nothing; says of which: not of those that are gone, that a person has
        decided, or that say something else by now."""
        ordered = sorted(submissions, key=lambda one: one.id)  # so that two never wait for each other's rows
        with self._transaction() as connection:
            return [one for one in ordered if (case := open_case(connection, one.id)) and case.judge(one)]

    # What its writer may do until a person has decided

    def correct(self, submission: Submission) -> None:
        """Puts it in the place of what was sent before. Raises UnknownComment, or AlreadyDecided by a person."""
        with self._transaction() as connection:
            open_undecided(connection, submission.id).correct(submission)

    def withdraw(self, id: str, *, at: datetime) -> None:
        """Deletes it, and records that. Raises UnknownComment, or AlreadyDecided by a person."""
        with self._transaction() as connection:
            open_undecided(connection, id).withdraw(at)

    # What the learning filter knows

    def counts(self, features: Collection[str]) -> dict[str, tuple[int, int]]:
        """In how much spam, and in how much ham, each of these features was; those in neither are missing."""
        with self._reading() as connection:
            return Lessons(connection).counts(features)

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
        expected: State | None = None,
        publish: Callable[[Submission], None] = nothing,
        study: Study | None = None,
    ) -> Decision:
        """Does it and writes it down, or does nothing at all. What there is to learn from it is learned.

        Raises AlreadyDecided if the action changes nothing in the present state, or that is not ``expected``.

        ``publish`` gets the submission as it is now (what was deleted, as trash) before anything is final:
        if it raises, nothing has happened; while it runs, nobody else can decide.
        """
        with self._transaction() as connection:
            case = open_case(connection, id)
            if case is None:
                raise UnknownComment(id)
            case.require(action, expected)
            decision = case.record(action, who, at, why)
            moved = case.move(decision.after)
            if study:
                case.teach(moved, study)
            publish(moved)
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

    def decisions(self, id: str | None = None) -> Decisions:
        """The ledger, or the part of it about one comment, in order."""
        with self._reading() as connection:
            return past(connection, id)

    def last_decision(self, id: str) -> Decision | None:
        """What was decided last about this comment, even if that was to delete it."""
        return next(reversed(self.decisions(id)), None)

    # The database

    def _submissions(self, query: Select[Any]) -> Submissions:
        found = []
        for row in self._read(query):
            try:
                found.append(submission_in(row))
            except UnreadableSubmission as error:
                self.unreadable.add(error.id)
        return found

    def _read(self, query: Select[Any]) -> Sequence[Sequence[Any]]:
        with self._reading() as connection:
            return connection.execute(query).all()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with outages_named(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with outages_named(), self._writer.begin() as connection:
            yield connection
