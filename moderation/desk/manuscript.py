"""A comment as a moderator edits it: in the form of its file, with those headers alone that may be changed."""

from __future__ import annotations

import difflib
from dataclasses import replace
from pathlib import Path

from ..comment import Comment
from ..errors import InvalidComment, InvalidCommentFile
from ..published import commentfile
from .terminal import visible

KEYS = ("Author", "Website")


def dumps(comment: Comment) -> str:
    """The text for the editor."""
    return f"Author: {comment.author}\nWebsite: {comment.website}\n\n{comment.text}\n"


def read(path: Path, comment: Comment) -> Comment:
    """The comment with what stands in this file. Raises InvalidCommentFile."""
    try:
        headers, text = commentfile.parts(commentfile.text_of(path), KEYS)
        author, website = (headers.get(key, "") for key in KEYS)
        return replace(comment, author=author, website=website, text=text)
    except (InvalidComment, ValueError) as error:
        raise InvalidCommentFile(path, str(error)) from error


def diff(before: Comment, after: Comment) -> str:
    """What is changed, for a terminal."""
    old, new = (dumps(comment).rstrip("\n").split("\n") for comment in (before, after))
    return "\n".join(map(visible, difflib.unified_diff(old, new, "before", "after", lineterm="")))
