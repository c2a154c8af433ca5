"""Blocks in normal form as Markdown that Python-Markdown reads as these blocks; or as HTML, where it would not.

Nothing is believed: what has been written is rendered and compared. A block that does not come back as it was stays
HTML. So a quirk of either library costs a block its Markdown, never its text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bs4 import BeautifulSoup, Tag

from .htmltree import Element, parse
from .htmlwriting import write
from .listform import LISTS
from .markdownconverter import Converter
from .normalform import normal, raw
from .rendering import render

LONGEST = 20_000
"""Characters of a block's HTML. Python-Markdown's time grows with the square of a paragraph's length."""
MOST_BLOCKS = 5_000
"""In a body. Its time grows with the square of their number, too."""

_SEPARATOR = "<!-- -->"
_converter = Converter()


def write_markdown(blocks: Sequence[Element]) -> str:
    """The blocks as Markdown. First all of them, then those that come back, at worst none."""
    if len(blocks) > MOST_BLOCKS:
        return write(Element("div", {}, [*blocks]))
    written = _written(blocks)
    text = _joined(written, blocks)
    if reads_as(text, blocks):
        return text
    kept = [block if reads_as(text, [block]) else raw(block) for text, block in zip(written, blocks, strict=True)]
    text = _joined(_written(kept), kept)
    return text if reads_as(text, kept) else _joined(map(write, blocks), [raw(block) for block in blocks])


def reads_as(markdown: str, blocks: Sequence[Element]) -> bool:
    """Whether Python-Markdown makes these blocks of it."""
    root, _ = parse(render(markdown))
    return normal(root) == [*blocks]


def _written(blocks: Sequence[Element]) -> list[str]:
    """Each block on its own. All of them are parsed at once, which is what takes the time."""
    html = [(write(block), block) for block in blocks]
    sayable = [text for text, block in html if _is_sayable(text, block)]
    soup = BeautifulSoup("".join(sayable) + "\n", "html.parser")  # it warns of a lone address, but not on two lines
    tags = (tag for tag in soup.contents if isinstance(tag, Tag))
    return [_converter.block(next(tags)) if _is_sayable(text, block) else text for text, block in html]


def _is_sayable(html: str, block: Element) -> bool:
    return not block.raw and (block.name == "pre" or len(html) <= LONGEST)


def _joined(written: Iterable[str], blocks: Sequence[Element]) -> str:
    """The blocks, a blank line between them, and a comment where Markdown would make one list or quotation of two."""
    parts: list[str] = []
    before = None
    for text, block in zip(written, blocks, strict=True):
        if before and not before.raw and not block.raw and _would_merge(before, block):
            parts.append(_SEPARATOR)
        parts.append(text)
        before = block
    return "\n\n".join(parts)


def _would_merge(first: Element, second: Element) -> bool:
    return {first.name, second.name} <= LISTS or first.name == second.name == "blockquote"
