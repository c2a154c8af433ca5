"""What few templates look at, made when one does: most pages are there already, and nobody asks for their parts."""

from __future__ import annotations

from collections import UserList, UserString
from collections.abc import Callable, Iterable
from functools import cached_property

from moderation.published.threads import Thread


class Text(UserString):
    """A text, looked up each time that somebody looks at it: all of them at once would be most of a build's memory."""

    def __init__(self, text: str | Callable[[], str], key: str = "") -> None:
        self.key = key
        """Another text has another; empty if it has none."""
        self._text = text

    @property
    def data(self) -> str:  # type: ignore[override]  # an attribute there
        """The text."""
        return self._text() if callable(self._text) else self._text


class Threads(UserList[Thread]):
    """The comments of an article as threads, read when somebody looks at them."""

    def __init__(self, threads: Iterable[Thread] | Callable[[], list[Thread]] = (), key: str = "") -> None:
        self.key = key
        """Other comments have another; empty if they have none."""
        self._threads = threads

    @cached_property
    def data(self) -> list[Thread]:  # type: ignore[override]  # the same
        """The threads."""
        return self._threads() if callable(self._threads) else [*self._threads]
