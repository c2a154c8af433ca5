"""Values for tests: a test names what matters to it, the rest is filled in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from moderation.comment import Comment, new_id
from moderation.queue.submission import Submission

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def a_comment(id: str | None = None, *, day: int = 0, **fields: Any) -> Comment:
    """A valid comment, ``day`` days after ``NOON`` unless it has a date."""
    values: dict[str, Any] = {
        "id": id or new_id(),
        "article": "hello",
        "author": "Ann",
        "date": NOON + timedelta(days=day),
        "text": "I agree.",
    }
    return Comment(**values | fields)


def a_submission(id: str | None = None, *, comment: Comment | None = None, **fields: Any) -> Submission:
    """A valid submission; fields a comment has go to its comment."""
    of_comment = {name: fields.pop(name) for name in list(fields) if name in Comment.__slots__ or name == "day"}
    return Submission(comment=comment or a_comment(id, **of_comment), **fields)


def ids(submissions: Iterable[Submission]) -> list[str]:
    """The ids, in order."""
    return [submission.id for submission in submissions]
