"""What of the built site is not yet where readers find it, and the command that takes it there."""

from __future__ import annotations

import json
import os
import shlex
import stat
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

from .. import atomic, filetree
from ..errors import NotDeployed
from ..settings import Settings

Seen = dict[str, list[int]]
"""Inode, size and time of each file, by its name below the output folder."""


class Deployment:
    """Compares the output with what was deployed last: a full build's changes count as much as a decision's."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._record = settings.site_index.with_name("deployed.json")

    def changed(self) -> list[str]:
        """The files that were written or removed since; all of them, if nothing was deployed before."""
        return self._changed(self._seen())

    def run(self, at: datetime, end: str = "\n") -> list[str]:
        """Give the command the names of the changed files on its standard input, each with this end; gives them, too.

        Raises NotDeployed if it fails, or a name has the end in it: then they are listed again the next time.
        """
        with atomic.alone(self._record.with_suffix(".lock")):
            seen = self._seen()
            if names := self._changed(seen):
                _run(shlex.split(self.settings.deploy), names, end)
                atomic.write(self._record, json.dumps({"at": at.isoformat(), "files": seen}))
        return names

    def _changed(self, seen: Seen) -> list[str]:
        before = self._deployed()
        return sorted(name for name in {*before, *seen} if before.get(name) != seen.get(name))

    def _seen(self) -> Seen:
        """As the files are now: what changes while the command runs is listed the next time."""
        output = os.fspath(self.settings.output)
        return {
            Path(path).relative_to(output).as_posix(): [status.st_ino, status.st_size, status.st_mtime_ns]
            for path, status in filetree.found(output)
            if stat.S_ISREG(status.st_mode)
        }

    def _deployed(self) -> Seen:
        try:
            record: dict[str, Any] = json.loads(self._record.read_text(encoding="utf-8"))
            return dict(record["files"])
        except (OSError, ValueError, TypeError, KeyError):
            return {}  # what cannot be read is no reason not to deploy


def _run(command: list[str], names: list[str], end: str) -> None:
    if not command:
        raise NotDeployed("MODERATION_DEPLOY is not set")
    if split := [name for name in names if end in name]:
        raise NotDeployed(f"{split[0]!r} has a line break; use --null")
    listed = "".join(f"{name}{end}" for name in names).encode("utf-8", "surrogateescape")
    try:
        done = subprocess.run(command, input=listed, capture_output=True, check=False)  # noqa: S603  the owner's own
    except OSError as error:
        raise NotDeployed(f"{command[0]}: {error.strerror}") from error
    if done.returncode:
        said = (done.stderr or done.stdout).decode(errors="replace").strip()
        raise NotDeployed(f"{command[0]} ended with {done.returncode}: {said}")
