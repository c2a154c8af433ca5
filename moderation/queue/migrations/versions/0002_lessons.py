"""What the learning filter has learned; comments by address."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "features",
        sa.Column("feature", sa.Text, primary_key=True),
        sa.Column("spam", sa.Integer, nullable=False),
        sa.Column("ham", sa.Integer, nullable=False),
    )
    op.create_table(
        "lessons",
        sa.Column("comment", sa.Text, primary_key=True),
        sa.Column("spam", sa.Boolean, nullable=False),
        sa.Column("features", sa.JSON, nullable=False),
    )
    op.create_index("submissions_by_email", "submissions", ["email"])
