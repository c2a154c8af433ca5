"""Where Pelican calls: the only module that knows its signals."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pelican import Pelican, signals
from pelican.contents import Article, Content, Page
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator
from pelican.readers import MarkdownReader as PelicansReader
from pelican.readers import Readers
from pelican.utils import file_suffix

from . import headers
from .carried import BAR, BUILD, CACHE, GENERATORS, REDIRECTS, WRITER
from .filed import file
from .neighbours import introduce, neighbours, number
from .outline import outline
from .pictures import measure
from .reader import MarkdownReader
from .related import relate
from .settings import use_defaults

if TYPE_CHECKING:  # what a build that ends at once need not import
    from .build import Build
    from .writer import Writer

TEMPLATES = Path(__file__).with_name("templates")
"""Go before the theme's, and after those that somebody has put before it."""


def check_settings(pelican: Pelican) -> None:
    """Fill in defaults; a wrong value stops Pelican with the setting's name."""
    from .buildcache import BuildCache
    from .progress import Bar

    use_defaults(pelican.settings)
    pelican.settings[BAR] = Bar()
    pelican.settings["THEME_TEMPLATES_OVERRIDES"] = [*pelican.settings["THEME_TEMPLATES_OVERRIDES"], str(TEMPLATES)]
    path = pelican.settings["BUILD_CACHE"]
    pelican.settings[CACHE] = BuildCache(Path(path)) if path else None


def read_markdown_once(readers: Readers) -> None:
    """Where Pelican would read Markdown itself, what was read before is not read again."""
    for suffix, reader in readers.reader_classes.items():
        if reader is PelicansReader and readers.settings[CACHE] is not None:
            readers.reader_classes[suffix] = MarkdownReader


def read_articles_ahead(generator: ArticlesGenerator) -> None:
    """Before Pelican reads them, one after the other."""
    settings = generator.settings
    _read_ahead(generator, settings["ARTICLE_PATHS"], settings["ARTICLE_EXCLUDES"])


def read_pages_ahead(generator: PagesGenerator) -> None:
    """The same."""
    _read_ahead(generator, generator.settings["PAGE_PATHS"], generator.settings["PAGE_EXCLUDES"])


def hide_draft(content: Content) -> None:
    """Where drafts are not built, none is: not even one that names a file of its own."""
    if getattr(content, "status", "") == "draft" and not content.settings["DRAFT_SAVE_AS"]:
        content.override_save_as = ""


def measure_pictures(content: Content) -> None:
    """Every text has pictures with sizes, and an ``outline``; the files that are copied have neither."""
    if isinstance(content, Article | Page):
        measure(content)
        content.outline = outline(content._content or "")


def attach_to_articles(generator: ArticlesGenerator) -> None:
    """Every article, draft and hidden article gets ``comments``, ``comment_count``, ``comment_section`` and
    ``comment_link``, before anything is written."""
    from .build import Build

    build = generator.settings[BUILD] = Build(generator.settings)
    build.attach_to_articles(
        [
            *(*generator.articles, *generator.translations),
            *(*generator.hidden_articles, *generator.hidden_translations),
            *(*generator.drafts, *generator.drafts_translations),
        ]
    )


def introduce_neighbours(generator: ArticlesGenerator) -> None:
    """Every listed article gets ``newer``, ``older`` and ``parts``, as far as there are such, and ``related``."""
    said = neighbours(generator.articles)
    introduce(generator.articles, said)
    relate(generator.articles, said)
    number(generator.articles)


def attach_to_pages(generator: PagesGenerator) -> None:
    """The same for pages, as far as they take part; Pelican reads them after the articles."""
    build = _build(generator.settings)
    build.attach_to_pages(
        [
            *(*generator.pages, *generator.translations),
            *(*generator.hidden_pages, *generator.hidden_translations),
            *(*generator.draft_pages, *generator.draft_translations),
        ]
    )
    build.warn()


def remember_generators(generators: list[Generator]) -> None:
    """For the children, that let them write as the parent does."""
    generators[0].settings[GENERATORS] = generators


def write_on_all_cores(pelican: Pelican) -> type[Writer] | None:
    """With our writer, unless nothing is to be kept."""
    from .writer import Writer

    return None if pelican.settings[CACHE] is None else Writer


def read_redirects(generators: list[Generator]) -> None:
    """Before anything is written: a broken map stops a build that errors are fatal to."""
    from .redirects import Redirects

    settings, contents = generators[0].settings, generators[0].context["generated_content"].values()
    public = [content for content in contents if content and content.status != "draft"]
    public.sort(key=lambda content: (isinstance(content, Page), not content.in_default_lang))
    settings[REDIRECTS] = Redirects(settings, public)
    settings[REDIRECTS].read()


def write_feeds(generator: ArticlesGenerator, writer: Writer) -> None:
    """The feeds of comments stand beside Pelican's own."""
    _build(generator.settings).write_feeds()


def keep_pages(generator: PagesGenerator, writer: Writer) -> None:
    """When the last page that children render is written."""
    from .writer import Writer

    if isinstance(writer, Writer):
        writer.keep()
        generator.settings[WRITER] = writer


def write_rest(pelican: Pelican) -> None:
    """Last of all, when every page is there to be looked at, and no other."""
    settings, build = pelican.settings, _build(pelican.settings)
    build.write_stylesheet()
    # Each page has a policy of its own, and both hold: so none but the search page may run what this one lets it.
    headers.write(build.output, settings["SEARCH_POLICY" if settings["SEARCH"] else "SECURITY_POLICY"])
    if writer := settings.get(WRITER):
        _leave_nothing_over(settings, {*writer.names(), *build.written, *headers.SNIPPETS})
    else:
        settings[REDIRECTS].write()
    build.write_index()
    build.catch_up()


def _leave_nothing_over(settings: dict[str, Any], written: set[str]) -> None:
    """Redirects may take the places of what was left by earlier builds."""
    from .leftovers import Leftovers, copied

    leftovers = Leftovers(settings[CACHE], Path(settings["OUTPUT_PATH"]))
    written.update(copied(settings[GENERATORS]))
    leftovers.remove(written | settings[REDIRECTS].write(leftovers.names(written)))


def _read_ahead(generator: Generator, folders: list[str], excluded: list[str]) -> None:
    files = sorted(generator.get_files(folders, exclude=excluded))
    for suffix, reader in generator.readers.readers.items():
        if isinstance(reader, MarkdownReader):
            reader.read_ahead([f"{generator.path}/{file}" for file in files if file_suffix(file) == suffix])


def _build(settings: dict[str, Any]) -> Build:
    build: Build = settings[BUILD]
    return build


HANDLERS = (
    (signals.initialized, check_settings),
    (signals.readers_init, read_markdown_once),
    (signals.article_generator_init, read_articles_ahead),
    (signals.page_generator_init, read_pages_ahead),
    (signals.content_object_init, hide_draft),
    (signals.content_object_init, measure_pictures),
    (signals.article_generator_finalized, attach_to_articles),
    (signals.article_generator_finalized, introduce_neighbours),
    (signals.article_generator_finalized, file),
    (signals.page_generator_finalized, attach_to_pages),
    (signals.all_generators_finalized, read_redirects),
    (signals.all_generators_finalized, remember_generators),
    (signals.get_writer, write_on_all_cores),
    (signals.article_writer_finalized, write_feeds),
    (signals.page_writer_finalized, keep_pages),
    (signals.finalized, write_rest),
)


def register() -> None:
    """Connect every handler. Tests disconnect them by the same table."""
    for signal, handler in HANDLERS:
        signal.connect(handler)
