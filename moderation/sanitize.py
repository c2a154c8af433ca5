"""What a stranger typed, as HTML that cannot run: the one place that says ``Markup``.

bleach applies the policy; nh3, another parser in another language, must leave the result as it is. Where the two do
not agree, the text is shown as it was typed. Nothing rewrites the HTML afterwards.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import MutableMapping
from dataclasses import dataclass
from html.parser import HTMLParser

import nh3
from bleach.sanitizer import Cleaner
from markupsafe import Markup

from . import policy
from .paragraphs import Paragraphs

Cache = MutableMapping[str, str]

_SECOND_OPINION = nh3.Cleaner(
    tags=set(policy.RENDERED),
    attributes={tag: set(attributes) for tag, attributes in policy.RENDERED.items() if attributes},
    url_schemes=set(policy.SCHEMES),
    link_rel=None,  # bleach's tree has it already; adding it here would hide that it is missing
)


@dataclass(frozen=True, slots=True)
class SafeHtml:
    """HTML for a page, and whether it is only the escaped text, because no safe HTML could be agreed on."""

    html: Markup
    plain: bool


def render(text: str, cache: Cache | None = None) -> SafeHtml:
    """The text of a comment as safe HTML; looked up and kept in the cache where there is one."""
    cache = {} if cache is None else cache
    key = hashlib.sha256(f"{policy.VERSION}\n{text}".encode()).hexdigest()
    if key not in cache:
        cleaned = clean(text) if text.count("<") <= policy.MAX_TAGS else ""
        cache[key] = cleaned if agrees(cleaned) else ""
    return SafeHtml(Markup(cache[key] or escaped(text)), plain=not cache[key])  # noqa: S704  the only one


def clean(text: str) -> str:
    """The text with the policy applied by bleach: one tree, serialised once."""
    cleaner = Cleaner(  # made each time: it is cheap, and not safe to share between threads
        tags=set(policy.TAGS),
        attributes=policy.allows,
        protocols=set(policy.SCHEMES),
        strip=True,
        filters=[Paragraphs],  # type: ignore[list-item]  # any iterable of tokens will do
    )
    return str(cleaner.clean(text))


def agrees(cleaned: str) -> bool:
    """Whether nh3 finds nothing to change in the HTML, compared as trees: it writes entities its own way."""
    tree = _tree(cleaned)
    return tree is not None and tree == _tree(_SECOND_OPINION.clean(cleaned))


def escaped(text: str) -> str:
    """The text as it was typed, in paragraphs, with no tag taken for one."""
    paragraphs = re.split(r"\n\s*\n", html.escape(text.strip()))
    return "".join(f"<p>{paragraph}</p>".replace("\n", "<br>") for paragraph in paragraphs)


def _tree(cleaned: str) -> list[object] | None:
    """The HTML's tags and text in order; None if it is not well nested or holds what the policy has not."""
    reader = _Reader()
    reader.feed(cleaned)
    reader.close()
    return None if reader.broken or reader.open else reader.tokens


class _Reader(HTMLParser):
    """Reads rendered HTML with Python's own parser, and distrusts everything in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tokens: list[object] = []
        self.open: list[str] = []
        self.broken = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        allowed = tag in policy.RENDERED and all(_is_rendered(tag, name, value or "") for name, value in attrs)
        self.broken = self.broken or not allowed
        if tag != "br":
            self.open.append(tag)
        self.tokens.append((tag, sorted(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.broken = self.broken or not self.open or self.open.pop() != tag
        self.tokens.append(("/", tag))

    def handle_data(self, data: str) -> None:
        if self.tokens and isinstance(self.tokens[-1], str):
            data = str(self.tokens.pop()) + data
        self.tokens.append(data)

    def handle_comment(self, data: str) -> None:
        self.broken = True

    def handle_decl(self, decl: str) -> None:
        self.broken = True

    def handle_pi(self, data: str) -> None:
        self.broken = True

    def unknown_decl(self, data: str) -> None:
        self.broken = True


def _is_rendered(tag: str, attribute: str, value: str) -> bool:
    if attribute == "rel":
        return value == policy.REL
    return policy.allows(tag, attribute, html.escape(value))
