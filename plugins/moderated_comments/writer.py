"""Pages rendered on all cores, and files that hold the same already left alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from io import StringIO
from itertools import cycle, repeat
from pathlib import Path
from typing import Any

from jinja2 import Template
from pelican import signals, writers
from pelican.generators import ArticlesGenerator, PagesGenerator

from moderation import atomic

from .children import cores, dealt
from .listening import listening

GENERATORS = "COMMENTS_GENERATORS"
"""Where the settings carry the generators of a run."""
FEW = 32
"""So many articles and pages are rendered sooner than children are forked."""

Context = dict[str, Any]
Page = tuple[str, str | None]
"""A page's file and its template."""
Rendered = tuple[Page, str | None]


class Rendering(writers.Writer):  # type: ignore[misc]  # Pelican is untyped
    """Pelican's own writer, that asks ``render`` for the text of each page."""

    def write_file(self, name: str, template: Template, *rest: Any, **more: Any) -> None:
        """As Pelican's."""
        super().write_file(name, _Asking(template, self.render), *rest, **more)

    def render(self, template: Template, context: Context) -> str:
        """What to write."""
        raise NotImplementedError


class Writer(Rendering):
    """Writes what children have rendered, and nothing that is there already.

    Each child lets the same generators write as the parent does, and renders its share of all pages. The parent does
    everything else: in Pelican's order, with Pelican's signals.
    """

    def __init__(self, output_path: str, settings: dict[str, Any]) -> None:
        super().__init__(output_path, settings=settings)
        self._rendered = _by_children(output_path, settings)
        self._first: Rendered | None = None

    def render(self, template: Template, context: Context) -> str:
        """What a child has rendered; rendered here where none has."""
        html = self._taken((context["output_file"], template.name))
        return template.render(context) if html is None else html

    def _taken(self, page: Page) -> str | None:
        self._first = self._first or next(self._rendered)
        if self._first and self._first[0] != page:
            return None  # it is of a generator that children do not run
        rendered, self._first = self._first, None
        return rendered and rendered[1]

    def _open_w(self, filename: str, encoding: str, override: bool = False) -> Any:
        if filename in self._written_files:
            return super()._open_w(filename, encoding, override)  # Pelican knows which of the two is to stay
        self._written_files.add(filename)
        if override:
            self._overridden_files.add(filename)
        return _File(filename)


class Child(Rendering):
    """Sends the pages whose turn it is, and writes nothing."""

    def __init__(
        self, output_path: str, settings: dict[str, Any], turns: Iterator[bool], send: Callable[[Rendered], None]
    ) -> None:
        super().__init__(output_path, settings=settings)
        self._turns = turns
        self._send = send

    def write_feed(self, *_: Any, **__: Any) -> None:
        """Nothing."""

    def render(self, template: Template, context: Context) -> str:
        """Nothing: it is not written here."""
        if next(self._turns):
            self._send(((context["output_file"], template.name), _quietly(template, context)))
        return ""

    def _open_w(self, *_: Any, **__: Any) -> StringIO:
        return StringIO()


class _Asking:
    """Stands in for a template."""

    def __init__(self, template: Template, render: Callable[[Template, Context], str]) -> None:
        self._template = template
        self._render = render

    def render(self, context: Context) -> str:
        return self._render(self._template, context)


class _File(StringIO):
    """A file that is written when it is whole, unless it is there already."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self._path = Path(path)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            atomic.write_if_changed(self._path, self.getvalue(), durable=False)


def _by_children(output_path: str, settings: dict[str, Any]) -> Iterator[Rendered | None]:
    generators = [one for one in settings[GENERATORS] if isinstance(one, ArticlesGenerator | PagesGenerator)]
    if (children := cores()) == 1 or len(generators[0].context["generated_content"]) <= FEW:
        return repeat(None)

    def share(number: int, send: Callable[[Rendered | None], None]) -> None:
        writer = Child(output_path, settings, cycle(number == turn for turn in range(children)), send)
        with ExitStack() as stack:
            for signal in (signals.content_written, signals.article_writer_finalized, signals.page_writer_finalized):
                stack.enter_context(signal.muted())
            for generator in generators:
                generator.generate_output(writer)

    return dealt(share, children)


def _quietly(template: Template, context: Context) -> str | None:
    """The page, or nothing if there is something to say about it: the parent renders it again, and says it."""
    try:
        with listening() as heard:
            html = template.render(context)
    except Exception:  # noqa: BLE001  whatever it is, the parent meets it, too
        return None
    return None if heard else html
