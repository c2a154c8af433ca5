"""The chain: every line of the ledger carries a hash of what it says and of the hash before, so that a line that was
changed, slipped in or taken out is found. Who takes lines off the end, or makes all hashes after a change anew, is
found by somebody who noted the last one.

Reasons are not part of it: they may name a person, who may ask for them to be forgotten.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Text, cast, func, insert, select

from ..errors import BrokenLedger
from .ledger import Decision
from .rows import DECISION, decision_in
from .schema import DECISIONS, in_utc

_LOCK = 0x6C656467  # "ledg", a number nobody else is likely to lock
_HASHED = ("number", "comment", "action", "before", "after", "who", "at")
_LAST = select(DECISIONS.c.number, DECISIONS.c.hash).order_by(DECISIONS.c.number.desc()).limit(1)
_ADDED = insert(DECISIONS)
_LINES = select(*(cast(DECISIONS.c[name], Text) for name in _HASHED), DECISIONS.c.hash).order_by(DECISIONS.c.number)


class Seal(NamedTuple):
    """How far the chain goes: the last line's number, and its hash."""

    number: int = 0
    hash: str = ""


def append(connection: Connection, lines: Iterable[Mapping[str, Any]]) -> list[Decision]:
    """Writes them at the end of the ledger, each with the next number. Whoever else wants to write there waits."""
    if connection.dialect.name == "postgresql":  # on SQLite, whoever writes is alone
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    seal = Seal(*connection.execute(_LAST).one_or_none() or ())
    rows: list[dict[str, Any]] = []
    for line in lines:
        row = {**line, "number": seal.number + 1}
        seal = Seal(row["number"], _link(seal.hash, row))
        rows.append({**row, "hash": seal.hash})
    connection.execute(_ADDED, rows)
    return [decision_in(row[column.name] for column in DECISION) for row in rows]


def verify(connection: Connection) -> Seal:
    """Follows the chain from the first line to the last. Raises BrokenLedger at the first that does not fit."""
    seal = Seal()
    for *values, found in connection.execute(_LINES):
        row = dict(zip(_HASHED, values, strict=True))
        seal = Seal(int(row["number"]), _link(seal.hash, row))
        if found != seal.hash:
            raise BrokenLedger(seal.number)
    return seal


def _link(before: str, row: Mapping[str, Any]) -> str:
    said = {**row, "number": int(row["number"]), "at": _moment(str(row["at"]))}
    return hashlib.sha256(json.dumps([before, *(said[name] for name in _HASHED)]).encode()).hexdigest()


def _moment(text: str) -> str:
    """The same for every database; what is no moment is left as it is, and fits nowhere."""
    try:
        return in_utc(datetime.fromisoformat(text)).isoformat()
    except (OverflowError, ValueError):
        return text
