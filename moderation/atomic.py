"""Files that are whole or absent: written under another name, synced, renamed."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

PREFIX = ".writing-"


def write(path: Path, text: str) -> None:
    """Make the file hold the text. After a crash at any moment it holds all of the old text or all of the new."""
    make_folder(path.parent)
    temporary = path.with_name(f"{PREFIX}{secrets.token_hex(8)}")
    try:
        with temporary.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync(path.parent)


def write_if_changed(path: Path, text: str) -> bool:
    """Write the file unless it holds the text already; an unchanged file keeps its time. Whether it was written."""
    try:
        if path.read_bytes() == text.encode():
            return False
    except FileNotFoundError:
        pass
    write(path, text)
    return True


def remove(path: Path) -> bool:
    """Remove the file for good, as durably as it was written. Whether there was one."""
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    _sync(path.parent)
    return True


def make_folder(folder: Path) -> None:
    """Make the folder and those above it, each durable before anything is put into it."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        _sync(folder.parent)


def _sync(folder: Path) -> None:
    # A rename is only durable once the folder that holds the name is.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
