"""Writes what children have rendered, and leaves alone what is there already."""

from __future__ import annotations

import os
from collections.abc import Iterator
from io import StringIO
from itertools import repeat
from pathlib import Path
from typing import Any

from jinja2 import Template
from pelican.utils import sanitised_join

from moderation import atomic

from .builtpages import BuiltPages
from .carried import CACHE
from .rendering import Context, Rendered, Rendering, rendered


class Writer(Rendering):
    """Does everything but the rendering, in Pelican's order and with Pelican's signals."""

    def __init__(self, output_path: str, settings: dict[str, Any]) -> None:
        super().__init__(output_path, settings=settings)
        self._pages = BuiltPages(settings[CACHE], Path(output_path))
        self._rendered: Iterator[Rendered | None] = rendered(settings, self._pages)
        self._ahead: Rendered | None = None
        self._page: Rendered | None = None
        """What a child did for the page that is being written."""

    def render(self, template: Template, context: Context) -> str:
        """What a child has rendered; rendered here where none has."""
        self._page = page = self._taken(context["output_file"], template.name)
        if page and page.html is not None:
            return page.html
        if page and page.key and sanitised_join(self.output_path, page.name) not in self._written_files:
            return ""
        self._page = None
        return template.render(context)

    def keep(self) -> None:
        """Leave to the next build what it need not render, and let the children end, and their bar."""
        self._rendered = repeat(None)
        self._pages.keep()

    def names(self) -> Iterator[str]:
        """The files that were written or are there already, below the output folder."""
        return (os.path.relpath(path, self.output_path) for path in self._written_files)

    def _taken(self, name: str, template: str | None) -> Rendered | None:
        self._ahead = self._ahead or next(self._rendered)
        if self._ahead and self._ahead[:2] != (name, template):
            return None  # it is of a generator that children do not run
        taken, self._ahead = self._ahead, None
        return taken

    def _open_w(self, filename: str, encoding: str, override: bool = False) -> Any:
        page, self._page = self._page, None
        if filename in self._written_files:
            return super()._open_w(filename, encoding, override)  # Pelican knows which of the two is to stay
        self._written_files.add(filename)
        if override:
            self._overridden_files.add(filename)
        return _File(filename, page, self._pages)


class _File(StringIO):
    """A file that is written when it is whole, unless it is there already."""

    def __init__(self, path: str, page: Rendered | None, pages: BuiltPages) -> None:
        super().__init__()
        self._path = Path(path)
        self._page = page
        self._pages = pages

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind:
            return
        if not self._page or self._page.html is not None:
            atomic.write_if_changed(self._path, self.getvalue(), durable=False)
        if self._page:
            self._pages.note(self._page.name, self._page.key)
