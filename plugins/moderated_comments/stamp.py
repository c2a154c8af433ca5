"""A stamp of a site: it changes with anything that a build reads, and with anything that it left.

Files count by name, inode, size and times, as for git's index (its ``racy-git.txt``); settings, programs and the day
count as they are. What else a build may depend on cannot be told: then there is no stamp, and Pelican runs.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from stat import S_ISDIR
from typing import Any, NamedTuple

import moderation
from moderation import filetree

from .carried import CARRIED
from .pagekeys import ADDRESS
from .programs import programs
from .reader import is_known
from .views import CHANCE, MOVING, Unseen

WORD = re.compile(r"\w+")
SEARCH_INDEX = "pagefind"
"""The folder in the output that is not Pelican's."""
INCLUDING = ".rst"
"""Files that may include others, from anywhere."""
COMPILED = "/__pycache__/"
"""What Python makes, at any time, of sources that count themselves."""
COARSE, FINE = 2_000_000_000, 20_000_000
"""How many nanoseconds may pass before a file that is written again gets another time: in whole seconds, or finer."""


class Stamp(NamedTuple):
    """The digest of some files, and the moment from which on no change to them would go unseen."""

    digest: str
    settled: int


def inputs(settings: dict[str, Any]) -> Stamp:
    """Of what a build reads. Raises Unseen if it may read anything else."""
    own = {name: value for name, value in settings.items() if name not in CARRIED}
    if not _is_plain(own) or not is_known(own["MARKDOWN"]) or own["PLUGINS"] != [__package__]:
        raise Unseen
    if own["TEMPLATE_PAGES"] or not own["WITH_FUTURE_DATES"]:
        raise Unseen
    templates = [Path(folder) for folder in (*own["THEME_TEMPLATES_OVERRIDES"], f"{own['THEME']}/templates")]
    if any(map(_moves, templates)):
        raise Unseen
    said = [ADDRESS.sub("", repr(sorted(own.items()))), *programs(own), time.strftime("%Y-%m-%d %Z")]
    folders = [own["PATH"], own["THEME"], *templates, *own["PLUGIN_PATHS"], Path(moderation.__file__).parent]
    return of([*folders, f"{own['PATH']}/{own['REDIRECTS']}"], said)


def outputs(settings: dict[str, Any]) -> Stamp:
    """Of what a build leaves; the index for searching is made afterwards."""
    return of(
        [settings["OUTPUT_PATH"], settings["COMMENTS_INDEX"]], [], but=f"{settings['OUTPUT_PATH']}/{SEARCH_INDEX}/"
    )


def _is_plain(value: Any) -> bool:
    """Whether all of it shows in its ``repr``, or in the source of a function of ours."""
    if isinstance(value, dict):
        return all(map(_is_plain, (*value, *value.values())))
    if isinstance(value, list | tuple | set | frozenset):
        return all(map(_is_plain, value))
    ours = getattr(value, "__module__", "").startswith(f"{moderation.__name__}.")
    return ours or value is None or isinstance(value, bool | int | float | str | bytes)


def _moves(templates: Path) -> bool:
    """Whether one of them may call the clock, or chance: it has a word for it."""
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in templates.rglob("*.*") if path.is_file())
    return any(not (MOVING | {CHANCE}).isdisjoint(WORD.findall(text)) for text in texts)


def of(paths: Iterable[str | Path], said: Iterable[str] = (), but: str = "\0") -> Stamp:
    """Of what is at these paths and below, and of what is said; ``but`` begins what does not count. Raises Unseen."""
    digest, settled = hashlib.sha256("\0".join(said).encode()), 0
    for name, status in chain.from_iterable(filetree.found(os.fspath(path)) for path in paths):
        if f"{name}/".startswith(but) or COMPILED in f"{name}/":
            continue
        if name.endswith(INCLUDING):
            raise Unseen
        digest.update(f"\0{name}".encode("utf-8", "surrogateescape"))
        if S_ISDIR(status.st_mode):  # which counts by its name: what came or went there counts itself
            continue
        digest.update(f"\0{status.st_ino} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}".encode())
        settled = max(settled, status.st_ctime_ns + (FINE if status.st_ctime_ns % 1_000_000_000 else COARSE))
    return Stamp(digest.hexdigest(), settled)
