"""A tree as HTML text: the same tree again for whoever parses it, Python-Markdown included."""

from __future__ import annotations

from .htmlelements import BLOCKS, PREFORMATTED, VOID
from .htmltree import Element, Node

SPACE = " \t\n\r\f"
"""What HTML calls white space: not the no-break space."""


def write(node: Node) -> str:
    """The node as HTML, each block on a line of its own."""
    return _written(node, lines=True)


def _written(node: Node, *, lines: bool) -> str:
    if isinstance(node, str):
        return escaped(node)
    lines = lines and node.name not in PREFORMATTED
    inside = _lines(node) if lines else "".join(_written(child, lines=False) for child in node.children)
    if not node.name:
        return inside.strip("\n")
    if node.name in VOID:
        return f"<{node.name}{attributes(node)}>"
    if node.name in PREFORMATTED and inside.startswith("\n"):
        inside = f"\n{inside}"  # parsers skip the first one
    return f"<{node.name}{attributes(node)}>{inside}</{node.name}>"


def _lines(node: Element) -> str:
    """What is in the element. Next to a block white space shows nothing: one line break takes its place."""
    parts = ""
    after_block = False
    for child in node.children:
        text = _written(child, lines=True)
        is_block = isinstance(child, Element) and child.name in BLOCKS
        if isinstance(child, str) and after_block:
            text = text.lstrip(SPACE)
        if is_block:
            parts = parts.rstrip(SPACE)
        if text:
            parts += f"\n{text}" if is_block or after_block else text
            after_block = is_block
    return f"{parts}\n" if after_block else parts


def attributes(node: Element) -> str:
    """The attributes of a start tag, each after a space."""
    return "".join(
        f' {name}="{escaped(value).replace(chr(34), "&quot;")}"' if value else f" {name}"
        for name, value in node.attributes.items()
    )


def escaped(text: str) -> str:
    """The text for HTML. A fence of code would be taken for one by Python-Markdown, wherever it stands."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\xa0", "&nbsp;")
    return text.replace("```", "&#96;``").replace("~~~", "&#126;~~")
