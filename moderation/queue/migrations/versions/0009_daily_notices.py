"""Who is told in one mail a day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("subscriptions", sa.Column("daily", sa.Boolean, nullable=False, server_default=sa.false()))
