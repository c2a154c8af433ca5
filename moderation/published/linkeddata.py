"""What a page's comments are, for search engines and other programs: JSON-LD in the words of schema.org."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from ..comment import Comment
from ..markup.ignorable import as_seen
from ..siteindex import Article, Site


class LinkedData:
    """Describes the comments of a site's articles (https://schema.org/BlogPosting)."""

    def __init__(self, site: Site, html: Callable[[Comment], Markup]) -> None:
        self.site = site
        self.html = html
        self._described = lru_cache(500)(self._comment)  # all but one are as they were before it came

    def of_article(self, article: Article, comments: Iterable[Comment], likes: int | None = None) -> dict[str, Any]:
        """The article's part: by its ``@id`` programs put it together with what the theme says of the same article."""
        address = f"{self.site.feed_url}/{article.url}"
        described = [self._described(address, comment) for comment in comments]
        return {
            "@context": "https://schema.org",
            "@type": "BlogPosting",
            "@id": address,
            "commentCount": len(described),
            "comment": described,
            **({"interactionStatistic": _likes(likes)} if likes else {}),
        }

    def _comment(self, address: str, comment: Comment) -> dict[str, Any]:
        author = {"@type": "Person", "name": as_seen(comment.author)}
        described = {
            "@type": "Comment",
            "@id": f"{address}#comment-{comment.id}",
            "author": author | ({"url": as_seen(comment.website)} if comment.website else {}),
            "datePublished": comment.date.isoformat(),
            "text": self.html(comment).striptags(),
        }
        answered = {"parentItem": {"@id": f"{address}#comment-{comment.parent}"}} if comment.parent else {}
        return described | answered


def _likes(number: int) -> dict[str, Any]:
    return {
        "@type": "InteractionCounter",
        "interactionType": "https://schema.org/LikeAction",
        "userInteractionCount": number,
    }
