"""Revisions: what a comment said before a moderator edited it, kept as long as the comment is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select

from ..comment import Comment
from .schema import REVISIONS


class Revision(NamedTuple):
    """What an edit replaced."""

    decision: int
    """The number of the edit in the ledger."""
    author: str
    website: str
    text: str


def revisions(connection: Connection, id: str) -> Sequence[Revision]:
    """All earlier ones of this comment, the oldest first."""
    mine = select(*(REVISIONS.c[name] for name in Revision._fields)).where(REVISIONS.c.comment == id)
    return [Revision(*row) for row in connection.execute(mine.order_by(REVISIONS.c.decision))]


def keep(connection: Connection, number: int, comment: Comment) -> None:
    """What the edit with this number replaces."""
    revision = Revision(number, comment.author, comment.website, comment.text)
    connection.execute(insert(REVISIONS).values(comment=comment.id, **revision._asdict()))


def restored(connection: Connection, number: int, comment: Comment) -> Comment:
    """The comment as it was before the edit with this number, which is the last; it is no revision any more."""
    gone = delete(REVISIONS).where(REVISIONS.c.decision == number)
    author, website, text = connection.execute(
        gone.returning(*(REVISIONS.c[name] for name in Revision._fields[1:]))
    ).one()
    return replace(comment, author=author, website=website, text=text)


def forget(connection: Connection, id: str) -> None:
    """All of this comment."""
    connection.execute(delete(REVISIONS).where(REVISIONS.c.comment == id))
