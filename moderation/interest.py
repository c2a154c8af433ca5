"""What a reader may want to be told of by mail. The site's owner says which of it is offered."""

from __future__ import annotations

import enum


class Interest(enum.StrEnum):
    """The words of the setting, of the form's fields and of the database."""

    REPLIES = "replies"
    """Answers to one comment."""
    COMMENTS = "comments"
    """All comments on one article."""
    POSTS = "posts"
    """New articles of the site."""
