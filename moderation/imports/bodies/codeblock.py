"""Code and its language, as the many plugins and editors of WordPress have marked it."""

from __future__ import annotations

import re

from .htmltree import Element, elements, text_of

LANGUAGE = re.compile(r"(?:^|\s)(?:lang(?:uage)?-|brush:\s*)([\w#.+-]+)")
"""In the classes of an element."""
_TEXT_ONLY = frozenset({"pre", "code", "span", "br", "font"})


def code_block(pre: Element) -> Element | None:
    """The code, in a ``pre`` of a ``code`` of its text; None if there is more in it than text."""
    if not {element.name for element in elements(pre)} <= _TEXT_ONLY:
        return None
    text = without_tabs(text_of(pre)).strip("\n").rstrip()
    language = _language(pre)
    return Element("pre", {}, [Element("code", {"class": f"language-{language}"} if language else {}, [text])])


def _language(pre: Element) -> str:
    classes = " ".join(element.attributes.get("class") or "" for element in elements(pre))
    match = LANGUAGE.search(classes)
    return match.group(1) if match else ""


def without_tabs(text: str) -> str:
    """The text as Python-Markdown leaves it: tabs are spaces, and lines of spaces empty."""
    return re.sub(r"(?m)^ +$", "", text.expandtabs(4))
