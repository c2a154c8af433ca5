"""html5lib's tokens, as bleach hands them to its filters and to its serializer: with all entities still in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import Any

from ..comment import without_controls
from . import entities
from .ignorable import as_seen

Token = dict[str, Any]

_TEXT = ("Characters", "SpaceCharacters", "Entity")


def with_whole_texts(source: Iterable[Token]) -> Iterator[Token]:
    """The tokens with each text in one piece, its entities decoded, and nothing in it that only hides or reorders."""
    for is_text, group in groupby(source, lambda token: token["type"] in _TEXT):
        if is_text:
            yield characters(as_seen(without_controls("".join(map(_typed, group)))))
        else:
            yield from group


def attributes(tag: Token) -> dict[str, str]:
    """The attributes of a start tag, their entities decoded."""
    return {name: entities.decoded(value) for (_, name), value in tag["data"].items()}


def characters(text: str) -> Token:
    """Text, which the serializer escapes."""
    return {"type": "Characters", "data": text}


def start(name: str, attributes: Mapping[str, str] = MappingProxyType({})) -> Token:
    """A start tag; the serializer leaves entities in attributes alone."""
    data = {(None, attribute): entities.attribute(value) for attribute, value in attributes.items()}
    return {"type": "StartTag", "name": name, "data": data, "namespace": None}


def end(name: str) -> Token:
    """An end tag."""
    return {"type": "EndTag", "name": name, "namespace": None}


def _typed(token: Token) -> str:
    return entities.decoded(f"&{token['name']};") if token["type"] == "Entity" else str(token["data"])
