"""Spam collections, and what is learned and what judged of them. Needs nothing but Python, for the rivals' sake."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

FOLDER = Path(__file__).parents[2].parent / "shared/corpora/spam"
VIDEOS = ("Youtube01-Psy", "Youtube02-KatyPerry", "Youtube03-LMFAO")
BLOGS = ("blogham-cclabs", "blogham-bitcoinfrance")
TEMPLATES = "blogspam-spintax.part-a"


_Item = TypeVar("_Item")


class Labelled(NamedTuple):
    """A comment of a collection, when it was written, and which of a spammer's templates it comes from, if any."""

    text: str
    spam: bool
    date: str
    template: str


class Split(NamedTuple):
    """What is learned, in order, and what is judged then."""

    name: str
    learn: list[Labelled]
    judge: list[Labelled]


def read(name: str) -> list[Labelled]:
    """A collection, without the marks that its gathering left."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [
            Labelled(_clean(row["text"]), row["label"] == "spam", row["date"], row["source"])
            for row in csv.DictReader(file)
        ]


def _clean(text: str) -> str:
    text = text.replace("\ufeff", "").replace("<br />", "\n")
    return "".join(c for c in text if c in "\t\n" or not ("\x00" <= c < " " or "\x7f" <= c < "\xa0")).strip() or "…"


def all_of(names: Iterable[str]) -> list[Labelled]:
    """Several collections as one."""
    return [comment for name in names for comment in read(name)]


def shuffled(ordered: list[_Item], seed: int) -> list[_Item]:
    """In another order."""
    return random.Random(seed).sample(ordered, len(ordered))  # noqa: S311 - to measure, not to hide


def leave_one_out(seed: int) -> Iterator[Split]:
    """All videos but one are learned, that one is judged."""
    for name in VIDEOS:
        yield Split(name, shuffled(all_of(other for other in VIDEOS if other != name), seed), read(name))


def other_templates(seed: int) -> Split:
    """Half the templates and half the blogs' ham are learned, the others judged."""
    spam, ham = read(TEMPLATES), shuffled(all_of(BLOGS), seed)
    templates = shuffled(sorted({one.template for one in spam}), seed)
    known = set(templates[::2])
    learn = [one for one in spam if one.template in known] + ham[::2]
    judge = [one for one in spam if one.template not in known] + ham[1::2]
    return Split(f"seed {seed}", shuffled(learn, seed), judge)


def beginning(labels: int, seed: int) -> Split:
    """So many of all videos' comments are learned, in random order, the others judged."""
    mixed = shuffled(all_of(VIDEOS), seed)
    return Split(f"seed {seed}", mixed[:labels], mixed[labels:])


def in_time() -> Iterator[tuple[str, list[Labelled]]]:
    """Comments as they came: each video's, of which two begin with four fifths spam and the third ends with ham,
    and a blog's that begins with four fifths spam."""
    for name in VIDEOS:
        yield name, sorted(read(name), key=lambda one: one.date)
    for seed in range(3):
        yield f"blog, seed {seed}", _spam_first(seed)


def _spam_first(seed: int) -> list[Labelled]:
    spam, ham = shuffled(read(TEMPLATES), seed), shuffled(all_of(BLOGS), seed)
    start, rest = spam[:160] + ham[:40], spam[160:] + ham[40:]
    return shuffled(start, seed) + shuffled(rest, seed)
