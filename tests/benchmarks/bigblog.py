"""A big blog to measure on: real posts and real comments of the corpora, repeated; our own articles without them."""

from __future__ import annotations

import csv
import itertools
import re
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

PROJECT = Path(__file__).parents[2]
CORPORA = PROJECT.parent / "shared/corpora"
sys.path[:0] = [str(PROJECT), str(PROJECT / "tests")]

from blog import Blog  # noqa: E402
from builders import NOON, a_comment  # noqa: E402
from moderation.comment import ALPHABET, Comment, without_controls  # noqa: E402

OURS = (PROJECT / "content/articles").glob("*.md")
FRONT_MATTER = re.compile(r"\A(?:\+\+\+\n.*?\n\+\+\+\n|(?:\w+:.*\n)+)", re.DOTALL)


def big_blog(folder: Path, articles: int, comments: int) -> Blog:
    """So many articles with so many comments on each, every comment a reply to the one before, three deep."""
    blog = Blog(folder)
    bodies, texts = itertools.cycle(posts()), itertools.cycle(readers_texts())
    for number in range(articles):
        slug = f"article-{number:05}"
        date = NOON - timedelta(hours=number)
        blog.article(slug, f"Article {number}", next(bodies), date=f"{date:%Y-%m-%d %H:%M}", tags=f"tag{number % 20}")
        for nth in range(comments):
            blog.comment(_comment(slug, number * comments + nth, nth, *next(texts)))
    return blog


def posts() -> list[str]:
    """Bodies of real blog posts, in Markdown."""
    files = sorted(CORPORA.glob("posts/*/*.md")) or sorted(OURS)
    return [FRONT_MATTER.sub("", path.read_text(encoding="utf-8")) for path in files]


def readers_texts() -> list[tuple[str, str]]:
    """Authors and texts of real comments; one invented one where the corpora are missing."""
    return list(_ham()) or [("Ann", "I agree with <em>every</em> word.\n\nSee https://example.org/ too.")]


def _ham() -> Iterator[tuple[str, str]]:
    for path in sorted(CORPORA.glob("spam/blogham-*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield row["author"].strip() or "Anonymous", without_controls(row["text"])


def _comment(slug: str, number: int, nth: int, author: str, text: str) -> Comment:
    parent = _id(number - 1) if nth % 3 else None
    date = NOON + timedelta(minutes=nth)
    return a_comment(_id(number), article=slug, author=author, text=text, parent=parent, date=date)


def _id(number: int) -> str:
    digits = ""
    for _ in range(7):
        number, digit = divmod(number, len(ALPHABET))
        digits = ALPHABET[digit] + digits
    return "c" + digits
