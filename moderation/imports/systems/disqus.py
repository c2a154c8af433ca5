"""Comments out of Disqus's XML export, https://help.disqus.com/en/articles/1717164-comments-export."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ...queue.submission import State
from ..foreign import ForeignComment
from ..xmlrecords import Record, records
from .moments import moment

_ROOT = ("disqus",)
_NOTHING = Record("", {})


def read(path: Path) -> Iterator[ForeignComment]:
    """The comments, in the file's order; deleted ones whose text is gone are left out. Raises InvalidExport.

    Posts name their thread by its number alone, so the threads are read first, in a pass of their own.
    """
    threads = {record.attributes.get("id", ""): record for record in _elements(path, "thread") if record.fields}
    for post in _elements(path, "post"):
        if _state(post) is not State.TRASH or post["message"].strip():
            yield _comment(post, threads.get(_number_in(post, "thread"), _NOTHING))


def _elements(path: Path, name: str) -> Iterator[Record]:
    return (record for record, _ in records(path, _ROOT, (name,)))


def _comment(post: Record, thread: Record) -> ForeignComment:
    author = _child(post, "author")
    return ForeignComment(
        number=post.attributes.get("id") or post["id"],
        page=thread["link"].strip() or thread["id"].strip(),
        title=thread["title"],
        author=author["name"],
        date=moment(post["createdAt"]),
        text=post["message"].strip(),  # HTML, indented as its element is
        parent=_number_in(post, "parent"),
        state=_state(post),
        email=author["email"],
        ip=post["ipAddress"],
    )


def _state(post: Record) -> State:
    if post["isDeleted"] == "true":
        return State.TRASH
    if post["isSpam"] == "true":
        return State.SPAM
    return State.PENDING if post["isApproved"] == "false" else State.APPROVED


def _child(record: Record, name: str) -> Record:
    return next((child for child in record.children if child.name == name), _NOTHING)


def _number_in(post: Record, name: str) -> str:
    return _child(post, name).attributes.get("id", "")
