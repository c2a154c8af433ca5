"""An article of ours as the items it is in WordPress's export: itself, and its lead image."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path, PurePosixPath

from ..articlefile import HTML, ArticleFile
from ..bodies.rendering import block, render
from ..bodies.shortcodes import protect
from ..numbers import post_number
from .item import Item
from .names import Names
from .sitelinks import SiteLinks

STATUSES = {"published": "publish", "draft": "draft", "hidden": "private", "skip": "private"}
"""Pelican's in WordPress's words; what is none of Pelican's is nothing to publish."""


class Posts:
    """Makes WordPress's items of articles."""

    def __init__(self, names: Names, links: SiteLinks) -> None:
        self.names = names
        self.links = links
        self.addresses = links.addresses

    def items(self, article: ArticleFile, path: Path) -> Iterator[Item]:
        """The lead image, if there is one, then the article; its file is at this path below the content folder."""
        number = self.addresses.number(article.slug)
        image = post_number(f"{article.slug}/image")  # no slug is like that
        if article.image:
            yield self._image(article, image, number)
        yield Item(
            number=number,
            type=article.type,
            title=escape(article.title, quote=False),
            link=self.addresses.permanent(article.slug),
            guid=self.addresses.present(article.slug),
            creator=self.names.logins.get(article.author, ""),
            content=block(self._html(article.body, article, path)),
            excerpt=protect(self._html(article.summary, article, path)),
            date=article.date,
            modified=article.modified or article.date,
            comments=self._comments(article),
            name=article.slug,
            status=STATUSES.get(article.status, "draft"),
            terms=tuple(self.names.terms(article)),
            meta=(("_thumbnail_id", str(image)),) if article.image else (),
        )

    def _image(self, article: ArticleFile, number: int, parent: int) -> Item:
        address = self.addresses.of(article.image.removeprefix("{static}").replace(" ", "%20"))
        name = PurePosixPath(article.image).stem
        return Item(
            number=number,
            type="attachment",
            title=escape(name, quote=False),
            link=address,
            guid=address,
            creator=self.names.logins.get(article.author, ""),
            date=article.date,
            modified=article.date,
            comments="closed",
            name=name,
            status="inherit",
            parent=parent,
            attachment_url=address,
            meta=(("_wp_attachment_image_alt", article.image_alt),) if article.image_alt else (),
        )

    def _html(self, text: str, article: ArticleFile, path: Path) -> str:
        html = text if article.suffix == HTML else render(text)
        return self.links.resolved(html, path, article.slug)

    def _comments(self, article: ArticleFile) -> str:
        if article.comments in ("open", "closed"):
            return article.comments
        return "open" if self.addresses.is_open(article.slug, otherwise=article.type == "post") else "closed"
