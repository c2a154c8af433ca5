"""Comments out of Commento and its successor Comentario: JSON, packed or not, of the versions 1 and 3."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ...errors import InvalidExport
from ...queue.submission import State
from .. import jsonfile
from ..foreign import ForeignComment
from .fields import Fields
from .moments import moment

_STATES = {"approved": State.APPROVED, "unapproved": State.PENDING, "flagged": State.SPAM}
_DELETED = ("", "[deleted]")
"""What Commento leaves of a deleted comment's text."""


def read(path: Path) -> Iterator[ForeignComment]:
    """The comments, in the file's order; deleted ones whose text is gone are left out. Raises InvalidExport.

    Version 1 is Commento's and Comentario 2's, version 3 is Comentario 3's; there never was another.
    """
    document = jsonfile.load(path)
    if not isinstance(document, dict):
        raise InvalidExport(path, "is not an export of Commento or Comentario: it is not an object")
    export = Fields(path, document)
    readers = {"1": _version_1, "3": _version_3}
    if export.text("version") not in readers:
        raise InvalidExport(path, "is not an export of version 1 or 3 of Commento or Comentario")
    for comment in readers[export.text("version")](export):
        if comment.state is not State.TRASH or comment.text not in _DELETED:
            yield comment


def _version_1(export: Fields) -> Iterator[ForeignComment]:
    commenters = _by(export, "commenters", "commenterHex")
    nothing = Fields(export.path, {})
    for fields in export.objects("comments"):
        commenter = commenters.get(fields.text("commenterHex"), nothing)
        yield ForeignComment(
            number=fields.text("commentHex"),
            page=fields.text("path") or fields.text("url"),  # Comentario's and Commento's name for the same
            author=commenter.text("name"),
            website=commenter.text("websiteUrl") or commenter.text("link"),
            date=moment(fields.text("creationDate")),
            text=_text(fields),
            parent=fields.text("parentHex").removeprefix("root"),
            state=State.TRASH if fields.flag("deleted") else _STATES.get(fields.text("state"), State.PENDING),
            email=commenter.text("email"),
        )


def _version_3(export: Fields) -> Iterator[ForeignComment]:
    commenters = _by(export, "commenters", "id")
    pages = _by(export, "pages", "id")
    nothing = Fields(export.path, {})
    for fields in export.objects("comments"):
        commenter = commenters.get(fields.text("userCreated"), nothing)
        page = pages.get(fields.text("pageId"), nothing)
        yield ForeignComment(
            number=fields.text("id"),
            page=page.text("path"),
            title=page.text("title"),
            author=commenter.text("name") or fields.text("authorName"),
            website=commenter.text("websiteUrl"),
            date=moment(fields.text("createdTime")),
            text=_text(fields),
            parent=fields.text("parentId"),
            state=_state_3(fields),
            email=commenter.text("email"),
        )


def _by(export: Fields, name: str, key: str) -> dict[str, Fields]:
    return {fields.text(key): fields for fields in export.objects(name)}


def _text(fields: Fields) -> str:
    """The HTML, which not every export has, or the Markdown it was made from."""
    return fields.text("html") or fields.text("markdown")


def _state_3(fields: Fields) -> State:
    if fields.flag("isDeleted"):
        return State.TRASH
    if fields.flag("isApproved"):
        return State.APPROVED
    return State.PENDING if fields.flag("isPending") else State.TRASH  # neither: a moderator rejected it
