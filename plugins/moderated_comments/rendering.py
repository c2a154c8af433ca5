"""Pages rendered by children, each of which lets Pelican's generators write as the parent does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from io import StringIO
from itertools import chain, cycle, islice, repeat
from typing import Any, NamedTuple

from jinja2 import Template
from pelican import signals, writers
from pelican.generators import ArticlesGenerator, PagesGenerator

from .builtpages import BuiltPages
from .carried import BAR, CACHE, GENERATORS
from .children import cores, dealt
from .listening import listening
from .pagekeys import PageKeys

FEW = 32
"""So many articles and pages are rendered sooner than children are forked."""

Context = dict[str, Any]


class Rendered(NamedTuple):
    """What a child did for a page, by its file and its template: nothing, unless there is a key or HTML."""

    name: str
    template: str | None
    key: str = ""
    """Empty if nobody can tell on what the page depends."""
    html: str | None = None
    """None with a key: the page is there already."""


class Rendering(writers.Writer):  # type: ignore[misc]  # Pelican is untyped
    """Pelican's own writer, that asks ``render`` for the text of each page."""

    def write_file(self, name: str, template: Template, *rest: Any, **more: Any) -> None:
        """As Pelican's."""
        super().write_file(name, _Asking(template, self.render), *rest, **more)

    def render(self, template: Template, context: Context) -> str:
        """What to write."""
        raise NotImplementedError


class Child(Rendering):
    """Sends the pages whose turn it is, and writes nothing."""

    def __init__(
        self, keys: PageKeys, pages: BuiltPages, turns: Iterator[bool], send: Callable[[Rendered], None]
    ) -> None:
        super().__init__(keys.settings["OUTPUT_PATH"], settings=keys.settings)
        self._keys = keys
        self._pages = pages
        self._turns = turns
        self._send = send
        self._is_alone = False
        """Whether what is written now is a single page, whose turn it is already."""

    def write_feed(self, *_: Any, **__: Any) -> None:
        """Nothing."""

    def write_file(self, name: str, *rest: Any, template_name: str | None = None, **more: Any) -> None:
        """Nothing for a page that is another child's: what Pelican does to have it rendered takes long enough."""
        self._is_alone = template_name not in self.settings["PAGINATED_TEMPLATES"]
        if name and (not self._is_alone or next(self._turns)):
            super().write_file(name, *rest, template_name=template_name, **more)

    def render(self, template: Template, context: Context) -> str:
        """Nothing: it is not written here."""
        if self._is_alone or next(self._turns):
            self._send(self._rendered(template, context))
        return ""

    def _rendered(self, template: Template, context: Context) -> Rendered:
        """What there is something to say about, the parent renders again, and says it."""
        page = Rendered(context["output_file"], template.name)
        try:
            with listening() as heard:
                key = self._keys.key(template, context)
                html = None if self._pages.has(page.name, key) else template.render(context)
        except Exception:  # noqa: BLE001  whatever it is, the parent meets it, too
            return page
        return page if heard else page._replace(key=key, html=html)

    def _open_w(self, *_: Any, **__: Any) -> StringIO:
        return StringIO()


def rendered(settings: dict[str, Any], pages: BuiltPages) -> Iterator[Rendered | None]:
    """What children do for the pages of articles and pages, in order, until they end."""
    generators = [one for one in settings[GENERATORS] if isinstance(one, ArticlesGenerator | PagesGenerator)]
    children = cores()
    if not children or len(generators[0].context["generated_content"]) <= FEW:
        return repeat(None)
    keys = PageKeys(settings)

    def share(number: int, send: Callable[[Rendered | None], None]) -> None:
        writer = Child(keys, pages, cycle(number == turn for turn in range(children)), send)
        with ExitStack() as stack:
            for signal in (signals.content_written, signals.article_writer_finalized, signals.page_writer_finalized):
                stack.enter_context(signal.muted())
            for generator in generators:
                generator.generate_output(writer)

    settings[CACHE].rest()
    made, contents = dealt(share, children), len(generators[0].context["generated_content"])
    return chain(settings[BAR].over(islice(made, contents), "Writing", contents), made)  # and then lists


class _Asking:
    """Stands in for a template."""

    def __init__(self, template: Template, render: Callable[[Template, Context], str]) -> None:
        self._template = template
        self._render = render

    def render(self, context: Context) -> str:
        return self._render(self._template, context)
