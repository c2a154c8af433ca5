"""What settings say, and the places that they name: who may read and write there, and how much room is left."""

from __future__ import annotations

import ipaddress
import re
import shlex
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryFile

from ...errors import InvalidSetting
from ...published import commentfile
from ...queue.connection import file_of
from ...settings import Settings
from .finding import Finding, Findings

LEAST_FREE = 64 * 1024 * 1024
"""Bytes, as for the intake's ``/readyz``."""

_ORIGIN = re.compile(r"https?://[^/?#]+/?\Z")


def values(settings: Settings) -> Findings:
    """What reading the settings could not tell. Raises InvalidSetting."""
    _require_each("MODERATION_PROXIES", settings.proxies, _is_network, "addresses or networks, such as 127.0.0.1")
    _require_each("MODERATION_ORIGINS", settings.origins, _ORIGIN.match, "sites, such as https://www.example.org")
    if settings.secret_file.exists():
        settings.key()
    yield Finding("All have values that they may have.")


def permissions(settings: Settings) -> Findings:
    """Whether the queue's file and the secret are their owner's alone."""
    found = [
        Finding(f"{path} is open to others than its owner (mode {mode:o}).", f"chmod 600 {shlex.quote(str(path))}")
        for path in _private(settings)
        if (mode := stat.S_IMODE(path.stat().st_mode)) & 0o077
    ]
    yield from found or [Finding("What is private is its owner's alone.")]


def room(settings: Settings, least: int = LEAST_FREE) -> Findings:
    """What is left on each disk that is written to."""
    file = file_of(settings.database)
    folders = [*([file.parent] if file else []), settings.content, settings.output]
    disks = {folder.stat().st_dev: folder for folder in folders if folder.is_dir()}
    for folder in disks.values():
        free = shutil.disk_usage(folder).free
        said = f"{free // 1_000_000:,} MB are left on the disk that holds {folder}."
        yield Finding(said, "" if free >= least else "make room there, before comments are lost")


def folders(settings: Settings) -> Findings:
    """Whether comment files and pages can be written."""
    content, output = settings.content, settings.output
    missing = {content: "set MODERATION_CONTENT, or call moderate in the blog's folder", output: "make site"}
    comments = content / commentfile.FOLDER
    found = [
        Finding(
            f"{folder} cannot be written to ({problem}).",
            f"let {settings.who()} write there" if folder.exists() else missing[folder],
        )
        for folder in (content, *([comments] if comments.exists() else []), output)
        if (problem := _unwritable(folder))
    ]
    yield from found or [Finding(f"{content} and {output} can be written to.")]


def _require_each(name: str, value: str, is_sound: Callable[[str], object], wanted: str) -> None:
    for part in filter(None, map(str.strip, value.split(","))):
        if not is_sound(part):
            raise InvalidSetting(name, part, f"{wanted}, with commas between them")


def _is_network(text: str) -> bool:
    try:
        ipaddress.ip_network(text)
    except ValueError:
        return False
    return True


def _private(settings: Settings) -> list[Path]:
    """The private files that there are; SQLite keeps what was written last in files of their own."""
    file = file_of(settings.database)
    files = [file.with_name(file.name + suffix) for suffix in ("", "-wal", "-shm")] if file else []
    return [path for path in (*files, settings.secret_file) if path.exists()]


def _unwritable(folder: Path) -> str | None:
    """Why nothing can be written there, if so; tried, since modes alone do not tell."""
    try:
        with TemporaryFile(dir=folder):
            return None
    except OSError as error:
        return error.strerror
