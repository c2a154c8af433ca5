"""Every line of the ledger carries a hash of what it says and of the hash before."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

DECISIONS = sa.table(
    "decisions",
    *(sa.column(name) for name in ("number", "comment", "action", "before", "after", "who")),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("hash"),
)


def upgrade() -> None:
    op.add_column("decisions", sa.Column("hash", sa.Text, nullable=False, server_default=""))
    connection, found = op.get_bind(), ""
    for number, *words, at, _ in connection.execute(sa.select(DECISIONS).order_by(DECISIONS.c.number)).all():
        found = hashlib.sha256(json.dumps([found, number, *words, in_utc(at).isoformat()]).encode()).hexdigest()
        connection.execute(sa.update(DECISIONS).where(DECISIONS.c.number == number).values(hash=found))


def in_utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)  # SQLite knows no zones
