"""A blog with so many articles that all cores are of use."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from blog import Blog
from builders import a_comment
from moderated_comments.rendering import FEW

ALONE = 'BUILD_CACHE = ""\n'
"""The settings of a build that keeps nothing, and forks nobody."""
OWN_TEMPLATES = 'THEME_TEMPLATES_OVERRIDES = ["templates"]\n'


def fill(blog: Blog) -> None:
    """Articles and pages of every kind."""
    (blog.root / "templates").mkdir()
    for number in range(FEW + 1):
        tags = f"tag {number % 3}, {'?' * (number % 2)}!"
        date = f"2026-11-{number % 28 + 1:02} 08:00"
        blog.article(f"article-{number}", f"Article {number}", author=f"Ann {number % 2}", tags=tags, date=date)
    blog.article("hidden", status="hidden")
    blog.article("draft", status="draft")
    blog.write("articles/hej.md", "Title: Hej\nSlug: article-1\nLang: sv\nDate: 2026-11-02\n\nOrd.\n")
    blog.write("pages/page.md", "Title: Page\nComments: open\n\nWords.\n")
    blog.write("own.html", "{% extends 'base.html' %}{% block content %}{{ articles|length }}{% endblock %}")
    blog.write("instead.html", "Instead.")
    blog.comment(a_comment(article="article-2"))


def built_alone(blog: Blog, twin: Path, settings: str = "") -> dict[str, bytes]:
    """What one process builds of the blog from nothing, elsewhere."""
    shutil.rmtree(twin, ignore_errors=True)
    for name in ("content", "templates"):
        shutil.copytree(blog.root / name, twin / name)
    alone = Blog(twin)
    alone.configure(settings + ALONE)
    alone.build(fatal=None)
    return alone.tree()


def times(blog: Blog) -> dict[str, int]:
    """When each page and feed was written."""
    files = [path for path in blog.output.rglob("*.*ml") if path.is_file()]
    return {path.relative_to(blog.output).as_posix(): path.stat().st_mtime_ns for path in files}


def tamper(path: Path) -> None:
    """Change the file so that its inode, its time and its size say nothing of it."""
    status = path.stat()
    with path.open("r+b") as file:
        file.write(b"<!TAMPERED")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def was_rendered(blog: Blog, name: str) -> bool:
    """Whether the next build renders this page, though it is there."""
    tamper(blog.output / name)
    blog.build(fatal=None)
    return not blog.page(name).startswith("<!TAMPERED")
