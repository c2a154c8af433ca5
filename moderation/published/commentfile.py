"""A comment as a text file: ``content/comments/<article>/<id>.md``, in Pelican's own style of metadata."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from .. import atomic
from ..comment import ID, SLUG, Comment, Kind
from ..errors import InvalidComment, InvalidCommentFile

FOLDER = "comments"
"""Under the content folder."""
SUFFIX = ".md"
KEYS = ("Author", "Website", "Date", "In-Reply-To", "Kind", "Verified")


def dumps(comment: Comment) -> str:
    """The text of the comment's file: its headers, a blank line, and the comment exactly as typed."""
    values = (
        comment.author,
        comment.website,
        comment.date.isoformat(),
        comment.parent or "",
        "" if comment.kind is Kind.COMMENT else comment.kind.value,
        comment.verified,
    )
    headers = "".join(f"{key}: {value}\n" for key, value in zip(KEYS, values, strict=True) if value)
    return f"{headers}\n{comment.text}\n"


@lru_cache(1_000)  # an article's comments are read anew for each that is approved, and all but one are as they were
def loads(text: str, path: Path) -> Comment:
    """The comment that the text of this file holds. Raises InvalidCommentFile."""
    try:
        headers, body = parts(text)
        return Comment(
            id=path.stem,
            article=path.parent.name,
            author=headers.get("Author", ""),
            website=headers.get("Website", ""),
            date=_date(headers.get("Date", "")),
            parent=headers.get("In-Reply-To"),
            kind=Kind(headers.get("Kind", Kind.COMMENT.value)),
            verified=headers.get("Verified", ""),
            text=body,
        )
    except (InvalidComment, ValueError) as error:
        raise InvalidCommentFile(path, str(error)) from error


def parts(text: str, keys: Sequence[str] = KEYS) -> tuple[dict[str, str], str]:
    """The headers, of these keys alone, and the comment as typed. Raises ValueError."""
    head, _, body = text.partition("\n\n")
    return _headers(head, keys), body.removesuffix("\n")


def path_of(folder: Path, comment: Comment) -> Path:
    """Where the comment's file belongs: both names were checked when the comment was made."""
    return folder / comment.article / f"{comment.id}{SUFFIX}"


def read(path: Path) -> Comment:
    """The comment in this file. Raises InvalidCommentFile."""
    return loads(text_of(path), path)


def text_of(path: Path) -> str:
    """What stands in this file, whatever editor wrote it. Raises InvalidCommentFile."""
    try:
        text = path.read_bytes().decode("utf-8-sig")  # an editor may have put a byte order mark there
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidCommentFile(path, f"cannot be read ({error.__class__.__name__})") from error
    return text.replace("\r\n", "\n")


def write(folder: Path, comment: Comment) -> Path:
    """Put the comment's file in its place, durably and at once."""
    path = path_of(folder, comment)
    atomic.write(path, dumps(comment))
    return path


def read_folder(folder: Path, slug: str) -> tuple[list[Comment], list[InvalidCommentFile]]:
    """The comments of one article, and the files that hold none; names we would never give are left alone."""
    comments, broken = [], []
    for path in sorted((folder / slug).glob(f"*{SUFFIX}")):
        if ID.match(path.stem):
            try:
                comments.append(read(path))
            except InvalidCommentFile as error:
                if path.exists():  # else it was taken down since it was listed
                    broken.append(error)
    return comments, broken


def changed(folder: Path, slug: str) -> int:
    """When a file was last put there or taken away; 0 if the article has no folder."""
    try:
        # Asked of fifty articles for each decision: making their paths would take three times as long.
        return os.stat(f"{folder}/{slug}").st_mtime_ns  # noqa: PTH116
    except FileNotFoundError:
        return 0


def slugs(folder: Path) -> list[str]:
    """The articles that have a folder of comments."""
    if not folder.is_dir():
        return []
    return sorted(path.name for path in folder.iterdir() if path.is_dir() and SLUG.match(path.name))


def _headers(head: str, keys: Sequence[str]) -> dict[str, str]:
    headers: dict[str, str] = {}
    for line in head.splitlines():
        key, colon, value = line.partition(":")
        if not colon or key not in keys:
            raise ValueError(f"{key!r} is not one of {', '.join(keys)}")
        if key in headers:
            raise ValueError(f"{key} is there twice")
        headers[key] = value.strip()
    return headers


def _date(text: str) -> datetime:
    """The moment; a time without a zone, as a person may write it by hand, is taken for UTC."""
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):  # the year 1 in Berlin began before the year 1 in UTC
        raise ValueError(f"Date {text!r} is not like 2026-11-23T09:15:00+00:00") from None
