"""The preview: a comment as its article's page would show it. Nothing is stored, and nothing is judged."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup

from ..comment import Comment
from ..language import Language
from ..templating import comments_environment


class Alone(NamedTuple):
    """A thread of one comment, as templates know threads."""

    comment: Comment
    replies: tuple[()] = ()
    beside: None = None


class Preview:
    """Renders one after the other: however many want to look, the rest of the machine is for those who post."""

    def __init__(self, templates: Sequence[Path]) -> None:
        self._template = comments_environment(templates, _html).get_template("comment_thread.html")
        self._turn = asyncio.Lock()

    async def html(self, comment: Comment, language: Language) -> Markup:
        """What the page would have of this comment, if it answers none."""
        async with self._turn:
            return await asyncio.to_thread(self._render, comment, language)

    def _render(self, comment: Comment, language: Language) -> Markup:
        html: Markup = vars(self._template.make_module({"language": language}))["thread_list"]([Alone(comment)])
        return html


def _html(comment: Comment) -> Markup:
    from ..sanitize import render  # here, since its libraries take a while to come, and few intakes need them at once

    return render(comment.text).html
