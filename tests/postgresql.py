"""A PostgreSQL server for the tests alone: in a folder of its own, without a network, gone afterwards."""

from __future__ import annotations

import itertools
import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Cluster:
    """A running server, reachable through a socket in ``folder``."""

    folder: Path
    _control: Callable[..., None]
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Crashed, until the end of the block."""
        self._control("stop", "-m", "immediate")
        try:
            yield
        finally:
            self._control("start")

    @contextmanager
    def database(self, like: str = "") -> Iterator[str]:
        """The URL of a new database, empty or a copy of the one with this URL, which nobody else may be using."""
        name = f"test_{next(self._numbers)}"
        self._execute(f"CREATE DATABASE {name} TEMPLATE {urlsplit(like).path[1:] or 'template1'}")
        try:
            yield f"postgresql+psycopg://postgres@/{name}?host={self.folder}"
        finally:
            self._execute(f"DROP DATABASE {name} WITH (FORCE)")

    def _execute(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute(statement.encode())


def whats_missing() -> str | None:
    """Why there can be no cluster here, if so."""
    if _programs() is None:
        return "PostgreSQL's server is not installed (Debian: apt-get install postgresql)"
    if find_spec("psycopg") is None:
        return "psycopg is not installed (pip install 'psycopg[binary]')"
    return None


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[Cluster]:
    """Runs a server. Unless it is ``durable``, it waits for no disk: nothing in it needs to survive the tests."""
    programs = _programs()
    if programs is None:
        raise FileNotFoundError("initdb")
    folder = Path(tempfile.mkdtemp(prefix="postgresql-", dir="/var/tmp" if durable else _place()))  # noqa: S108
    options = shlex.join(["-k", str(folder), "-c", "listen_addresses=", "-c", f"fsync={'on' if durable else 'off'}"])
    data = ["-D", str(folder / "data")]

    def control(command: str, *more: str) -> None:
        _run(folder, programs / "pg_ctl", command, *data, "-w", "-l", str(folder / "log"), "-o", options, *more)

    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        _run(
            folder,
            programs / "initdb",
            *data,
            *("--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"),
        )
        control("start")
        try:
            yield Cluster(folder, control)
        finally:
            control("stop", "-m", "immediate")
    finally:
        shutil.rmtree(folder)


def _programs() -> Path | None:
    """The folder of the newest initdb and pg_ctl. Debian keeps them off the PATH."""
    debians = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    path = [Path(folder) for folder in os.get_exec_path()]
    for folder in [*reversed(debians), *path]:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    return None


def _place() -> str:
    """Not below pytest's folder: PostgreSQL does not run as root, and a socket's path must be short.

    In memory, if there is enough of it, a new database takes a tenth of the time.
    """
    memory = Path("/dev/shm")  # noqa: S108
    return str(memory) if memory.is_dir() and shutil.disk_usage(memory).free > 2**30 else "/tmp"  # noqa: S108


def _run(folder: Path, program: Path, *arguments: str) -> None:
    become: list[str | Path] = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    # No PGDATA, PGHOST, PGPORT of whoever runs the tests.
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "TZ": "Asia/Kathmandu"}  # a zone far from UTC
    command = [*become, program, *arguments]
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
