"""Digests of what templates see: values that differ have different ones."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterable
from datetime import date, tzinfo
from enum import Enum
from pathlib import PurePath
from typing import Any

from markupsafe import Markup
from pelican.contents import Content
from pelican.paginator import Page, Paginator
from pelican.urlwrappers import URLWrapper

from moderation.published.threads import Thread

from .deferred import Text, Threads
from .views import LENGTH, Unseen

PLAIN = frozenset({type(None), bool, int, float, str, bytes, Markup})
LASTING = list | Content | URLWrapper | Page | Paginator
"""What many names lead to, and many pages show."""
SHARED = {"settings", "_context"}
"""Settings are part of every page's key; contents give nothing of the context but the addresses they link to."""


class Digests:
    """Works out digests, each but once: nothing may change meanwhile."""

    def __init__(self) -> None:
        self._contents: dict[int, tuple[str, list[Content]]] = {}
        self._lasting: dict[tuple[int, bool], tuple[Any, str]] = {}
        """By identity, and with the value, so that nothing else may get that."""

    def part(self, value: Any, part: str) -> str:
        """The digest of a part of the value, or of all of it where a part may lead anywhere. Raises Unseen."""
        if part == LENGTH and hasattr(value, "__len__"):
            return str(len(value))
        if isinstance(value, Page) and part not in ("", "paginator"):
            return self._once(
                value, lambda: [_fields(value) | {"paginator": _numbers(value.paginator)}, value.url, value.save_as]
            )
        if isinstance(value, Paginator) and part not in ("", "object_list", "page"):
            return self._once(value, lambda: _numbers(value))
        return self.of(value)

    def of(self, value: Any) -> str:
        """A digest of all that can be seen of the value. Raises Unseen."""
        if type(value) in PLAIN:
            return _plain(value)
        return self._once(value) if isinstance(value, LASTING) else self._digest(value)

    def _once(self, value: Any, seen: Callable[[], Any] | None = None) -> str:
        """The digest of what is seen of the value, if that is not all; templates name a value again and again."""
        known = id(value), seen is None
        if known not in self._lasting:
            self._lasting[known] = value, self._digest(seen() if seen else value)
        return self._lasting[known][1]

    def _digest(self, value: Any) -> str:
        ahead: list[Content] = []
        texts = [self._text(value, ahead)]
        seen: set[int] = set()
        while ahead:
            content = ahead.pop()
            if id(content) not in seen:
                seen.add(id(content))
                own, leads_to = self._content(content)
                texts.append(own)
                ahead += leads_to
        return hashed(texts)

    def _content(self, content: Content) -> tuple[str, list[Content]]:
        """A digest of the content alone, and the contents it leads to."""
        if id(content) not in self._contents:
            leads_to: list[Content] = []
            fields = {name: value for name, value in vars(content).items() if name not in SHARED}
            more = {name: value for name, value in fields.items() if value is not content.metadata.get(name)}
            seen = [type(content).__qualname__, content.metadata, [*fields], more, content.content]
            text = self._text(seen, leads_to)
            self._contents[id(content)] = hashed([text]), leads_to
        return self._contents[id(content)]

    def _text(self, value: Any, leads_to: list[Content]) -> str:
        if type(value) in PLAIN:
            return _plain(value)
        if isinstance(value, Content):
            leads_to.append(value)
            return f"content {value.source_path!r}"
        if isinstance(value, Text | Threads):
            return f"deferred {value.key or self._text(value.data, leads_to)}"
        if isinstance(value, date | tzinfo | PurePath | Enum | Thread):
            return repr(value)
        elements = ",".join([self._text(element, leads_to) for element in _elements(value)])
        return f"{type(value).__qualname__}({elements})"


def _plain(value: Any) -> str:
    text = str(value)
    return f"{type(value).__name__} {len(text)} {text}"  # with its length, no text looks like several


def hashed(texts: Iterable[str]) -> str:
    """One digest of these texts."""
    return hashlib.sha256("\n".join(texts).encode("utf-8", "surrogatepass")).hexdigest()


def _elements(value: Any) -> Iterable[Any]:
    if isinstance(value, list | tuple):
        return value
    if isinstance(value, dict):
        return (element for item in value.items() for element in item)
    if isinstance(value, set | frozenset):
        return sorted(value, key=repr)
    if isinstance(value, URLWrapper):
        return value.name, value.slug, _fields(value)
    if isinstance(value, Page | Paginator):
        return (_fields(value),)
    if dataclasses.is_dataclass(value):
        return (getattr(value, field.name) for field in dataclasses.fields(value))
    raise Unseen(type(value))


def _fields(value: Any) -> dict[str, Any]:
    """What is not worked out from the rest."""
    return {name: field for name, field in vars(value).items() if not name.startswith("_") and name not in SHARED}


def _numbers(paginator: Paginator) -> dict[str, Any]:
    """All of a paginator but what is on its pages."""
    return _fields(paginator) | {"object_list": paginator.count, "num_pages": paginator.num_pages}
