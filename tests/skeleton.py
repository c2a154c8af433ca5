"""What HTML is made of, once everything that strangers typed is taken out of it."""

from __future__ import annotations

from collections.abc import Iterator

from justhtml import Element, JustHTML

TYPED = {"href", "value", "data-initials", "data-hue"}
"""The attributes that our templates put typed text into, or what is made of it."""


def parsed(html: str) -> JustHTML:
    """The HTML, a whole page or a part of one, as a browser reads it. Raises where it is not well-formed."""
    return JustHTML(html, fragment=not html.startswith("<!DOCTYPE"), sanitize=False, strict=True)


def skeleton(html: str) -> list[str]:
    """A line for each node of the HTML but text, in order, with all attributes whose values are ours alone.

    What is inside of comments' texts is left out: that is not the templates' to make.
    """
    return list(_in_children(parsed(html).root))


def _in_children(parent: object) -> Iterator[str]:
    for node in getattr(parent, "children", None) or ():
        if isinstance(node, Element):
            yield _tag(node)
            if "e-content" not in (node.attrs.get("class") or "").split():
                yield from _in_children(node)
                yield f"</{node.name}>"
        elif node.name != "#text":
            yield node.name


def _tag(node: Element) -> str:
    shown = (name if name in TYPED else f"{name}={value!r}" for name, value in sorted(node.attrs.items()))
    return " ".join([f"<{node.name}", *shown])
