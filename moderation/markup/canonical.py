"""The one way in which comments' HTML is written, and a strict reader of it.

A parser of HTML makes something of whatever it gets. This reader takes what ``sanitize`` writes, letter by letter, and
nothing else: tags in lower case, double quotation marks, four entities, everything closed in order.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from . import policy

_TOKEN = re.compile(
    r'<(?P<start>[a-z]+)(?P<attributes>(?: [a-z]+="(?:[^<>&"]|&(?:amp|lt|gt|quot);)*")*)>'
    r"|</(?P<end>[a-z]+)>"
    r"|(?:[^<>&]|&(?:amp|lt|gt);)+"
)
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')


def fault(written: str) -> str:
    """The first thing in the HTML that is not allowed or not written as it should be; empty if there is none."""
    return next(_faults(written), "")


def _faults(written: str) -> Iterator[str]:
    place, opened = 0, list[str]()
    while token := _TOKEN.match(written, place):
        place = token.end()
        if name := token["start"]:
            yield from _in_tag(name, _ATTRIBUTE.findall(token["attributes"]))
            opened += [name] if name != "br" else []
        elif (name := token["end"]) and (not opened or opened.pop() != name):
            yield f"</{name}> closes nothing"
    if place < len(written):
        yield f"{written[place : place + 40]!r} is not written as it should be"
    elif opened:
        yield f"<{opened[-1]}> is not closed"


def _in_tag(name: str, attributes: list[tuple[str, str]]) -> Iterator[str]:
    if name not in policy.RENDERED:
        yield f"<{name}> is not allowed"
    names = [attribute for attribute, _ in attributes]
    if len({*names}) < len(names) or (name == "a" and {*names} < {"href", "rel"}):
        yield f"<{name}> has an attribute twice, or leads nowhere"
    for attribute, value in attributes:
        if not _is_allowed(name, attribute, html.unescape(value)):
            yield f"<{name}> may not have {attribute}={value!r}"


def _is_allowed(name: str, attribute: str, value: str) -> bool:
    return value == policy.REL if (name, attribute) == ("a", "rel") else policy.allows(name, attribute, value)
