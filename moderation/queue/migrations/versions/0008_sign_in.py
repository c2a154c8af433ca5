"""Who signed in to write a comment; what was typed before signing in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    for name in ("verified", "account"):
        op.add_column("submissions", sa.Column(name, sa.Text, nullable=False, server_default=""))
    op.create_index("submissions_by_account", "submissions", ["account"])
    op.create_table(
        "drafts",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
    )
