"""Markdown of an article as HTML, as Pelican makes it, for other systems."""

from __future__ import annotations

from functools import cache
from typing import Any

from markdown import Markdown

from .shortcodes import protect

EXTENSIONS: dict[str, dict[str, Any]] = {
    "markdown.extensions.extra": {},
    "markdown.extensions.tables": {"use_align_attribute": True},
    "markdown.extensions.toc": {"permalink": False},
}
"""Those of the site's settings, but for ``meta``, which reads a file's header, and ``codehilite``, which replaces the
language of code by its colours."""


def render(markdown: str) -> str:
    """The HTML of an article's body."""
    return _markdown().reset().convert(markdown)


def export_body(markdown: str) -> str:
    """The body of an article for a WordPress export: one block of HTML, so that WordPress makes no paragraphs of its
    lines, and runs no shortcode that is only written about."""
    return f"<!-- wp:html -->\n{protect(render(markdown))}\n<!-- /wp:html -->" if markdown else ""


@cache
def _markdown() -> Markdown:
    return Markdown(extensions=[*EXTENSIONS], extension_configs=EXTENSIONS, output_format="html")
