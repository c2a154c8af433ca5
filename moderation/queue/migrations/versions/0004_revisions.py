"""What comments said before they were edited."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "revisions",
        sa.Column("decision", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("comment", sa.Text, sa.ForeignKey("submissions.id", ondelete="CASCADE"), nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("website", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_index("revisions_by_comment", "revisions", ["comment"])
