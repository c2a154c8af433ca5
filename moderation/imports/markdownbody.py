"""Blocks in normal form as Markdown that Python-Markdown reads as these blocks; or as HTML, where it would not.

Nothing is believed: what has been written is rendered and compared. A block that does not come back as it was stays
HTML. So a quirk of either library costs a block its Markdown, never its text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bs4 import BeautifulSoup, Tag

from .htmltree import Element, parse
from .htmlwriting import write
from .markdownconverter import Converter
from .normalform import normal, raw
from .rendering import render

LONGEST = 20_000
"""Characters of a block's HTML. Python-Markdown's time grows with the square of a paragraph's length."""

_SEPARATOR = "<!-- -->"
_LISTS = frozenset({"ul", "ol"})
_converter = Converter()


def write_markdown(blocks: Sequence[Element]) -> str:
    """The blocks as Markdown."""
    written = _written(blocks)
    if reads_as(_joined(written, blocks), blocks):
        return _joined(written, blocks)
    pairs = [(text, block) if reads_as(text, [block]) else _raw(block) for text, block in zip(written, blocks, strict=True)]
    return _joined([text for text, _ in pairs], [block for _, block in pairs])


def reads_as(markdown: str, blocks: Sequence[Element]) -> bool:
    """Whether Python-Markdown makes these blocks of it."""
    root, _ = parse(render(markdown))
    return normal(root) == [*blocks]


def _raw(block: Element) -> tuple[str, Element]:
    kept = raw(block)
    return write(kept), kept


def _written(blocks: Sequence[Element]) -> list[str]:
    """Each block on its own. All of them are parsed at once, which is what takes the time."""
    html = [write(block) for block in blocks]
    kept = [block.raw or (block.name != "pre" and len(text) > LONGEST) for block, text in zip(blocks, html, strict=True)]
    soup = BeautifulSoup("".join(text for text, is_kept in zip(html, kept, strict=True) if not is_kept) + "\n", "html.parser")
    tags = (tag for tag in soup.contents if isinstance(tag, Tag))
    return [text if is_kept else _converter.block(next(tags)) for text, is_kept in zip(html, kept, strict=True)]


def _joined(written: Iterable[str], blocks: Sequence[Element]) -> str:
    """The blocks with a blank line between them, and a comment where Markdown would make one list or quotation of two."""
    parts: list[str] = []
    before = None
    for text, block in zip(written, blocks, strict=True):
        if before and not before.raw and not block.raw and _would_merge(before, block):
            parts.append(_SEPARATOR)
        parts.append(text)
        before = block
    return "\n\n".join(parts)


def _would_merge(first: Element, second: Element) -> bool:
    return {first.name, second.name} <= _LISTS or first.name == second.name == "blockquote"
