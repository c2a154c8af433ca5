"""The blocks of a body, reduced to what Markdown can say; what it cannot say is marked to stay HTML.

Normal means: two bodies that Markdown would write the same are equal, and the normal form of what Markdown makes of
such a body is that body. This is what makes import, export and import again come out where they began.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from markdown.extensions.toc import slugify

from .codeblock import code_block
from .htmlelements import PREFORMATTED, TRANSPARENT
from .htmltree import Element, Node, is_block, text_of
from .inlineform import inline, is_kept, is_visible, merged, trimmed
from .paragraphing import linked

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def normal(root: Element) -> list[Element]:
    """The blocks of the tree in normal form."""
    return [*_blocks(root.children)]


def _blocks(nodes: Iterable[Node]) -> Iterator[Element]:
    for blocks, group in groupby(nodes, is_block):
        if not blocks:
            yield from _paragraph(group)
            continue
        for node in group:
            if isinstance(node, Element):
                yield from _block(node)


def _block(node: Element) -> Iterator[Element]:
    if node.name == "figure" and not any(_is(child, "figcaption") for child in node.children):
        yield from _blocks(node.children) if not is_kept(node) else [raw(node)]
    elif is_kept(node, but=("id",) if node.name in _HEADINGS else ()):
        yield raw(node)
    elif node.name in TRANSPARENT or node.name == "p":
        yield from _blocks(node.children)
    elif make := _FORMS.get(node.name):
        yield from make(node)
    else:
        yield raw(node)


def raw(node: Element) -> Element:
    """The element as HTML that Python-Markdown leaves alone: a block, with no more spaces than can be seen."""
    squeezed = _squeezed(node)
    if is_block(Element(node.name)):
        squeezed.raw = True
        return squeezed
    return Element("div", {}, [squeezed], raw=True)


def _squeezed(node: Element) -> Element:
    if node.name in PREFORMATTED:
        text = [_lines(child) if isinstance(child, str) else _squeezed(child) for child in node.children]
        return Element(node.name, node.attributes, _joined(text))
    children: list[Node] = []
    for blocks, group in groupby(node.children, is_block):
        nodes = merged(_squeezed(child) if isinstance(child, Element) else child for child in group)
        children += nodes if blocks or not is_block(node) else trimmed(nodes)
    return Element(node.name, node.attributes, children)


def _joined(nodes: Iterable[Node]) -> list[Node]:
    """The nodes with no two texts side by side."""
    joined: list[Node] = []
    for node in nodes:
        if isinstance(node, str) and joined and isinstance(joined[-1], str):
            joined[-1] += node
        elif node:
            joined.append(node)
    return joined


def _lines(text: str) -> str:
    return re.sub(r"(?m)^ +$", "", text.expandtabs(4))


def _is(node: Node, name: str) -> bool:
    return isinstance(node, Element) and node.name == name


def _paragraph(nodes: Iterable[Node]) -> Iterator[Element]:
    content = linked(inline(nodes))
    if any(map(is_visible, content)):
        yield Element("p", {}, content)


def _heading(node: Element) -> Iterator[Element]:
    """A heading; the anchor that Python-Markdown makes of its words by itself is left out."""
    content = inline(node.children)
    if any(map(is_block, node.children)) or any(_is(child, "br") for child in content):
        yield raw(node)
    elif any(map(is_visible, content)):
        anchor = node.attributes.get("id") or ""
        own = slugify(text_of(node).replace("\n", ""), "-")
        implied = re.fullmatch(rf"{re.escape(own)}(?:_[0-9]+)?", anchor) or not anchor
        plain = re.fullmatch(r"[\w-]+", anchor)
        heading = Element(node.name, {} if implied else {"id": anchor}, content)
        yield heading if implied or plain else raw(node)


def _quote(node: Element) -> Iterator[Element]:
    blocks = [*_blocks(node.children)]
    if any(block.raw for block in blocks):
        yield raw(node)
    elif blocks:
        yield Element("blockquote", {}, [*blocks])


def _list(node: Element) -> Iterator[Element]:
    """A list whose items hold a line and maybe more lists, or blocks, all of them."""
    items = [*_items(node)]
    if not all(items) or any(block.raw for item in items for block in item) or set(node.attributes) & {"start", "type", "reversed"}:
        yield raw(node)
    elif items:
        tight = all(item[0].name == "p" and all(block.name in ("ul", "ol") for block in item[1:]) for item in items)
        yield Element(node.name, {}, [Element("li", {}, _opened(item) if tight else [*item]) for item in items])


def _opened(item: list[Element]) -> list[Node]:
    return [*item[0].children, *item[1:]]


def _items(node: Element) -> Iterator[list[Element]]:
    """The blocks of each item. A list between items belongs to the one before it; anything else there is in none."""
    item: list[Element] = []
    for child in node.children:
        if isinstance(child, str) and not child.strip():
            continue
        if item and isinstance(child, Element) and child.name in ("ul", "ol"):
            item += _blocks([child])
            continue
        item = [*_blocks(child.children)] if isinstance(child, Element) and child.name == "li" else []
        if item or not isinstance(child, Element) or child.name != "li":
            yield item


def _rule(node: Element) -> Iterator[Element]:
    yield Element("hr")


def _code(node: Element) -> Iterator[Element]:
    block = code_block(node)
    if block is None:
        yield raw(node)
    elif text_of(block):
        yield block


def _table(node: Element) -> Iterator[Element]:
    """A table of a row of headings and rows of cells, none of which spans others or holds blocks."""
    rows = [*_rows(node)]
    cells = [[_cell(cell) for cell in row] for row in rows]
    regular = len(rows) > 1 and all(len(row) == len(rows[0]) and None not in row for row in cells)
    if not regular or not _is_headed(node, rows):
        yield raw(node)
        return
    head, *body = [Element("tr", {}, [Element("td", {}, cell or []) for cell in row]) for row in cells]
    for cell in head.children:
        if isinstance(cell, Element):
            cell.name = "th"
    yield Element("table", {}, [Element("thead", {}, [head]), Element("tbody", {}, [*body])])


def _rows(node: Element) -> Iterator[list[Element]]:
    for child in node.children:
        if isinstance(child, Element):
            if child.name == "tr":
                yield [cell for cell in child.children if isinstance(cell, Element)]
            else:
                yield from _rows(child) if child.name in ("thead", "tbody", "tfoot") else [[child]]


def _is_headed(node: Element, rows: list[list[Element]]) -> bool:
    head = next((child for child in node.children if _is(child, "thead")), None)
    first = {cell.name for cell in rows[0]}
    return (first == {"th"} or (head is not None and first <= {"th", "td"})) and all(
        cell.name == "td" for row in rows[1:] for cell in row
    )


def _cell(cell: Element) -> list[Node] | None:
    """What the cell shows, if that can stand on one line."""
    blocks = [*_blocks(cell.children)]
    if len(blocks) > 1 or any(block.name != "p" for block in blocks) or set(cell.attributes) & {"colspan", "rowspan"}:
        return None
    return blocks[0].children if blocks else []


_FORMS = {
    **dict.fromkeys(_HEADINGS, _heading),
    "blockquote": _quote,
    "ul": _list,
    "ol": _list,
    "hr": _rule,
    "pre": _code,
    "table": _table,
}
