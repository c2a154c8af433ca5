"""A third opinion on the HTML of comments: justhtml, which the program does not use, and the policy spelled out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from justhtml import Element, JustHTML, Text

ALLOWED = {
    "a": {"href", "title", "rel"},
    "abbr": {"title"},
    "acronym": {"title"},
    "b": set(),
    "blockquote": {"cite"},
    "br": set(),
    "cite": set(),
    "code": set(),
    "del": {"datetime"},
    "em": set(),
    "i": set(),
    "p": set(),
    "q": {"cite"},
    "strike": set(),
    "strong": set(),
}
ADDED = {"br", "p"}
"""What readers may not type."""
BLOCKS = {"p", "blockquote"}
ADDRESSES = {"href", "cite"}
# The URL Standard: white space around an address, and tabs and line breaks anywhere in it, are passed over.
_PASSED_OVER = re.compile(r"[\t\n\r]|^[\0- ]+")
_DATE = re.compile(r"[0-9]{4}-[01][0-9]-[0-3][0-9](?:[T ][0-2][0-9]:[0-5][0-9][0-9:.,]*(?:Z|[+-][0-9:.]+)?)?\Z")
# Controls, changes of direction, what has no width and no use, and joiners or marks in a row, which can hold a message.
_TRICK = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u034f\u061c\u200c-\u200f]{2}"
)


def faults(html: str) -> list[str]:
    """Everything in the HTML that no comment may hold; nothing, if it is safe and well made."""
    document = JustHTML(html, fragment=True, sanitize=False, collect_errors=True)
    return [*map(str, document.errors), *_in_children(document.root, [])]


def text_of(html: str) -> str:
    """What a reader can read."""
    return JustHTML(html, fragment=True, sanitize=False).to_text(separator="", strip=False)


def _in_children(parent: object, above: list[str]) -> Iterator[str]:
    for node in getattr(parent, "children", None) or ():
        if isinstance(node, Element):
            yield from _in_element(node, above)
            yield from _in_children(node, [*above, str(node.name)])
        elif not isinstance(node, Text):
            yield f"{type(node).__name__} is no element"
        elif "p" not in above:
            yield f"{node.data!r} stands outside of a paragraph"
        elif _TRICK.search(node.data or ""):
            yield f"{node.data!r} hides something"


def _in_element(node: Element, above: list[str]) -> Iterator[str]:
    attributes = {name: value or "" for name, value in node.attrs.items()}
    if node.name not in ALLOWED or node.namespace != "html":
        yield f"{node.name} is not allowed"
    for name in attributes.keys() - ALLOWED.get(node.name, set()):
        yield f"{node.name} has {name}"
    for name in attributes.keys() & ADDRESSES:
        if not _PASSED_OVER.sub("", attributes[name]).lower().startswith(("http://", "https://", "mailto:")):
            yield f"{name} leads to {attributes[name]}"
    if not all(value.isprintable() for value in attributes.values()):
        yield f"{node.name} has something invisible"
    if not _DATE.match(attributes.get("datetime", "2026-11-23")):
        yield f"{node.name} has the date {attributes['datetime']}"
    if node.name == "a" and (attributes.get("rel") != "ugc nofollow" or "href" not in attributes):
        yield "a link lacks its rel or leads nowhere"
    if node.name in above and node.name in {"a", "p"}:
        yield f"{node.name} inside {node.name}"
    if (node.name in BLOCKS) != (not above or above[-1] == "blockquote"):
        yield f"{node.name} in the wrong place"
