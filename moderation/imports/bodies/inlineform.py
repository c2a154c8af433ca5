"""The words of a paragraph, reduced to what Markdown can say about words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .htmlelements import TRANSPARENT
from .htmltree import Element, Node, text_of

_SPACES = re.compile(r"[ \t\n]+")
_SAME = {"i": "em", "b": "strong"}
_MEANINGFUL = frozenset({"id", "lang", "dir", "hidden"})
_SEEN = frozenset(["audio", "button", "embed", "img", "input", "meter", "picture", "progress", "select", "svg"])


def is_kept(node: Element, but: Iterable[str] = ()) -> bool:
    """Whether an attribute says more than how it looks, which no Markdown can say."""
    return not _MEANINGFUL.isdisjoint(node.attributes.keys() - {*but}) or bool(
        node.attributes.get("cite") or (node.attributes.get("title") and node.name not in ("a", "img"))
    )


def is_visible(node: Node) -> bool:
    """Whether there is anything to see in it, or an anchor that something may lead to."""
    if isinstance(node, str):
        return bool(node.strip())
    return node.name in _SEEN or bool(node.attributes) or any(is_visible(child) for child in node.children)


def inline(nodes: Iterable[Node]) -> list[Node]:
    """The nodes in normal form: no space or break at the edges, no two texts or like emphases side by side."""
    return _trimmed(merged(_forms(nodes)))


def _forms(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif is_kept(node):
            yield _kept(node)
        elif make := _FORMS.get(node.name):
            yield from make(node)
        elif node.name in TRANSPARENT or node.name == "p":
            yield from _forms(node.children)
        else:
            yield _kept(node)


def _emphasis(node: Element) -> Iterator[Node]:
    name = _SAME.get(node.name, node.name)
    yield from _without_edges(Element(name, {}, merged(_forms(node.children))))


def _nested(name: str, nodes: list[Node]) -> Element:
    """Emphasis of emphasis: ``<b><b>`` is no bolder, and ``***both***`` is read as emphasis in strong emphasis."""
    inner: list[Node] = []
    for node in nodes:
        inner += node.children if isinstance(node, Element) and (node.name, node.attributes) == (name, {}) else [node]
    only = inner[0] if len(inner) == 1 else None
    if name == "em" and isinstance(only, Element) and (only.name, only.attributes) == ("strong", {}):
        return Element("strong", {}, [_nested("em", only.children)])
    return Element(name, {}, merged(inner))


def _link(node: Element) -> Iterator[Node]:
    href, title = node.attributes.get("href"), node.attributes.get("title")
    if href is None:
        yield from _forms(node.children) if not node.attributes.get("name") else [_kept(node)]
        return
    content = merged(_forms(node.children))
    yield from _without_edges(Element("a", {"href": href} | ({"title": title} if title else {}), content))


def _without_edges(node: Element) -> Iterator[Node]:
    """The element with the spaces and breaks at its edges moved out of it; only these, if it holds nothing else."""
    inner = [*node.children]
    before, after = _cut(inner, first=True), _cut(inner, first=False)
    yield from before
    if inner or node.name == "a":
        yield _nested(node.name, inner) if node.name in ("em", "strong") else Element(node.name, node.attributes, inner)
    yield from reversed(after)


def _cut(nodes: list[Node], *, first: bool) -> list[Node]:
    """What is only space or break at one end of the nodes, taken from there."""
    place, cut = 0 if first else -1, list[Node]()
    while nodes and (_breaks(nodes[place]) or isinstance(nodes[place], str)):
        node = nodes.pop(place)
        if isinstance(node, str) and (rest := node.lstrip() if first else node.rstrip()):
            nodes.insert(0 if first else len(nodes), rest)
            cut.append(node[: len(node) - len(rest)] if first else node[len(rest) :])
            break
        cut.append(node)
    return cut


def _image(node: Element) -> Iterator[Node]:
    source, title = node.attributes.get("src"), node.attributes.get("title")
    if source:
        alt = " ".join((node.attributes.get("alt") or "").split())
        yield Element("img", {"src": source, "alt": alt} | ({"title": title} if title else {}))


def _code(node: Element) -> Iterator[Node]:
    if any(isinstance(child, Element) for child in node.children):
        yield _kept(node)
    else:
        text = _SPACES.sub(" ", text_of(node))
        yield from _without_edges(Element("code", {}, [text] if text else []))


def _break(node: Element) -> Iterator[Node]:
    yield Element("br")


def _kept(node: Element) -> Element:
    """The element as it is, but for spaces that cannot be seen."""
    children = (_kept(child) if isinstance(child, Element) else child for child in node.children)
    return Element(node.name, node.attributes, merged(children))


def merged(nodes: Iterable[Node]) -> list[Node]:
    """The nodes with no two texts or like emphases side by side, and spaces as HTML shows them."""
    together: list[Node] = []
    for node in nodes:
        last = together[-1] if together else None
        if isinstance(node, str) and isinstance(last, str):
            together[-1] = last + node
        elif isinstance(node, Element) and isinstance(last, Element) and _is_same_emphasis(node, last):
            together[-1] = Element(last.name, {}, merged([*last.children, *node.children]))
        elif node:
            together.append(node)
    return [_SPACES.sub(" ", node) if isinstance(node, str) else node for node in together]


def _is_same_emphasis(node: Element, other: Element) -> bool:
    return node.name == other.name and node.name in ("em", "strong") and not node.attributes and not other.attributes


def _trimmed(nodes: list[Node]) -> list[Node]:
    """The nodes without spaces next to a break, and without spaces and breaks at the edges."""
    _cut(nodes, first=True)
    _cut(nodes, first=False)
    inner: list[Node] = []
    for place, node in enumerate(nodes):
        if isinstance(node, str):
            node = node.lstrip() if place and _breaks(nodes[place - 1]) else node
            node = node.rstrip() if place < len(nodes) - 1 and _breaks(nodes[place + 1]) else node
        inner += [node] if node else []
    return inner


def _breaks(node: Node) -> bool:
    return isinstance(node, Element) and node.name == "br"


_FORMS = {
    "em": _emphasis,
    "i": _emphasis,
    "strong": _emphasis,
    "b": _emphasis,
    "a": _link,
    "img": _image,
    "code": _code,
    "br": _break,
}
