"""The catalogue: all that can be asked of the queue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Engine, Select, func, select

from ..errors import AmbiguousId, UnknownComment, UnreadableSubmission
from ..nearest import nearest
from .arrivals import Arrival, arrivals
from .case import Case, about, history, past
from .chain import Seal, verify
from .families import families, siblings
from .ledger import Action, Decision, standing
from .lessons import Lessons
from .likeness import likeness
from .news import untold_comments, untold_decisions
from .outage import outages_named
from .person import Holding, holdings
from .revisions import Revision, revisions
from .rows import OLDEST_FIRST, SUBMISSION, THIS, submission_in
from .schema import DECISIONS, SUBMISSIONS
from .selection import EVERYTHING, Selection
from .submission import State, Submission, Verdict

CANDIDATES = 10
"""How many ids an ambiguous beginning is answered with."""
AT_ONCE = 500
"""How many ids are looked up in one query."""
LOOKALIKES = 20
"""How many lookalikes are worth knowing."""

_ALL = select(*SUBMISSION)
_ONE = _ALL.where(THIS)
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


class Catalogue:
    """Answers about submissions and the ledger; nothing here changes them.

    Any method raises QueueUnavailable when the database cannot follow. What another program wrote wrongly is missing
    where several submissions are asked for; ``unreadable`` has its id. Whatever is about it alone, or must be complete,
    raises UnreadableSubmission.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.unreadable: set[str] = set()

    def close(self) -> None:
        """Gives all connections back."""
        self._engine.dispose()

    def get(self, id: str) -> Submission:
        found = self._read(_ONE, _id=id)
        if not found:
            raise UnknownComment(id)
        return submission_in(found[0])

    def list(self, *, state: State | None = None, article: str | None = None) -> Submissions:
        """All of a state, of an article, of both, or all there are; the oldest first."""
        return self.select(Selection(state=state, article=article))

    def select(self, selection: Selection) -> Submissions:
        """All that are meant; the oldest first."""
        query = _ALL.where(*_narrowed(selection)).order_by(*OLDEST_FIRST)
        return [one for one in self._submissions(query) if selection.fits(one)]

    def ids(self, state: State) -> Ids:
        """The ids of all in a state; the oldest first."""
        query = select(SUBMISSIONS.c.id).where(SUBMISSIONS.c.state == state.value).order_by(*OLDEST_FIRST)
        return [id for (id,) in self._read(query)]

    def articles(self) -> Slugs:
        """The articles that have any, in order."""
        article = SUBMISSIONS.c.article
        return sorted(slug for (slug,) in self._read(select(article).distinct()))

    def find(self, beginning: str) -> str:
        """The full id that begins so, if only one does. An id that is complete is never ambiguous."""
        return self._only(beginning, SUBMISSIONS.c.id)

    def recall(self, beginning: str) -> str:
        """The same among all there are and all that were decided and deleted."""
        return self._only(beginning, SUBMISSIONS.c.id, DECISIONS.c.comment)

    def _only(self, beginning: str, *columns: Column[str]) -> str:
        candidates = sorted({id for column in columns for id in self._candidates(beginning, column)})[:CANDIDATES]
        if not candidates:
            raise UnknownComment(beginning, self._nearest(beginning))
        if len(candidates) > 1 and candidates[0] != beginning:
            known = self.known(candidates)
            raise AmbiguousId(beginning, {id: _whose(known.get(id)) for id in candidates})
        return candidates[0]

    def _nearest(self, beginning: str) -> str | None:
        """The id of what waits that somebody may have meant."""
        waiting = {id[: len(beginning)]: id for id in self.ids(State.PENDING) if beginning}
        return waiting.get(nearest(beginning.lower(), waiting) or "")

    def _candidates(self, beginning: str, id: Column[str]) -> Ids:
        if not (beginning.isascii() and beginning.isalnum()):  # above all not "", which begins every id
            return []
        begins = func.substr(id, 1, len(beginning)) == beginning  # not LIKE: SQLite's ignores case
        query = select(id).distinct().where(begins).order_by(id).limit(CANDIDATES)
        return [found for (found,) in self._read(query)]

    def count(self, selection: Selection = EVERYTHING) -> dict[State, int]:
        """How many of these submissions are in each state, 0 included."""
        if selection.must_be_read:
            counted = Counter(one.state for one in self.select(selection))
            return {state: counted[state] for state in State}
        return self._by_state(*_narrowed(selection))

    def lookalikes(self, submission: Submission) -> Submissions:
        """Others that say the same, the newest first, at most ``LOOKALIKES``."""
        alike = likeness(submission.comment.text)
        if not alike:
            return []
        query = _ALL.where(SUBMISSIONS.c.likeness == alike, SUBMISSIONS.c.id != submission.id)
        return self._submissions(query.order_by(*_NEWEST_FIRST).limit(LOOKALIKES))

    def record_of(self, email: str) -> dict[State, int]:
        """How many submissions with this address are in each state, 0 included."""
        return self._by_state(SUBMISSIONS.c.email == email)

    def approved_from(self, email: str) -> int:
        """How many approved comments have this address."""
        return self.record_of(email)[State.APPROVED]

    def approved_of(self, account: str) -> int:
        """How many approved comments were written by whoever signed in with this account."""
        return self._by_state(SUBMISSIONS.c.account == account)[State.APPROVED]

    def alike(self, submission: Submission) -> Ids:
        """The ids of all others in the same state that say the same, the oldest first."""
        return [id for (id,) in self._read(siblings(submission))]

    def families(self, state: State | None = None) -> Families:
        """For each submission that says the same as others in its state, of this state or of any: what they share."""
        return {id: f"{state} {likeness}" for id, state, likeness in self._read(families(state))}

    def held(self, email: str, accounts: Collection[str] = ()) -> Sequence[Holding]:
        """Everything about the comments of whoever gave this address, in whatever case, or has one of these accounts;
        the oldest first."""
        with self._reading() as connection:
            return holdings(connection, email, accounts)

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

    def unchecked(self) -> Submissions:
        """Those still waiting both for a check and for a person, the oldest first."""
        return self._submissions(_UNCHECKED)

    def unchecked_ids(self, most: int) -> Ids:
        """The ids of the first ``most`` of them."""
        return [id for (id,) in self._read(_UNCHECKED.with_only_columns(SUBMISSIONS.c.id).limit(most))]

    def counts(self, features: Collection[str]) -> dict[str, tuple[int, int]]:
        """In how much spam, and in how much ham, each of these features was; those in neither are missing."""
        with self._reading() as connection:
            return Lessons(connection).counts(features)

    def decisions(
        self, *ids: str, who: str | None = None, action: Action | None = None, since: datetime | None = None
    ) -> Decisions:
        """The ledger, or the part of it about these comments, by this person, of this kind, from this moment on; in
        order."""
        these = [about(*ids)] if ids else []
        these += [DECISIONS.c.who == who] if who is not None else []
        these += [DECISIONS.c.action == action.value] if action is not None else []
        these += [DECISIONS.c.at >= since] if since is not None else []
        with self._reading() as connection:
            return past(connection, *these)

    def arrivals(self, *, since: datetime) -> Sequence[Arrival]:
        """What came in since then, as far as it tells a flood from readers; of very much, the newest."""
        with self._reading() as connection:
            return [*arrivals(connection, since)]

    def untold(self, topic: str, at: datetime, states: Iterable[State] = State) -> Submissions:
        """What came lately, has been checked, and is still to be told under this topic; the oldest first."""
        return self._submissions(untold_comments(topic, at, states))

    def untold_decisions(self, topic: str, at: datetime) -> Decisions:
        """The ledger's latest lines that are still to be told under this topic, in order."""
        with self._reading() as connection:
            return past(connection, *untold_decisions(topic, at))

    def verify(self) -> Seal:
        """How far the ledger goes, and its last hash. Raises BrokenLedger."""
        with self._reading() as connection:
            return verify(connection)

    def revisions(self, id: str) -> Sequence[Revision]:
        """What it said before it was edited, the oldest first."""
        with self._reading() as connection:
            return revisions(connection, id)

    def last_decision(self, id: str) -> Decision | None:
        """What was decided last about this comment and not undone, even if that was to delete it."""
        with self._reading() as connection:
            return next(reversed(standing(history(connection, id))), None)

    def foresee(self, id: str, action: Action) -> State | None:
        """Where this decision would leave it; none if it would be deleted. Raises what deciding so would raise."""
        with self._reading() as connection:
            case = Case(connection, self.get(id), history(connection, id))
        case.require(action, None)
        return action.leads_to(case.past)

    def _by_state(self, *which: ColumnElement[bool]) -> dict[State, int]:
        found = self._read(select(SUBMISSIONS.c.state, func.count()).where(*which).group_by(SUBMISSIONS.c.state))
        counted = dict(map(tuple, found))
        return {state: counted.get(state.value, 0) for state in State}

    def _submissions(self, query: Select[Any]) -> Submissions:
        found = []
        for row in self._read(query):
            try:
                found.append(submission_in(row))
            except UnreadableSubmission as error:
                self.unreadable.add(error.id)
        return found

    def _read(self, query: Select[Any], **values: object) -> Sequence[Sequence[Any]]:
        with self._reading() as connection:
            return connection.execute(query, values).all()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with outages_named(), self._engine.connect() as connection:
            yield connection


def _whose(submission: Submission | None) -> str:
    return f"{submission.comment.author} on {submission.comment.article}" if submission else ""


def _narrowed(selection: Selection) -> Iterator[ColumnElement[bool]]:
    """What of a selection every database understands alike; the rest is for ``Selection.fits``."""
    columns = SUBMISSIONS.c
    if selection.state is not None:
        yield columns.state == selection.state.value
    if selection.article is not None:
        yield columns.article == selection.article
    if selection.verdict is not None:
        yield columns.verdict == selection.verdict.value
    if selection.before is not None:
        yield columns.date < selection.before
