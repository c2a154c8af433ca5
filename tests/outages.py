"""What an intake needs is taken from it while readers write, and given back."""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from blog import Blog
from crowd import READERS, Reckoning, crowd, more
from requestfuzz import complaints
from serverprocess import Server

ENOUGH = 20
EXPECTED = re.compile(r"A request failed: The (queue's database|site index) |The spam check \w+ broke down")
Outage = Callable[[Server], AbstractContextManager[None]]


def outlived(blog: Blog, outage: Outage, times: int = 1) -> Iterator[str]:
    """What is wrong after outages that last until readers were asked to come back, and are over without a restart."""
    reckoning = Reckoning()
    with blog.server() as server, crowd(server.address, reckoning):
        for _ in range(times):
            more(reckoning.thanked, ENOUGH)
            with outage(server):
                more(reckoning.asked_back, READERS)
        more(reckoning.thanked, ENOUGH)
    yield from reckoning.flaws(blog)
    yield from (f"{text!r} was not answered" for text in reckoning.unanswered)
    yield from (line for line in complaints(server.log) if not EXPECTED.search(line))


@contextmanager
def no_room(folder: Path) -> Iterator[None]:
    """Somebody else has filled the disk of this folder, to the last byte."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        with suppress(OSError):
            while True:
                file.write(b"x" * 512)
        try:
            yield
        finally:
            ballast.unlink()


@contextmanager
def no_growth(server: Server) -> Iterator[None]:
    """No file that the server writes may have more than a byte: what a quota does."""
    before = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (1, before[1]))
    try:
        yield
    finally:
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, before)


LOCK = """
import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as connection:
    connection.execute("BEGIN EXCLUSIVE")
    print("locked", flush=True)
    sys.stdin.read()
"""


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Another process writes to the database, and takes its time."""
    command = [sys.executable, "-c", LOCK, str(file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        assert other.stdout.readline() == b"locked\n"
        yield


@contextmanager
def half_copied(index: Path, share: float) -> Iterator[None]:
    """Only this share of a new site index has come so far: copying programs write over the file itself."""
    text = index.read_bytes()
    index.write_bytes(text[: int(len(text) * share)])
    try:
        yield
    finally:
        index.write_bytes(text)


@contextmanager
def missing(index: Path) -> Iterator[None]:
    """There is no site index."""
    away = index.rename(index.with_name("away"))
    try:
        yield
    finally:
        away.rename(index)


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """A disk of 4 MB, in memory. Raises PermissionError where none may be mounted."""
    folder.mkdir()
    if os.geteuid() != 0 or not shutil.which("mount") or _run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder):
        raise PermissionError("no disk may be mounted here")
    try:
        yield
    finally:
        assert not _run("umount", folder)


def remount(disk: Path, how: str) -> None:
    """Make it read-only (``ro``), or not (``rw``)."""
    assert not _run("mount", "-o", f"remount,{how}", disk)


def _run(*command: str | Path) -> int:
    return subprocess.run(command, capture_output=True, check=False).returncode
