"""Comments out of Remark42: a backup (``backend/app/migrator/native.go``), or what its API answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from ...errors import InvalidExport
from ...queue.submission import State
from .. import jsonfile
from ..foreign import ForeignComment
from .fields import Fields, objects
from .moments import moment

_VERSIONS = ("", "0", "1")


def read(path: Path) -> Iterator[ForeignComment]:
    """The comments, in the file's order; deleted ones, whose text is gone, are left out. Raises InvalidExport.

    A backup, packed or not, is read a line at a time: users first, then a comment a line. The API's answers are a
    list of comments or a tree of them with their replies.
    """
    header = _header(path)
    if header is None:
        return _comments(_in_document(path), emails={})
    if header.text("version") not in _VERSIONS:
        raise InvalidExport(path, f"is a backup of version {header.text('version')}, which is not known here", 1)
    return _comments(_in_backup(path), _emails(header))


def _header(path: Path) -> Fields | None:
    """A backup's first line; None if the file is no backup."""
    try:
        _, first = next(jsonfile.lines(path), (0, None))
    except InvalidExport:  # the first line of many that only together are JSON; if they are not, that is said later
        return None
    return Fields(path, first) if isinstance(first, dict) and "users" in first else None


def _emails(header: Fields) -> dict[str, str]:
    """The addresses of those who wanted to be told of replies, by user."""
    return {user.text("id"): user.within("details").text("email") for user in header.objects("users")}


def _in_backup(path: Path) -> Iterator[Fields]:
    for number, value in islice(jsonfile.lines(path), 1, None):
        if not isinstance(value, dict):
            raise InvalidExport(path, "is not a comment", number)
        yield Fields(path, value)


def _in_document(path: Path) -> Iterator[Fields]:
    """From a list or a tree of any depth: each comment, then its replies."""
    document = jsonfile.load(path)
    whole = document.get("comments") if isinstance(document, dict) else document
    ahead = objects(path, whole, "this")[::-1]
    while ahead:
        node = ahead.pop()
        yield node.within("comment") if "comment" in node else node
        ahead += node.objects("replies")[::-1]


def _comments(found: Iterable[Fields], emails: Mapping[str, str]) -> Iterator[ForeignComment]:
    for fields in found:
        if "locator" not in fields:
            raise InvalidExport(fields.path, "is not of Remark42: a comment does not say where it stands")
        if fields.text("text") or not fields.flag("delete"):
            yield _comment(fields, emails)


def _comment(fields: Fields, emails: Mapping[str, str]) -> ForeignComment:
    user = fields.within("user")
    return ForeignComment(
        number=fields.text("id"),
        page=fields.within("locator").text("url"),
        title=fields.text("title"),
        author=user.text("name"),
        date=moment(fields.text("time")),
        text=fields.text("text"),  # HTML; ``orig``, the Markdown it was made from, is missing in old comments
        parent=fields.text("pid"),
        state=State.TRASH if fields.flag("delete") else State.APPROVED,
        email=emails.get(user.text("id"), ""),
    )
