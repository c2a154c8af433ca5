"""Features: what a comment is made of, as the learning filter counts it.

Each is a few words that a moderator understands: they are the keys of the filter's counts, and what it explains itself
with. Words beside each other, and the first and the last one, tell more than words alone; how a comment looks tells
something even where none of its words is known.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator
from html import unescape
from itertools import pairwise
from unicodedata import normalize

from ..comment import Comment
from ..markup.ignorable import as_seen

HEAD, TAIL = 6_000, 2_000
"""Of a longer text, so many characters are looked at from its beginning and from its end, where links stand."""
FIRST, LAST, LINKS, NAMES = 96, 64, 16, 8
"""And so many words, links and parts of a name: no comment has more than 400 features."""
STEM = 5
"""The letters of a word that count: "subscribe", "subscriber" and "subscribing" are one."""

EVERY = "every comment"
"""A feature of all comments: its counts are how many decisions were learned."""

_LINK = re.compile(r"""(?:https?://|www\.)([^\s<>"'\[\]]+)""", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_LINK_SIGN = "\ue000"  # for private use: nobody has it on a keyboard
# The letters of Thai, Lao, Burmese, Khmer, Japanese and Chinese, which are written without spaces.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_LETTERS = rf"[^\W\d_{_UNSPACED}]+"
_WORD = re.compile(rf"{_LINK_SIGN}|[{_UNSPACED}]+|{_LETTERS}(?:['\u2019]{_LETTERS})*|\d+")
_DIGITS = re.compile(r"\d+")
_HOST = re.compile(r"[\w.#-]{1,60}")


def features(comment: Comment) -> frozenset[str]:
    """The features of a comment, each once."""
    text = _addresses_only(_plain(comment.text))
    links = _LINK.findall(text)
    text = _LINK.sub(_LINK_SIGN, text)
    words = _words(text)
    if len(words) > FIRST + LAST:
        words = words[:FIRST] + words[-LAST:]
    return frozenset(
        (EVERY, *_written(words), *_linked(links), *_shape(text, links), _length(words), *_signed(comment))
    )


def _plain(text: str) -> str:
    """What is looked at, without what disguises letters: entities, compatibility forms, characters without a shape."""
    if len(text) > HEAD + TAIL:
        text = f"{text[:HEAD]} {text[-TAIL:]}"
    return normalize("NFKC", as_seen(unescape(text)))


def _addresses_only(text: str) -> str:
    """The text with nothing left of tags but the addresses in them."""
    return _TAG.sub(lambda tag: " ".join(["", *(link[0] for link in _LINK.finditer(tag[0])), ""]), text)


def _words(text: str) -> list[str]:
    return [word for found in _WORD.finditer(text) for word in _parts(found[0])]


def _parts(run: str) -> Iterator[str]:
    """A word's first letters, a number's size; of letters that are written without spaces, each two neighbours."""
    if run == _LINK_SIGN:
        yield "(link)"
    elif run.isdigit():
        yield "#" * min(len(run), 6)
    elif re.match(f"[{_UNSPACED}]", run):
        yield from map("".join, pairwise(run)) if len(run) > 1 else run
    else:
        yield run if len(run := run.casefold()) < STEM else f"{run[:STEM]}…"


def _written(words: list[str]) -> Iterator[str]:
    for word in words:
        yield f"“{word}”"
    for one, other in pairwise(words):
        yield f"“{one} {other}”"
    if words:
        yield f"begins with “{words[0]}”"
        yield f"ends with “{words[-1]}”"


def _linked(links: list[str]) -> Iterator[str]:
    for host in filter(None, map(_host, links[:LINKS])):
        yield f"a link to {host}"
        yield f"a link to .{host.rpartition('.')[2]}"


def _host(address: str) -> str:
    """The host of an address, without its numbers, which spammers count up."""
    authority = re.split(r"[/?#\\]", address, maxsplit=1)[0].rpartition("@")[2]
    found = _HOST.match(_DIGITS.sub("#", authority.casefold()).removeprefix("www."))
    return found[0] if found else ""


def _shape(text: str, links: list[str]) -> Iterator[str]:
    letters, capitals = sum(map(str.isalpha, text)), sum(map(str.isupper, text))
    yield f"capitals: {10 * min(5, 10 * capitals // (letters + 1))} %"
    counts = {"links": len(links), "line breaks": text.count("\n"), "“!”": text.count("!"), "“?”": text.count("?")}
    for of, count in counts.items():
        yield f"{of}: {count if count < 3 else '3 or more'}"
    end = text.rstrip()[-1:]
    yield f"last sign: {end if end in set('.,;:!?)') else 'another' if not end.isalnum() else 'a letter'}"


def _length(words: list[str]) -> str:
    return LENGTHS[round(2 * math.log2(len(words) + 1))]


LENGTHS = tuple(f"words: {round(2 ** (step / 2)) - 1}" for step in range(round(2 * math.log2(FIRST + LAST + 1)) + 1))
"""The features that tell how long a text is, shortest first, half an octave apart."""


def at_least_as_long(found: Collection[str]) -> tuple[str, ...]:
    """The features of all texts that are as long as the one with these features, or longer."""
    return LENGTHS[min(LENGTHS.index(name) for name in LENGTHS if name in found) :]


def _signed(comment: Comment) -> Iterator[str]:
    for name in _words(_plain(comment.author))[:NAMES]:
        yield f"signed “{name}”"
    website = _LINK.match(comment.website)
    yield f"a website at {_host(website[1])}" if website else "no website"
