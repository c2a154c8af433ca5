"""A small blog with a page of each kind, some of it hostile, and its pages as a strict parser reads them."""

from __future__ import annotations

from pathlib import Path

from justhtml import Element, JustHTML

from blog import Blog
from builders import a_comment

ADDRESS = "https://blog.example"
HOSTILE = '<script>alert("hello")</script>'

ARTICLES = {
    "an article": "hello/index.html",
    "an article in Arabic": "salaam/index.html",
    "a draft": "drafts/unready/index.html",
}
LISTS = {
    "home": "index.html",
    "the second page of home": "page/2/index.html",
    "a category": "category/trust/index.html",
    "a tag": "tag/boats/index.html",
    "an author": "author/mara-lindqvist/index.html",
    "archives": "archives/index.html",
    "the second page of the archives": "archives/page/2/index.html",
}
OTHERS = {
    "a page": "about/index.html",
    "a hidden page": "thanks/index.html",
    "categories": "categories/index.html",
    "tags": "tags/index.html",
    "search": "search/index.html",
    "no page": "404.html",
}
PAGES = ARTICLES | LISTS | OTHERS
TWO_BY_TWO = 'DEFAULT_PAGINATION = PAGINATED_TEMPLATES["archives"] = 2\n'
"""Lists of several pages."""


def built(folder: Path) -> Blog:
    """The blog, written and built in this folder."""
    blog = Blog(folder)
    write(blog)
    blog.build()
    return blog


class Page:
    """A built page, taken as it is: a mistake in its HTML is an error."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.document = JustHTML(html, sanitize=False, strict=True)

    def all(self, selector: str) -> list[Element]:
        """The elements that match."""
        return [found for found in self.document.query(selector) if isinstance(found, Element)]

    def texts(self, selector: str) -> list[str]:
        """What the elements that match say."""
        return [found.to_text() for found in self.all(selector)]

    def values(self, selector: str, name: str) -> list[str]:
        """This attribute of the elements that match."""
        return [found.attrs.get(name) or "" for found in self.all(selector)]


def write(blog: Blog) -> None:
    """Two published articles and a hostile one, a draft, pages, and comments of which one is an answer."""
    blog.configure(f"SITENAME = {HOSTILE!r}\n{TWO_BY_TWO}")
    at_salaam = {"url": "salaam/", "save_as": ARTICLES["an article in Arabic"]}
    blog.article(
        "hello", HOSTILE, tags="boats, <b>bold</b>, apples", modified="2026-11-20 09:00", summary="All of *it*."
    )
    blog.article("other", "Other", date="2025-03-02 08:00", tags="boats")
    blog.article("salaam", "سلام", date="2025-03-01 08:00", lang="ar", tags="boats", comments="closed", **at_salaam)
    blog.article("unready", "Unready", status="draft")
    for slug, status in {"about": "published", "privacy": "published", "thanks": "hidden"}.items():
        blog.write(f"pages/{slug}.md", f"Title: {slug.capitalize()}\nSlug: {slug}\nStatus: {status}\n\nWords.\n")
    blog.comment(a_comment("aaaaaaaa", author=HOSTILE, website="https://ann.example/", text=f"<b>Boats</b> {HOSTILE}"))
    blog.comment(a_comment("bbbbbbbb", day=1, parent="aaaaaaaa"))
