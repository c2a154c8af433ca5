"""What readers have asked to be told of, and the articles that were told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("reader", sa.Text, nullable=False),
        sa.Column("interest", sa.Text, nullable=False),
        sa.Column("article", sa.Text, nullable=False),
        sa.Column("comment", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed", sa.DateTime(timezone=True)),
    )
    op.create_index("subscriptions_by_comment", "subscriptions", ["comment"])
    op.create_index("subscriptions_by_reader", "subscriptions", ["reader"])
    op.create_table(
        "articles",
        sa.Column("slug", sa.Text, primary_key=True),
        sa.Column("seen", sa.DateTime(timezone=True)),
    )
