"""Atom feeds of comments: one for all articles, one for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from operator import attrgetter
from urllib.parse import urlsplit

from feedgenerator import Atom1Feed

from ..comment import Comment
from ..siteindex import Article, Site


class Feeds:
    """Writes the feeds of a site; ``html`` gives a comment's safe HTML."""

    def __init__(self, site: Site, html: Callable[[Comment], str]) -> None:
        self.site = site
        self.html = html

    def of_article(self, article: Article, comments: Iterable[Comment]) -> str:
        """The feed of the newest comments on one article."""
        feed = self._feed(f"Comments on {article.title}", article.url, self.path(article), [article])
        return self._filled(feed, {article.slug: article}, comments)

    def of_all(self, articles: Mapping[str, Article], comments: Iterable[Comment]) -> str:
        """The feed of the newest comments on all articles that are listed."""
        listed = {slug: article for slug, article in articles.items() if article.listed}
        feed = self._feed(f"{self.site.name}: comments", "", self.site.feed, listed.values())
        return self._filled(feed, listed, comments)

    def path(self, article: Article) -> str:
        """Where the article's feed stands, relative to the site's root."""
        return self.site.article_feed.format(slug=article.slug)

    def _feed(self, title: str, url: str, path: str, articles: Iterable[Article]) -> _Feed:
        dates = [datetime.fromisoformat(article.date) for article in articles]
        return _Feed(
            title=title,
            link=self._address(url),
            feed_url=self._address(path),
            description="",
            dates=dates or [datetime.fromisoformat("1970-01-01T00:00:00+00:00")],
        )

    def _filled(self, feed: _Feed, articles: Mapping[str, Article], comments: Iterable[Comment]) -> str:
        known = [comment for comment in comments if comment.article in articles]
        newest = sorted(known, key=attrgetter("date", "id"), reverse=True)[: self.site.feed_items]
        for comment in newest:
            article = articles[comment.article]
            feed.add_item(
                title=f"{comment.author} on {article.title}",
                link=f"{self._address(article.url)}#comment-{comment.id}",
                description="",
                content=str(self.html(comment)),
                author_name=comment.author,
                author_link=comment.website or None,
                pubdate=comment.date,
                updateddate=comment.date,
                unique_id=self._tag(comment),
            )
        return str(feed.writeString("utf-8")) + "\n"

    def _address(self, url: str) -> str:
        return f"{self.site.feed_url}/{url}"

    def _tag(self, comment: Comment) -> str:
        # RFC 4151: an id that stays the same when the article moves to another address.
        host = urlsplit(self.site.feed_url).hostname or "localhost"
        return f"tag:{host},{comment.date:%Y-%m-%d}:comment/{comment.id}"


class _Feed(Atom1Feed):  # type: ignore[misc]  # feedgenerator is untyped
    """Dated by its newest comment or, before there is one, by its newest article: never by the clock."""

    def __init__(self, *, dates: list[datetime], **fields: str) -> None:
        super().__init__(**fields)
        self.dates = dates

    def latest_post_date(self) -> datetime:
        return max((item["pubdate"] for item in self.items), default=max(self.dates))
