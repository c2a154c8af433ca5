"""Safe HTML: hostile texts at most twenty times as slow as ordinary ones, the second opinion a fifth of bleach, and the
HTML of cached comments next to nothing of a build."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from bigblog import big_blog, readers_texts
from timing import Command, machine, seconds

from longtexts import PARTS, long_text
from moderated_comments.buildcache import BuildCache
from moderation import sanitize
from moderation.comment import Comment
from moderation.published import commentfile

HOSTILE, OPINION, CACHED = 20, 0.2, 0.05
ARTICLES, COMMENTS = 1_000, 100
TIMES = 5


def main() -> None:
    """Three figures, each with its limit."""
    print(machine())
    texts = [text for _, text in readers_texts()]
    within = [hostile(texts), opinion(texts), cached()]
    sys.exit(not all(within))


def hostile(texts: list[str]) -> bool:
    """The slowest long text, in times of ordinary texts, by the byte."""
    ordinary = per_byte(texts)
    slowest, name = max((per_byte([long_text(name)]) / ordinary, name) for name in PARTS)
    return verdict(f"64 kB of {name} against real comments, by the byte", slowest, HOSTILE)


def opinion(texts: list[str]) -> bool:
    """The check of what bleach made, as a part of the time that bleach took."""
    cleaned = [sanitize.clean(text) for text in texts]
    ratio = best(sanitize.objection, cleaned) / best(sanitize.clean, texts)
    return verdict("nh3 and the strict reader against bleach", ratio, OPINION)


def cached() -> bool:
    """Looking up what was rendered before, as a part of a whole build."""
    with tempfile.TemporaryDirectory() as folder:
        blog = big_blog(Path(folder), ARTICLES, COMMENTS)
        build = Command(
            [sys.executable, "-m", "pelican", "content", "-s", "pelicanconf_test.py", "--fatal", "errors", "-q"],
            blog.root,
        )
        seconds(build)  # fills the cache
        whole = seconds(build)
        texts = [comment.text for slug in commentfile.slugs(blog.comments) for comment in read(blog.comments, slug)]
        lookup = best(lambda path: look_up(path, texts), [blog.root / "var/build.db"])
    print(f"a build with {len(texts):,} comments: {whole:.1f} s, of it {lookup:.2f} s for their HTML")
    return verdict("the HTML of cached comments against the whole build", lookup / whole, CACHED)


def read(folder: Path, slug: str) -> list[Comment]:
    """The comments of an article."""
    comments, _ = commentfile.read_folder(folder, slug)
    return comments


def look_up(path: Path, texts: Iterable[str]) -> None:
    """What a build does for the HTML of comments."""
    cache = BuildCache(path)
    for text in texts:
        sanitize.render(text, cache)


def per_byte(texts: list[str]) -> float:
    """The seconds it takes to render a byte of these texts."""
    return best(sanitize.render, texts) / sum(len(text.encode()) for text in texts)


def best(work: Callable[[Any], object], items: Iterable[object]) -> float:
    """The processor seconds that the fastest of some runs over all items took."""
    items = list(items)
    return min(_once(work, items) for _ in range(TIMES))


def _once(work: Callable[[Any], object], items: Iterable[object]) -> float:
    began = time.process_time()
    for item in items:
        work(item)
    return time.process_time() - began


def verdict(name: str, ratio: float, limit: float) -> bool:
    """Print the ratio and whether it is within the limit."""
    print(f"{name}: {ratio:.3g}, {'within' if ratio <= limit else 'ABOVE'} the limit of {limit:g}")
    return ratio <= limit


if __name__ == "__main__":
    main()
