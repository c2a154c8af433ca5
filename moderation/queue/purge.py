"""The purge: what the queue keeps for so many days, and no longer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Engine, delete, func, or_, select, update

from .chain import append
from .ledger import Action
from .likes import month_of, monthly
from .schema import DECISIONS, LIKES, SUBMISSIONS
from .submission import State

SENDERS = timedelta(days=30)
"""As long as a spam service takes corrections; afterwards only the keyed hash of the sender's network remains."""
PORTION = 500
"""How many comments are touched in one transaction."""

Step = Callable[[Connection, ColumnElement[bool]], int]
"""Does something to some rows, and says to how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """After how many days spam and trash are deleted for good; 0 keeps them for ever."""

    spam: int = 0
    trash: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Purged:
    """How many comments and likes were touched."""

    senders: int = 0
    """Of which the sender's address, browser and referring page are forgotten."""
    spam: int = 0
    """Deleted for good, as is the trash."""
    trash: int = 0
    likes: int = 0
    """Of which it is forgotten whose they are; they go on counting."""

    def __str__(self) -> str:
        return f"senders {self.senders}, spam {self.spam}, trash {self.trash}, likes {self.likes}"


class Purge:
    """A run through the whole queue, in portions that keep nobody waiting for a commit; a dry one only counts."""

    def __init__(self, engine: Engine, dry: bool = False) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writing=True)
        self._dry = dry

    def run(self, terms: Terms, who: str, at: datetime) -> Purged:
        """Forget the senders of old comments and likes; delete old spam and trash."""
        return Purged(
            senders=self.forget_senders(at - SENDERS),
            spam=self.delete(State.SPAM, terms.spam, who, at),
            trash=self.delete(State.TRASH, terms.trash, who, at),
            likes=self.forget_readers(month_of(at)),
        )

    def forget_senders(self, before: datetime) -> int:
        """Clear the address, browser and referring page of submissions older than that; of how many."""
        private = ("ip", "user_agent", "referrer")
        cleared = update(SUBMISSIONS).values(dict.fromkeys(private, ""))
        known = or_(*(SUBMISSIONS.c[name] != "" for name in private))

        def clear(connection: Connection, these: ColumnElement[bool]) -> int:
            return connection.execute(cleared.where(these)).rowcount

        return self._in_portions(known & (SUBMISSIONS.c.date < before), clear)

    def delete(self, state: State, days: int, who: str, at: datetime) -> int:
        """Delete what has been in this state for so many days, and write that into the ledger; how many.

        What the filter has learned of it stays.
        """
        if not 0 < days < at.toordinal():  # more days than there were since the first of all dates are for ever, too
            return 0
        line = {"action": Action.DELETE.value, "before": state.value, "after": None, "who": who, "at": at}
        line["why"] = f"in {state.value} for {days} days"

        def strike(connection: Connection, these: ColumnElement[bool]) -> int:
            gone = connection.scalars(delete(SUBMISSIONS).where(these).returning(SUBMISSIONS.c.id)).all()
            if gone:
                append(connection, [{"comment": id, **line} for id in gone])
            return len(gone)

        return self._in_portions((SUBMISSIONS.c.state == state.value) & (_since() < at - timedelta(days=days)), strike)

    def forget_readers(self, month: datetime) -> int:
        """Clear the hashes of all who liked something before this month, and had not signed in; of how many likes."""
        theirs = monthly() & (LIKES.c.at < month)
        with self._engine.connect() as connection:
            known = connection.scalar(select(func.count()).select_from(LIKES).where(theirs)) or 0
        if known and not self._dry:
            with self._writer.begin() as connection:
                connection.execute(update(LIKES).values(reader=None).where(theirs))
        return known

    def _in_portions(self, due: ColumnElement[bool], step: Step) -> int:
        id = SUBMISSIONS.c.id
        with self._engine.connect() as connection:
            ids = connection.scalars(select(id).where(due).order_by(id)).all()
        if self._dry:
            return len(ids)
        done = 0
        for start in range(0, len(ids), PORTION):
            with self._writer.begin() as connection:  # "due" again: somebody may have decided meanwhile
                done += step(connection, due & id.in_(ids[start : start + PORTION]))
        return done


def _since() -> ColumnElement[datetime]:
    """When a submission came to where it is: with the last decision, or else, put there by a check, with its date."""
    last = select(func.max(DECISIONS.c.at)).where(DECISIONS.c.comment == SUBMISSIONS.c.id)
    return func.coalesce(last.correlate(SUBMISSIONS).scalar_subquery(), SUBMISSIONS.c.date)
