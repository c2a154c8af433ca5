"""A new article to be written: ``make new TITLE="…"``."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from pelican.settings import DEFAULT_CONFIG
from pelican.utils import slugify

DRAFT = """\
Title: {title}
Date: {now:%Y-%m-%d %H:%M}
Category: {category}
Tags: new
Slug: {slug}
Summary: One sentence for lists, feeds and search engines.
Status: draft

Begin here.
"""


def begin(folder: Path, title: str, now: datetime) -> Path:
    """Write the file of a draft with this title; gives its path. Raises FileExistsError, where there is one."""
    slug = slugify(title, DEFAULT_CONFIG["SLUG_REGEX_SUBSTITUTIONS"])
    path = folder / f"{slug}.md"
    text = DRAFT.format(title=title, now=now, category=DEFAULT_CONFIG["DEFAULT_CATEGORY"], slug=slug)
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
    return path


if __name__ == "__main__":
    written = begin(Path("content/articles"), " ".join(sys.argv[1].split()), datetime.now().astimezone())
    sys.stdout.write(f"{written}\n")
