"""The ``<wp:comment>`` elements of WordPress's export."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from ...comment import Kind
from ...queue.submission import State, Submission
from ..numbers import numbers_of
from .xmltext import cdata, element

APPROVED = {State.PENDING: "0", State.APPROVED: "1", State.SPAM: "spam", State.TRASH: "trash"}
"""``wp_set_comment_status()``."""


def comments(submissions: Sequence[Submission], private: bool) -> Iterator[str]:
    """The lines of an article's comments."""
    numbers = numbers_of(submission.comment for submission in submissions)
    for submission in submissions:
        yield "<wp:comment>"
        yield from (f"\t{line}" for line in _fields(submission, numbers, private))
        yield "</wp:comment>"


def _fields(submission: Submission, numbers: dict[str, int], private: bool) -> Iterator[str]:
    comment = submission.comment
    date = comment.date.replace(tzinfo=None).isoformat(sep=" ", timespec="seconds")
    yield element("wp:comment_id", str(numbers[comment.id]))
    yield cdata("wp:comment_author", escape(comment.author, quote=False))
    yield cdata("wp:comment_author_email", submission.email if private else "")
    yield element("wp:comment_author_url", escape(comment.website, quote=False))  # in WordPress they are HTML, too
    yield cdata("wp:comment_author_IP", submission.ip if private else "")
    yield cdata("wp:comment_date", date)
    yield cdata("wp:comment_date_gmt", date)
    yield cdata("wp:comment_content", comment.text)
    yield cdata("wp:comment_approved", APPROVED[submission.state])
    yield cdata("wp:comment_type", "" if comment.kind in (Kind.COMMENT, Kind.AUTHOR) else comment.kind.value)
    yield element("wp:comment_parent", str(numbers[comment.parent]) if comment.parent else "0")
    yield element("wp:comment_user_id", "0")
