"""PostgreSQL: a queue that several machines share."""

from __future__ import annotations

from sqlalchemy import URL, Connection, Engine, create_engine, event

from ..errors import QueueUnavailable


def make_engine(url: URL, timeout: float) -> Engine:
    """An engine that waits at most ``timeout`` seconds for the server, and for another's lock."""
    patient = {"connect_timeout": str(max(2, round(timeout)))}  # libpq takes whole seconds, at least two
    try:
        engine = create_engine(
            url.set(query=patient | dict(url.query)),
            hide_parameters=True,
            pool_pre_ping=True,  # the server may have been restarted since
            pool_timeout=timeout,
        )
    except ImportError as error:
        raise QueueUnavailable("PostgreSQL needs psycopg, which is not installed") from error

    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writing"):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {max(1, round(timeout * 1000))}")

    event.listen(engine, "begin", begin)
    return engine
