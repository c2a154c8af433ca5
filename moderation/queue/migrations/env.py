"""Run by Alembic, over the connection and inside the transaction that ``migration.migrate`` began."""

from __future__ import annotations

from alembic import context

from moderation.queue.schema import metadata  # absolute: Alembic loads this file by its path

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
