"""The authors, categories and tags of a blog, as WordPress's export has them before its items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from ..articlefile import ArticleFile
from .item import Term
from .nicenames import nicenames
from .xmltext import cdata, element


class Names:
    """All names of some articles, each with the nice name by which items refer to it."""

    def __init__(self, articles: Iterable[ArticleFile]) -> None:
        authors, categories, tags = set[str](), set[str](), set[str]()
        for article in articles:
            authors.add(article.author)
            categories.add(article.category)
            tags.update(article.tags)
        self.logins = nicenames(authors - {""}, "author", only_ascii=True)
        self.categories = nicenames(categories - {""}, "category")
        self.tags = nicenames(tags, "tag")

    def terms(self, article: ArticleFile) -> Iterator[Term]:
        """The article's category and tags."""
        if article.category:
            yield Term("category", self.categories[article.category], escape(article.category, quote=False))
        for tag in article.tags:
            yield Term("post_tag", self.tags[tag], escape(tag, quote=False))

    def lines(self) -> Iterator[str]:
        """A line for each. WordPress keeps names as HTML."""
        for id, (name, login) in enumerate(self.logins.items(), start=1):
            shown = escape(name, quote=False)
            yield _line("wp:author", element("wp:author_id", str(id)), *_author(login, shown))
        for id, (name, slug) in enumerate(self.categories.items(), start=1):
            yield _line("wp:category", element("wp:term_id", str(id)), *_category(slug, escape(name, quote=False)))
        for id, (name, slug) in enumerate(self.tags.items(), start=1 + len(self.categories)):
            yield _line("wp:tag", element("wp:term_id", str(id)), *_tag(slug, escape(name, quote=False)))


def _author(login: str, name: str) -> Iterator[str]:
    yield cdata("wp:author_login", login)
    yield cdata("wp:author_email", "")  # an address is nobody else's business, and we know none
    yield cdata("wp:author_display_name", name)
    yield cdata("wp:author_first_name", "")
    yield cdata("wp:author_last_name", "")


def _category(slug: str, name: str) -> Iterator[str]:
    yield cdata("wp:category_nicename", slug)
    yield cdata("wp:category_parent", "")
    yield cdata("wp:cat_name", name)


def _tag(slug: str, name: str) -> Iterator[str]:
    yield cdata("wp:tag_slug", slug)
    yield cdata("wp:tag_name", name)


def _line(name: str, *elements: str) -> str:
    return f"<{name}>{''.join(elements)}</{name}>"
