"""The blocks of a body, reduced to what Markdown can say; what it cannot say is marked to stay HTML.

Normal means: two bodies that Markdown would write the same are equal, and the normal form of what Markdown makes of
such a body is that body. This is what makes import, export and import again come out where they began.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from markdown.extensions.toc import slugify

from .codeblock import code_block, without_tabs
from .htmlelements import BLOCKS, PREFORMATTED, TRANSPARENT
from .htmltree import Element, Node, is_block, text_of
from .inlineform import inline, is_kept, is_visible, merged
from .listform import plain_list
from .paragraphing import linked
from .tableform import plain_table

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def normal(root: Element) -> list[Element]:
    """The blocks of the tree in normal form."""
    return [*_blocks(root.children)]


def _blocks(nodes: Iterable[Node]) -> Iterator[Element]:
    for blocks, group in groupby(nodes, _is_border):
        if blocks:
            for node in group:
                yield from _block(node) if isinstance(node, Element) else ()
            continue
        run = [*group]
        if not any(map(is_block, run)):
            yield from _paragraph(run)
        elif any(map(_is_opened, run)):
            yield from _blocks(_opened(run))
        else:  # a link around a heading
            yield raw(Element("div", {}, run))


def _opened(nodes: Iterable[Node]) -> Iterator[Node]:
    """The nodes with what stands in a ``span`` around blocks instead of it."""
    for node in nodes:
        yield from node.children if isinstance(node, Element) and _is_opened(node) else [node]


def _is_opened(node: Node) -> bool:
    return isinstance(node, Element) and node.name in TRANSPARENT and not is_kept(node) and is_block(node)


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
        return _preformatted(node)
    children = merged(_squeezed(child) if isinstance(child, Element) else child for child in node.children)
    inner: list[Node] = []
    for before, child, after in zip([None, *children], children, [*children[1:], None], strict=False):
        if isinstance(child, str):
            child = child.lstrip(" ") if _is_border(before or node) else child
            child = child.rstrip(" ") if _is_border(after or node) else child
        inner += [child] if child else []
    return Element(node.name, node.attributes, inner)


def _is_border(node: Node) -> bool:
    """Whether a space next to it, or at its edge, shows nothing."""
    return isinstance(node, Element) and node.name in BLOCKS


def _preformatted(node: Element) -> Element:
    """The element with its spaces and lines, as far as Python-Markdown leaves them alone."""
    children: list[Node] = []
    for child in node.children:
        kept = _preformatted(child) if isinstance(child, Element) else without_tabs(child)
        if isinstance(kept, str) and children and isinstance(children[-1], str):
            children[-1] += kept
        elif kept:
            children.append(kept)
    return Element(node.name, node.attributes, children)


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
    plain = plain_list(node, _blocks)
    if plain is None or plain.children:
        yield plain or raw(node)


def _rule(node: Element) -> Iterator[Element]:
    yield Element("hr")


def _code(node: Element) -> Iterator[Element]:
    block = code_block(node)
    if block is None:
        yield raw(node)
    elif text_of(block):
        yield block


def _table(node: Element) -> Iterator[Element]:
    yield plain_table(node, _blocks) or raw(node)


_FORMS = {
    **dict.fromkeys(_HEADINGS, _heading),
    "blockquote": _quote,
    "ul": _list,
    "ol": _list,
    "hr": _rule,
    "pre": _code,
    "table": _table,
}
