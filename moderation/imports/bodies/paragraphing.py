"""Paragraphs and line breaks of a post written without the block editor, as WordPress shows them.

WordPress (``wpautop``) rewrites the text with regular expressions. Here it is done in the tree, where a line break in a
tag or in code is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from .htmlelements import PREFORMATTED, TABLE_PARTS
from .htmltree import Element, Node, is_block

# Spaces are looked at from their beginning only: from each of them on would take quadratic time.
_BLANK_LINES = re.compile(r"(?<![ \t])[ \t]*\n[ \t]*(?:\n[ \t]*)+")
_LINE_END = re.compile(r"(?<![ \t])[ \t]*\n[ \t]*")
_ADDRESS = re.compile(r"\s*(https?://[^\s<>\"]+)\s*\Z", re.IGNORECASE)

_OF_PARAGRAPHS = frozenset({"", "article", "aside", "blockquote", "center", "details", "div", "main", "section"})
_OF_ELEMENTS = TABLE_PARTS - {"td", "th", "caption"} | {"table", "ul", "ol", "dl", "select", "object", "video", "audio"}
_LINKABLE = _OF_PARAGRAPHS | {"p", "figure", "li", "td", "th", "dd", "dt"}


def make_paragraphs(node: Element) -> None:
    """Blank lines become paragraphs and line ends ``<br>``, but not in ``<pre>``."""
    if node.name in PREFORMATTED or node.name in _OF_ELEMENTS - {"table", "ul", "ol", "dl"} - TABLE_PARTS:
        return
    for child in node.children:
        if isinstance(child, Element):
            make_paragraphs(child)
    if node.name not in _OF_ELEMENTS and node.name != "p":
        node.children = [*_content(node)]


def link_addresses(node: Element) -> None:
    """An address on a line of its own, which WordPress replaces by what it finds there, becomes a link."""
    for child in node.children:
        if isinstance(child, Element) and child.name != "a" and child.name not in PREFORMATTED:
            link_addresses(child)
    if node.name in _LINKABLE:
        node.children = linked(node.children)


def linked(nodes: Iterable[Node]) -> list[Node]:
    """The nodes with a link where a line is nothing but an address."""
    return [node for border, line in groupby(nodes, _ends_line) for node in (line if border else _linked([*line]))]


def link(address: str) -> Element:
    """A link that shows where it leads to."""
    return Element("a", {"href": address}, [address])


def _ends_line(node: Node) -> bool:
    return is_block(node) or (isinstance(node, Element) and node.name == "br")


def _linked(line: list[Node]) -> list[Node]:
    match = _ADDRESS.match(line[0]) if len(line) == 1 and isinstance(line[0], str) else None
    return [link(match.group(1))] if match else line


def _content(node: Element) -> Iterator[Node]:
    """What stands in an element, with paragraphs and line breaks."""
    if not is_block(node) and node.name:
        yield from _lines_inside(node.children)
        return
    for block, nodes in groupby(node.children, is_block):
        if block:
            for child in nodes:
                yield from _paragraphs(child) if isinstance(child, Element) and child.name == "p" else [child]
            continue
        chunks = [*_chunks(nodes)]
        if node.name in _OF_PARAGRAPHS or len(chunks) > 1:
            yield from (Element("p", {}, chunk) for chunk in chunks)
        else:
            yield from (child for chunk in chunks for child in chunk)


def _lines_inside(nodes: list[Node]) -> Iterator[Node]:
    """The nodes of emphasis or a link: a line end at its border is only a space."""
    for place, node in enumerate(nodes):
        lines = _LINE_END.split(node) if isinstance(node, str) else [node]
        at_border = (place == 0 and not lines[0]), (place == len(nodes) - 1 and not lines[-1])
        for index, line in enumerate(lines):
            if index:
                only_space = (at_border[0] and index == 1) or (at_border[1] and index == len(lines) - 1)
                yield " " if only_space else Element("br")
            if line:
                yield line


def _paragraphs(paragraph: Element) -> Iterator[Element]:
    for block, nodes in groupby(paragraph.children, is_block):
        for chunk in [[*nodes]] if block else _chunks(nodes):
            yield Element("p", paragraph.attributes, chunk)


def _chunks(nodes: Iterable[Node]) -> Iterator[list[Node]]:
    """The nodes, in parts: a blank line, or two ``<br>``, divides them."""
    chunk: list[Node] = []
    for node in _text_joined(nodes):
        first, *rest = _BLANK_LINES.split(node) if isinstance(node, str) else [node]
        chunk.append(first)
        for part in rest:
            yield from _lines(chunk)
            chunk = [part]
    yield from _lines(chunk)


def _text_joined(nodes: Iterable[Node]) -> list[Node]:
    """The nodes with each ``<br>`` as the line end that it is, and no two texts side by side."""
    joined: list[Node] = []
    after_break = False
    for node in nodes:
        is_break = isinstance(node, Element) and node.name == "br"
        text = "\n" if is_break else node
        if after_break and isinstance(text, str) and not is_break:
            text = re.sub(r"\A[ \t]*\n", "", text)
        after_break = is_break
        if isinstance(text, str) and joined and isinstance(joined[-1], str):
            joined[-1] += text
        else:
            joined.append(text)
    return joined


def _lines(chunk: list[Node]) -> Iterator[list[Node]]:
    """The chunk with its line ends as ``<br>``; nothing if there is nothing in it."""
    if isinstance(chunk[0], str):
        chunk[0] = chunk[0].lstrip(" \t\n")
    if isinstance(chunk[-1], str):
        chunk[-1] = chunk[-1].rstrip(" \t\n")
    lines: list[Node] = []
    for node in chunk:
        for index, line in enumerate(_LINE_END.split(node) if isinstance(node, str) else [node]):
            lines += [Element("br")] if index else []
            lines += [line] if line else []
    if lines:
        yield lines
