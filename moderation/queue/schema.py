"""The queue's tables. Every change here needs a migration; a test compares the two."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    false,
)
from sqlalchemy.types import TypeDecorator

HEAD = "0009"
"""The newest migration, known here so that nobody has to import Alembic to compare."""


def in_utc(moment: datetime) -> datetime:
    """The moment in UTC; one without a zone is in UTC already."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, in UTC on the way in and out: SQLite forgets the zone, PostgreSQL answers in the session's."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else in_utc(value)


metadata = MetaData()

SUBMISSIONS = Table(
    "submissions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("article", Text, nullable=False),
    Column("parent", Text),  # not a foreign key: a published comment may have left the queue
    Column("kind", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("website", Text, nullable=False),
    Column("date", UtcDateTime, nullable=False),
    Column("text", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("ip", Text, nullable=False),
    Column("client", Text, nullable=False),
    Column("user_agent", Text, nullable=False),
    Column("referrer", Text, nullable=False),
    Column("trap", Text, nullable=False),
    Column("likeness", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("verified", Text, nullable=False, server_default=""),
    Column("account", Text, nullable=False, server_default=""),
    Index("submissions_by_state", "state", "date", "id"),
    Index("submissions_by_likeness", "likeness"),
    Index("submissions_by_article", "article"),
    Index("submissions_by_email", "email"),
    Index("submissions_by_account", "account"),
)

DECISIONS = Table(
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("comment", Text, nullable=False),  # not a foreign key: the ledger outlives what was deleted
    Column("action", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text),
    Column("who", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("why", Text, nullable=False),
    Column("hash", Text, nullable=False, server_default=""),  # of what another program writes, which fits nowhere
    Index("decisions_by_comment", "comment"),
    sqlite_autoincrement=True,  # a number is never used again
)

REVISIONS = Table(
    "revisions",
    metadata,
    Column("decision", Integer, primary_key=True, autoincrement=False),
    Column("comment", Text, ForeignKey("submissions.id", ondelete="CASCADE"), nullable=False),
    Column("author", Text, nullable=False),
    Column("website", Text, nullable=False),
    Column("text", Text, nullable=False),
    Index("revisions_by_comment", "comment"),
)

FEATURES = Table(
    "features",
    metadata,
    Column("feature", Text, primary_key=True),
    Column("spam", Integer, nullable=False),
    Column("ham", Integer, nullable=False),
)

LESSONS = Table(
    "lessons",
    metadata,
    Column("comment", Text, primary_key=True),  # not a foreign key: what was learned outlives what was deleted
    Column("spam", Boolean, nullable=False),
    Column("features", JSON, nullable=False),
)

OUTBOX = Table(
    "outbox",
    metadata,
    Column("key", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("payload", JSON(none_as_null=True)),  # none once it is sent
    Column("queued", UtcDateTime, nullable=False),
    Column("due", UtcDateTime),  # none once it is sent, or given up
    Column("attempts", Integer, nullable=False),
    Column("error", Text, nullable=False),
    Column("sent", UtcDateTime),
    Index("outbox_by_due", "kind", "due"),
)

SUBSCRIPTIONS = Table(
    "subscriptions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("address", Text, nullable=False),
    Column("reader", Text, nullable=False),
    Column("interest", Text, nullable=False),
    Column("article", Text, nullable=False),
    Column("comment", Text, nullable=False),  # not a foreign key: it is asked for before its comment is kept
    Column("language", Text, nullable=False),
    Column("made", UtcDateTime, nullable=False),
    Column("confirmed", UtcDateTime),
    Column("daily", Boolean, nullable=False, server_default=false()),
    Index("subscriptions_by_comment", "comment"),
    Index("subscriptions_by_reader", "reader"),
)

ARTICLES = Table(
    "articles",
    metadata,
    Column("slug", Text, primary_key=True),
    Column("seen", UtcDateTime),  # none of what was there at the first look
)

LIKES = Table(
    "likes",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("article", Text, nullable=False),
    Column("reader", Text),  # a hash; none in corrections, nor after its month unless it is a person's
    Column("amount", Integer, nullable=False),  # of a reader's like 1, or 0 once it is taken back
    Column("at", UtcDateTime, nullable=False),  # of a reader's like, when its month began
    Column("who", Text, nullable=False),  # has corrected the number; empty for readers
    Column("why", Text, nullable=False),
    Index("likes_by_reader", "article", "reader", unique=True),
)

DRAFTS = Table(
    "drafts",
    metadata,
    Column("key", Text, primary_key=True),
    Column("content", JSON, nullable=False),
    Column("expires", UtcDateTime, nullable=False),
)
