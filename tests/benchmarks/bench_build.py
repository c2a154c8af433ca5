"""A full build with comments against the same Pelican on the same articles without: at most 1.5 times as long."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bigblog import big_blog
from timing import Command, machine, pairs, report

ARTICLES, COMMENTS, LIMIT = 1_000, 10, 1.5
PELICAN = [sys.executable, "-m", "pelican", "content", "-s", "pelicanconf_test.py", "--fatal", "errors", "-q"]
CACHED = ["-e", "LOAD_CONTENT_CACHE=true", "CACHE_CONTENT=true"]


def main() -> None:
    """Measure with Pelican's own cache of articles off, as by default, and on."""
    with tempfile.TemporaryDirectory() as folder:
        ours = big_blog(Path(folder, "ours"), ARTICLES, COMMENTS)
        plain = big_blog(Path(folder, "plain"), ARTICLES, 0)
        plain.configure("PLUGINS = []\n")
        print(f"{ARTICLES} articles, {ARTICLES * COMMENTS} comments; {machine()}")
        within = [
            report(
                f"full build, {name}",
                pairs(Command(PELICAN + options, ours.root), Command(PELICAN + options, plain.root), 5),
                LIMIT,
            )
            for name, options in (("articles read anew", []), ("articles from Pelican's cache", CACHED))
        ]
    sys.exit(not all(within))


if __name__ == "__main__":
    main()
