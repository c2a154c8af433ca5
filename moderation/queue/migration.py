"""Migration: brings the tables to what this program needs, or says that they are not."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Column, Engine, MetaData, Table, Text, func, inspect, select

from ..errors import SchemaOutdated
from .outage import outages_named
from .schema import HEAD

FOLDER = Path(__file__).with_name("migrations")
_VERSION = Table("alembic_version", MetaData(), Column("version_num", Text))  # Alembic's own
_LOCK = 0x6D6F6465  # "mode", a number nobody else is likely to lock


def check(engine: Engine) -> None:
    """Raises SchemaOutdated unless the tables are exactly this program's."""
    found = version(engine)
    if found != HEAD:
        raise SchemaOutdated(found, HEAD)


def version(engine: Engine) -> str | None:
    """The newest migration the database has seen, or none if it is empty."""
    with outages_named(), engine.connect() as connection:
        if not inspect(connection).has_table(_VERSION.name):
            return None
        return connection.scalar(select(_VERSION))


def migrate(engine: Engine) -> None:
    """Runs the migrations the database has not seen, all of them or none.

    Raises SchemaOutdated if it has seen one this program does not know.
    """
    from alembic import command  # a second of importing, for nothing when there is nothing to do
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    try:
        with outages_named(), engine.execution_options(writing=True).begin() as connection:
            if engine.dialect.name == "postgresql":  # two machines may be brought up to date together
                connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError as error:  # "Can't locate revision"
        raise SchemaOutdated(version(engine), HEAD) from error
