"""Lists that Markdown can say: their items hold a line and maybe more lists, or blocks, all of them."""

from __future__ import annotations

from collections.abc import Iterator

from .htmltree import Element, Node
from .tableform import Blocks

LISTS = frozenset({"ul", "ol"})
_NUMBERING = frozenset({"start", "type", "reversed"})


def plain_list(node: Element, blocks: Blocks) -> Element | None:
    """The list in normal form; None if it numbers its items its own way, or if something stands between items, or HTML
    in one of them. A list without items is one that shows nothing."""
    items = [*_items(node, blocks)]
    if _NUMBERING & node.attributes.keys() or not all(items) or any(block.raw for item in items for block in item):
        return None
    tight = all(item[0].name == "p" and {block.name for block in item[1:]} <= LISTS for item in items)
    return Element(node.name, {}, [Element("li", {}, _opened(item) if tight else [*item]) for item in items])


def _items(node: Element, blocks: Blocks) -> Iterator[list[Element]]:
    """The blocks of each item that has any. A list between items belongs to the one before, as browsers show it; other
    things between them make an item without blocks."""
    item: list[Element] = []
    for child in node.children:
        if isinstance(child, str):
            yield from [[]] if child.strip() else []
        elif child.name in LISTS and item:
            item += blocks([child])
        elif child.name == "li":
            item = [*blocks(child.children)]
            yield from [item] if item else []
        else:
            yield []


def _opened(item: list[Element]) -> list[Node]:
    return [*item[0].children, *item[1:]]
