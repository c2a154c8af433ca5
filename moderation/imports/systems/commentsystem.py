"""Comments that the old Pelican plugin pelican_comment_system kept in ``content/comments/<slug>/``.

https://github.com/Scheirle/pelican_comment_system, ``doc/installation.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ...comment import ID
from ...errors import InvalidCommentFile, InvalidExport
from ...published import commentfile
from ..foreign import ForeignComment
from . import pagefolders
from .moments import moment

_SUFFIXES = (".md", ".markdown", ".mkd", ".mdown", ".rst")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_HEADER = re.compile(r" {0,3}:?([\w-]+):\s*(.*)")
"""As Markdown has it, and with a colon before as reStructuredText has it."""


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    headers: dict[str, str]
    date: datetime
    text: str


def read(path: Path) -> Iterator[ForeignComment]:
    """The comments in the folders below this one, the text as typed; comment files of our own are passed over.

    Raises InvalidExport, also for a file without author or date, as the plugin had Pelican do.
    """
    for slug, paths in pagefolders.pages(path, _SUFFIXES):
        files = [file for path in paths if (file := _file(path))]
        numbers = {_slug(file.headers.get("slug") or file.name): f"{slug}/{file.name}" for file in files}
        for file in files:
            replied = file.headers.get("replyto", "")
            yield ForeignComment(
                number=f"{slug}/{file.name}",
                page=slug,
                author=file.headers["author"],
                website=file.headers.get("website", ""),
                date=file.date,
                text=file.text,
                parent=numbers.get(_slug(replied), "") if replied else "",
                email=file.headers.get("email", ""),
            )


def _file(path: Path) -> _File | None:
    """What the file holds; None if it is one of ours."""
    text = pagefolders.read(path)
    if _is_ours(path, text):
        return None
    head, *body = _BLANK_LINE.split(text, maxsplit=1)
    matches = [match for line in head.split("\n") if (match := _HEADER.match(line))]
    headers = {match[1].lower(): match[2].strip() for match in matches}
    date = moment(headers.get("date", ""))
    if date is None or not headers.get("author"):
        raise InvalidExport(path, "is not a comment: it has no author, or no date like 2014-03-21 15:02")
    return _File(path.name, headers, date, "".join(body).strip("\n"))


def _is_ours(path: Path, text: str) -> bool:
    try:
        return bool(ID.match(path.stem) and commentfile.loads(text, path))
    except InvalidCommentFile:
        return False


def _slug(name: str) -> str:
    """What the plugin made of a file name, ``1md`` of ``1.md``; later an answer names the comment by it."""
    return "-".join(re.sub(r"[^\w\s-]", "", name.lower()).split())
