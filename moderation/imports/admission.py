"""The way in for foreign comments: made to fit our rules where that loses nothing, refused where it cannot be."""

from __future__ import annotations

import html

from ..comment import AUTHOR_LIMIT, Comment, is_visible, is_web_address, without_controls
from ..errors import InvalidComment
from ..queue.submission import Reason, Submission
from .articlefile import one_line, plain
from .foreign import ForeignComment
from .numbers import id_of

ANONYMOUS = "Anonymous"
"""Who says what nobody signed, as WordPress names them."""


def admitted(foreign: ForeignComment, article: str, source: str) -> Submission:
    """The comment as one of ours, on this article; ``source`` is where it comes from, for the record.

    Raises InvalidComment if it has no date or no text.
    """
    if foreign.date is None:
        raise InvalidComment("date", "is missing")
    comment = Comment(
        id=id_of(foreign.number or _likely_unique(foreign, article)),
        article=article,
        author=author_of(foreign.author),
        date=foreign.date.replace(microsecond=0),
        text=without_controls(foreign.text),
        website=website_of(foreign.website),
        parent=id_of(foreign.parent) if foreign.parent else None,
        kind=foreign.kind,
    )
    return Submission(
        comment=comment,
        email=one_line(foreign.email),
        ip=one_line(foreign.ip),
        user_agent=one_line(foreign.user_agent),
        state=foreign.state,
        reasons=(Reason("import", f"{foreign.state.value} in {source}"),),
    )


def author_of(name: str) -> str:
    """The name as plain text on one line: other systems keep names as HTML, WordPress for one."""
    short = plain(name)[:AUTHOR_LIMIT].strip()
    return short if is_visible(short) else ANONYMOUS


def website_of(address: str) -> str:
    """The address if it can stand in a link; else nothing, and the comment is none the worse for it."""
    decoded = html.unescape(address.strip())
    return decoded if is_web_address(decoded) else ""


def other_id(submission: Submission) -> str:
    """An id for a comment whose own is another's: always the same one, so that an import can be repeated."""
    comment = submission.comment
    return id_of(f"{comment.article} {comment.id} {comment.date.isoformat()} {comment.author}")


def _likely_unique(foreign: ForeignComment, article: str) -> str:
    return f"{article} {foreign.date} {foreign.author} {foreign.text}"
