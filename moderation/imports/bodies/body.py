"""The body of a WordPress post, as Markdown or as clean HTML.

What WordPress does when it shows a post is done once: shortcodes, paragraphs of lines, links of bare addresses. Then
the tree is written, as HTML, or in normal form as Markdown.
"""

from __future__ import annotations

from dataclasses import dataclass

from .htmltree import Address, Element, parse, without_controls
from .htmlwriting import write
from .markdownbody import write_markdown
from .normalform import normal
from .paragraphing import link_addresses, make_paragraphs
from .shortcodehtml import Gallery
from .shortcodehtml import Image as Image
from .shortcodes import expand


@dataclass(frozen=True, slots=True)
class Body:
    """A body and what an author should look at again."""

    text: str
    unknown: tuple[str, ...]
    """The names of unknown shortcodes, which are left visible."""
    dropped: tuple[str, ...]
    """What has been left out: elements by their name, event handlers by theirs, ``javascript:`` for such addresses."""


def to_markdown(html: str, gallery: Gallery, address: Address) -> Body:
    """The body as Markdown, for the site's own settings of Python-Markdown. What has no form there is HTML."""
    root, unknown, dropped = _cleaned(html, gallery, address)
    return Body(write_markdown(normal(root)), unknown, dropped)


def to_html(html: str, gallery: Gallery, address: Address) -> Body:
    """The body as HTML that shows what WordPress showed."""
    root, unknown, dropped = _cleaned(html, gallery, address)
    return Body(write(root), unknown, dropped)


def _cleaned(html: str, gallery: Gallery, address: Address) -> tuple[Element, tuple[str, ...], tuple[str, ...]]:
    expanded, unknown = expand(without_controls(html), gallery)
    root, dropped = parse(expanded, address)
    if "<!-- wp:" not in html:  # the block editor's paragraphs are there already
        make_paragraphs(root)
    link_addresses(root)
    return root, unknown, dropped
