"""The tables, and how they come to be."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from moderation.errors import SchemaOutdated
from moderation.queue import migration
from moderation.queue.connection import open_engine
from moderation.queue.migration import check, migrate, version
from moderation.queue.schema import HEAD, metadata


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_engine(database_url)
    yield engine
    engine.dispose()


def stamp(engine: Engine, found: str) -> None:
    """Pretends that another version of this program made the tables."""
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :found"), {"found": found})


def test_the_migrations_make_exactly_the_tables_of_the_schema(engine: Engine) -> None:
    migrate(engine)

    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_newest_migration_is_the_one_this_program_asks_for(engine: Engine) -> None:
    migrate(engine)

    check(engine)
    assert version(engine) == HEAD


def test_the_program_knows_the_newest_migration_without_looking() -> None:
    assert ScriptDirectory(str(migration.FOLDER)).get_current_head() == HEAD


def test_migrating_twice_changes_nothing(engine: Engine) -> None:
    migrate(engine)
    migrate(engine)

    check(engine)


def test_an_empty_database_is_outdated(engine: Engine) -> None:
    with pytest.raises(SchemaOutdated, match="has schema none, this program needs"):
        check(engine)


def test_the_tables_of_a_newer_program_are_left_alone(engine: Engine) -> None:
    migrate(engine)
    stamp(engine, "9999")

    with pytest.raises(SchemaOutdated, match="has schema 9999"):
        check(engine)
    with pytest.raises(SchemaOutdated, match="has schema 9999"):
        migrate(engine)
    assert version(engine) == "9999"


def test_a_migration_that_fails_leaves_nothing_behind(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE decisions (mine TEXT)"))  # comes after submissions

    with pytest.raises(Exception, match="already exists"):
        migrate(engine)

    assert inspect(engine).get_table_names() == ["decisions"]
