"""What a WordPress export holds, read by Python's own parser: independent of how ours writes and reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

PREFIXES = {
    "http://wordpress.org/export/1.2/excerpt/": "excerpt:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://wordpress.org/export/1.2/": "wp:",
}
NESTED = ("category", "wp:postmeta", "wp:comment")


@dataclass(frozen=True)
class Item:
    """An ``<item>``."""

    fields: dict[str, str]
    terms: list[tuple[str, str, str]]
    """Domain, nice name and name of each."""
    meta: dict[str, str]
    comments: list[dict[str, str]]


@dataclass(frozen=True)
class Export:
    """The whole file."""

    channel: dict[str, str]
    authors: list[dict[str, str]]
    categories: list[dict[str, str]]
    tags: list[dict[str, str]]
    items: list[Item]


def read(text: str) -> Export:
    """What the file of this text holds."""
    (channel,) = ElementTree.fromstring(text)  # noqa: S314  what we wrote ourselves
    of = {name: [child for child in channel if tag(child) == name] for name in map(tag, channel)}
    return Export(
        channel={tag(child): child.text or "" for child in channel if not len(child)},
        authors=[fields(child) for child in of.get("wp:author", [])],
        categories=[fields(child) for child in of.get("wp:category", [])],
        tags=[fields(child) for child in of.get("wp:tag", [])],
        items=[_item(child) for child in of.get("item", [])],
    )


def read_comments(lines: Iterable[str]) -> list[dict[str, str]]:
    """The comments in these lines of a file."""
    text = f'<x xmlns:wp="http://wordpress.org/export/1.2/">{"".join(lines)}</x>'
    root = ElementTree.fromstring(text)  # noqa: S314  as above
    return [fields(child) for child in root]


def fields(element: Element) -> dict[str, str]:
    """The texts of the element's children by their names, in order."""
    return {tag(child): child.text or "" for child in element}


def tag(element: Element) -> str:
    """The element's name with WordPress's prefix."""
    namespace, _, name = element.tag.removeprefix("{").rpartition("}")
    return PREFIXES.get(namespace, "") + name


def _item(element: Element) -> Item:
    return Item(
        fields={tag(child): child.text or "" for child in element if tag(child) not in NESTED},
        terms=[
            (child.attrib["domain"], child.attrib["nicename"], child.text or "") for child in element.iter("category")
        ],
        meta={
            fields(child)["wp:meta_key"]: fields(child)["wp:meta_value"]
            for child in element
            if tag(child) == "wp:postmeta"
        },
        comments=[fields(child) for child in element if tag(child) == "wp:comment"],
    )
