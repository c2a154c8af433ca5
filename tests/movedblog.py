"""A blog that has moved: things that old addresses lead to, and what a build made of its map."""

from __future__ import annotations

import re
from pathlib import Path

from blog import Blog
from moderated_comments.redirects import MARK


def filled(blog: Blog) -> Blog:
    """The blog with an article, a page, a hidden article, and a draft, which has no public address."""
    blog.article("hello", "Hello <b>you</b>")
    blog.article("hidden", "Hidden", status="hidden")
    blog.article("draft", "Draft", status="draft")
    blog.write("pages/about.md", "Title: About\nSlug: about\n\nWords.\n")
    return blog


def map_of(blog: Blog, text: str) -> Path:
    """The blog's map of redirects."""
    return blog.write("redirects.txt", text)


def log(text: str) -> str:
    """A log without the line breaks that Pelican puts into it."""
    return re.sub(r"\s+", " ", text)


def rules(blog: Blog) -> list[str]:
    """Where each old address leads: the lines of the snippet for Netlify."""
    return [line for line in blog.page("_redirects").splitlines() if not line.startswith("#")]


def redirect_pages(blog: Blog) -> list[str]:
    """The built pages that redirect."""
    return [name for name, text in blog.tree().items() if text.endswith(MARK.encode())]
