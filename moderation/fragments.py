"""Fragments: what a template has made of a comment is kept, for the next page or feed that shows the same."""

from __future__ import annotations

from collections.abc import Hashable

from jinja2 import pass_context
from jinja2.runtime import Context, Macro

from .words import spoken

MOST = 2_000
"""So many are kept; then all are forgotten, for most were of a comment that nobody asks for again."""


class Fragments:
    """Calls a template's macros, each only once with the same arguments in the same language.

    A macro that is called so may show nothing but these: what else it sees must be the same for the whole site.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[Hashable, ...], str] = {}

    @pass_context
    def __call__(self, context: Context, macro: Macro, *arguments: Hashable) -> str:
        """What the macro makes of the arguments."""
        key = (context.name, macro.name, spoken(context), *arguments)
        if (kept := self._kept.get(key)) is not None:
            return kept
        if len(self._kept) >= MOST:
            self._kept.clear()
        return self._kept.setdefault(key, macro(*arguments))
