"""Markdown of an article as HTML, as Pelican makes it, for other systems."""

from __future__ import annotations

from functools import cache
from typing import Any

from markdown import Markdown

from .shortcodes import protect

EXTENSIONS: dict[str, dict[str, Any]] = {
    "markdown.extensions.admonition": {},
    "markdown.extensions.extra": {},
    "markdown.extensions.tables": {"use_align_attribute": True},
    "markdown.extensions.toc": {"permalink": False},
}
"""Those of the site's settings, but for ``meta``, which reads a file's header, and ``codehilite``, which replaces the
language of code by its colours."""


def render(markdown: str) -> str:
    """The HTML of an article's body."""
    return _markdown().reset().convert(markdown)


def block(html: str) -> str:
    """The HTML as one block of WordPress's editor, so that it makes no paragraphs of its lines, and runs no shortcode
    that is only written about."""
    return f"<!-- wp:html -->\n{protect(html)}\n<!-- /wp:html -->" if html else ""


@cache
def _markdown() -> Markdown:
    return Markdown(extensions=[*EXTENSIONS], extension_configs=EXTENSIONS, output_format="html")
