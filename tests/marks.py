"""Lighthouse's marks for every kind of page that search engines may show: ``make marks``.

Some minutes, so that ``make test`` asks for one page alone.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import chromium
import markedsite
import npm
import serverprocess
from blog import Blog


def main() -> int:
    """Print the table; fails if any mark is below 100."""
    if missing := chromium.whats_missing() or npm.whats_missing():
        print(missing, file=sys.stderr)
        return 1
    serverprocess.PATIENCE = 3600
    complete = True
    print("|", *npm.CATEGORIES, sep=" | ")
    with tempfile.TemporaryDirectory() as folder, markedsite.served(Blog(Path(folder))) as address:
        for kind, path in markedsite.PAGES.items():
            marks = npm.lighthouse(f"{address}/{path}")
            complete &= min(marks.values()) == 100
            print(kind, *marks.values(), sep=" | ", flush=True)
    return 0 if complete else 1


if __name__ == "__main__":
    sys.exit(main())
