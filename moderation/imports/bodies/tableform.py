"""Tables that Markdown can say: a row of headings, rows of cells, and a line in each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from .htmltree import Element, Node

Blocks = Callable[[Iterable[Node]], Iterable[Element]]

_SECTIONS = frozenset({"thead", "tbody", "tfoot"})
_SPANS = frozenset({"colspan", "rowspan"})


def plain_table(table: Element, blocks: Blocks) -> Element | None:
    """The table in normal form; None if a cell spans others or holds blocks, or if it has no row of headings."""
    rows = [*_rows(table)]
    if len(rows) < 2 or not _is_headed(table, rows):
        return None
    contents = [[_line(cell, blocks) for cell in row] for row in rows]
    lines = [[line for line in row if line is not None] for row in contents]
    if any(len(row) != len(rows[0]) for row in lines):
        return None
    head, *body = lines
    return Element("table", {}, [_section("thead", "th", [head]), _section("tbody", "td", body)])


def _rows(node: Element) -> Iterator[list[Element]]:
    """The cells of each row; what stands outside of them makes a row without any."""
    for child in node.children:
        if isinstance(child, str):
            yield from [[]] if child.strip() else []
        elif child.name in _SECTIONS:
            yield from _rows(child)
        else:
            cells = [cell for cell in child.children if isinstance(cell, Element) or cell.strip()]
            proper = [cell for cell in cells if isinstance(cell, Element) and cell.name in ("td", "th")]
            yield proper if child.name == "tr" and len(proper) == len(cells) else []


def _is_headed(table: Element, rows: list[list[Element]]) -> bool:
    in_head = any(isinstance(child, Element) and child.name == "thead" for child in table.children)
    headed = bool(rows[0]) and (in_head or all(cell.name == "th" for cell in rows[0]))
    return headed and all(cell.name == "td" for row in rows[1:] for cell in row)


def _line(cell: Element, blocks: Blocks) -> list[Node] | None:
    """What the cell shows, if that can stand on one line."""
    content = [*blocks(cell.children)]
    if len(content) > 1 or any(block.name != "p" or block.raw for block in content) or _SPANS & cell.attributes.keys():
        return None
    return content[0].children if content else []


def _section(name: str, cell: str, rows: list[list[list[Node]]]) -> Element:
    return Element(name, {}, [Element("tr", {}, [Element(cell, {}, line) for line in row]) for row in rows])
