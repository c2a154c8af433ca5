"""A subscription: what an address is to be told of, from when it is asked for until it is cancelled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from ..comment import new_id
from ..interest import Interest
from .schema import SUBSCRIPTIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """What somebody wants to be told of, or, until it is confirmed, what somebody else may have said so."""

    id: str = field(default_factory=new_id)
    address: str = field(repr=False)
    reader: str
    """A keyed hash of the address: the same for every spelling, and safe to write down."""
    interest: Interest
    article: str
    """That of the comment; if the interest is in comments, in those on it."""
    comment: str
    """With which it was asked for; if the interest is in replies, in those to it."""
    language: str
    made: datetime
    confirmed: datetime | None = None
    daily: bool = False
    """Whether it is told in one mail a day, and not at once."""


def subscription_in(row: Iterable[Any]) -> Subscription:
    """The subscription in a row of its table."""
    values = dict(zip(SUBSCRIPTIONS.c.keys(), row, strict=True))
    return Subscription(**values | {"interest": Interest(values["interest"])})


def asked_with(connection: Connection, comment: str) -> Sequence[Subscription]:
    """What was asked for with this comment, confirmed or not."""
    mine = select(SUBSCRIPTIONS).where(SUBSCRIPTIONS.c.comment == comment)
    return [subscription_in(row) for row in connection.execute(mine)]


def settle(connection: Connection, comment: str, wanted: Iterable[Subscription] = ()) -> None:
    """This, and no more, is asked for with this comment; what of it was asked before stays as it is."""
    before = {(one.reader, one.interest): one.id for one in asked_with(connection, comment)}
    now = {(one.reader, one.interest): one for one in wanted}
    gone = [id for what, id in before.items() if what not in now]
    connection.execute(delete(SUBSCRIPTIONS).where(SUBSCRIPTIONS.c.id.in_(gone)))
    if new := [asdict(one) for what, one in now.items() if what not in before]:
        connection.execute(insert(SUBSCRIPTIONS), new)


def follow(connection: Connection, comment: str, successor: str) -> None:
    """What was asked for with a comment goes on with another, which stands in its place."""
    mine = update(SUBSCRIPTIONS).where(SUBSCRIPTIONS.c.comment == comment)
    connection.execute(mine.values(comment=successor))
