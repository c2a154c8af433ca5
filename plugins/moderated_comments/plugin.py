"""Where Pelican calls: the only module that knows its signals."""

from __future__ import annotations

from typing import Any

from pelican import Pelican, signals
from pelican.generators import ArticlesGenerator
from pelican.writers import Writer

from .build import Build
from .settings import use_defaults

BUILD = "COMMENTS_BUILD"
"""Where the settings carry the build: they are the one thing all signals of a run share."""


def check_settings(pelican: Pelican) -> None:
    """Fill in defaults; a wrong value stops Pelican with the setting's name."""
    use_defaults(pelican.settings)


def attach_comments(generator: ArticlesGenerator) -> None:
    """Every article, draft and hidden article gets ``comments``, ``comment_count``, ``comment_section`` and
    ``comment_link``, before anything is written."""
    build = Build(generator.settings)
    build.attach([*generator.articles, *generator.translations], listed=True)
    build.attach([*generator.hidden_articles, *generator.hidden_translations], listed=False)
    build.attach([*generator.drafts, *generator.drafts_translations], listed=False)
    build.warn()
    generator.settings[BUILD] = build


def write_feeds(generator: ArticlesGenerator, writer: Writer) -> None:
    """The feeds of comments stand beside Pelican's own."""
    _build(generator.settings).write_feeds()


def write_index(pelican: Pelican) -> None:
    """Last of all, when every page is there to be looked at."""
    build = _build(pelican.settings)
    build.write_index()
    build.catch_up()


def _build(settings: dict[str, Any]) -> Build:
    build: Build = settings[BUILD]
    return build


HANDLERS = (
    (signals.initialized, check_settings),
    (signals.article_generator_finalized, attach_comments),
    (signals.article_writer_finalized, write_feeds),
    (signals.finalized, write_index),
)


def register() -> None:
    """Connect every handler. Tests disconnect them by the same table."""
    for signal, handler in HANDLERS:
        signal.connect(handler)
