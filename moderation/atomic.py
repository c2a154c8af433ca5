"""Files that are whole or absent: written under another name, synced, renamed."""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from .errors import NotWritten

PREFIX = ".writing-"


def write(path: Path, text: str, durable: bool = True, mode: int = 0o666) -> None:
    """Make the file hold the text. After a crash at any moment it holds all of the old text or all of the new.

    Not ``durable`` leaves out the syncing: for what can be made again, it may be lost with the power. ``mode`` is
    narrowed by the process's umask, as for any new file.

    Raises NotWritten.
    """
    with writing(path, durable, mode) as file:
        file.write(text)


@contextmanager
def writing(path: Path, durable: bool = True, mode: int = 0o666) -> Iterator[TextIO]:
    """The same piece by piece: the file is there once the block ends, and stays as it was if that raises."""
    with _failures_named(path):
        make_folder(path.parent, durable)
        with _replacing(path, durable, mode) as file:
            yield file


@contextmanager
def _replacing(path: Path, durable: bool, mode: int) -> Iterator[TextIO]:
    temporary = path.with_name(f"{PREFIX}{secrets.token_hex(8)}")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            yield file
            if durable:
                file.flush()
                os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    if durable:
        _sync(path.parent)


def write_if_changed(path: Path, text: str, durable: bool = True) -> bool:
    """Write the file unless it holds the text already; an unchanged file keeps its time. Whether it was written."""
    if changed := differs(path, text):
        write(path, text, durable)
    return changed


def differs(path: Path, text: str) -> bool:
    """Whether the file holds anything else, or cannot be read."""
    try:
        return path.read_bytes() != text.encode()
    except OSError:
        return True


def remove(path: Path) -> bool:
    """Remove the file for good, as durably as it was written. Whether there was one. Raises NotWritten."""
    with _failures_named(path):
        if not path.exists():
            return False
        path.unlink(missing_ok=True)
        _sync(path.parent)
    return True


@contextmanager
def alone(path: Path, mode: int = 0o666) -> Iterator[None]:
    """One at a time: whoever else asks with this file waits, until this is done or its process has ended.

    The file is nothing but a name to agree on. Raises NotWritten if it cannot be made.
    """
    with _failures_named(path):
        make_folder(path.parent)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, mode)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def make_folder(folder: Path, durable: bool = True) -> None:
    """Make the folder and those above it, each ``durable`` before anything is put into it."""
    if not folder.is_dir():
        make_folder(folder.parent, durable)
        folder.mkdir(exist_ok=True)
        if durable:
            _sync(folder.parent)


@contextmanager
def _failures_named(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NotWritten(path, error.strerror or error.__class__.__name__) from error


def _sync(folder: Path) -> None:
    # A rename is only durable once the folder that holds the name is.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
