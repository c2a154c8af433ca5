"""What is different on PostgreSQL: several machines share it, and it is somewhere else."""

from __future__ import annotations

from contextlib import closing

import pytest
from sqlalchemy import create_engine, text

from builders import NOON, a_submission, ids
from moderation.errors import QueueUnavailable, SchemaOutdated
from moderation.queue.connection import open_queue
from moderation.queue.ledger import Action


@pytest.fixture
def url(postgresql_queue_url: str) -> str:
    return postgresql_queue_url


def execute(url: str, statement: str) -> None:
    """As somebody else, who is not stopped by what may be wrong with our queue."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def hang_up(url: str) -> None:
    """Ends all other connections, as a server does that is restarted."""
    execute(
        url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )


def test_a_shared_database_is_not_migrated_by_whoever_comes_first(postgresql_url: str) -> None:
    with pytest.raises(SchemaOutdated, match="Run: moderate migrate"):
        open_queue(postgresql_url)


@pytest.mark.parametrize("scheme", ["postgresql+psycopg", "postgresql", "postgres"])
def test_the_url_may_be_written_as_others_write_it(url: str, scheme: str) -> None:
    with closing(open_queue(url.replace("postgresql+psycopg", scheme))) as queue:
        queue.probe()


def test_a_server_that_was_restarted_in_between_is_found_again(url: str) -> None:
    with closing(open_queue(url)) as queue:
        queue.add([a_submission("aaaaaaaa")])
        hang_up(url)

        assert ids(queue.list()) == ["aaaaaaaa"]


def test_a_connection_lost_while_deciding_decides_nothing(url: str) -> None:
    with closing(open_queue(url)) as queue:
        queue.add([a_submission("aaaaaaaa")])

        with pytest.raises(QueueUnavailable, match="cannot be reached"):
            queue.decide("aaaaaaaa", Action.APPROVE, who="ann", at=NOON, publish=lambda _: hang_up(url))

        assert queue.get("aaaaaaaa") == a_submission("aaaaaaaa")
        assert queue.decisions() == []


def test_a_read_only_server_is_reported(url: str) -> None:
    name = url.partition("?")[0].rpartition("/")[2]
    execute(url, f"ALTER DATABASE {name} SET default_transaction_read_only = on")

    with closing(open_queue(url)) as queue:
        with pytest.raises(QueueUnavailable, match="cannot be written to"):
            queue.add([a_submission()])

        assert queue.list() == []


def test_a_user_without_rights_is_reported(url: str) -> None:
    execute(url, "CREATE ROLE stranger LOGIN")

    with pytest.raises(QueueUnavailable, match="its user may not do that"):
        open_queue(url.replace("postgres@", "stranger@"))


def test_a_database_that_does_not_exist_is_reported(postgresql_url: str) -> None:
    with pytest.raises(QueueUnavailable, match="cannot be reached, or does not let us in"):
        open_queue(postgresql_url.replace("/test_", "/nothing_"))
