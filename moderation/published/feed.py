"""Atom feeds of comments: one for all articles, one for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from jinja2 import Environment

from ..comment import Comment
from ..language import Language, gettext, language
from ..siteindex import Article, Site
from .newest import newest

EPOCH = "1970-01-01T00:00:00+00:00"


class Feeds:
    """Writes the feeds of a site with the template ``comments.atom.xml``."""

    def __init__(self, site: Site, templates: Environment) -> None:
        self.site = site
        templates.filters |= {"tag_uri": tag_uri, "article_uri": article_uri}
        self._template = templates.get_template("comments.atom.xml")

    def of_article(self, article: Article, comments: Iterable[Comment]) -> str:
        """The feed of the newest comments on one article."""
        spoken = language(article.lang, self.site.lang)
        title = spoken.say(gettext("Comments on %(article)s", article=article.title))
        path = self.path(article)
        return self._feed(spoken, title, article.url, path, {article.slug: article}, comments, [article.date])

    def of_all(self, articles: Mapping[str, Article], comments: Iterable[Comment]) -> str:
        """The feed of the newest comments on all articles that are listed."""
        shown = (one for one in comments if one.article in articles and articles[one.article].listed)
        dates = (article.date for article in articles.values() if article.listed)  # of thousands, and seldom needed
        spoken = language(self.site.lang)
        title = spoken.say(gettext("%(site)s: comments", site=self.site.name))
        return self._feed(spoken, title, "", self.site.feed, articles, shown, dates)

    def path(self, article: Article) -> str:
        """Where the article's feed stands, relative to the site's root."""
        return self.site.article_feed.format(slug=article.slug)

    def _feed(
        self,
        spoken: Language,
        title: str,
        url: str,
        path: str,
        articles: Mapping[str, Article],
        comments: Iterable[Comment],
        dates: Iterable[str],
    ) -> str:
        known = list(comments)
        by_id: dict[tuple[str, str | None], Comment] = {(comment.article, comment.id): comment for comment in known}
        replies = Counter((comment.article, comment.parent) for comment in known)
        latest = newest(known, self.site.feed_items)
        return self._template.render(
            site=self.site,
            language=spoken,
            title=title,
            url=url,
            path=path,
            updated=_updated(latest, dates),
            entries=[
                (articles[one.article], one, by_id.get((one.article, one.parent)), replies[one.article, one.id])
                for one in latest
            ],
        )


def tag_uri(comment: Comment, site: Site) -> str:
    """An id that stays the same when the article moves to another address (RFC 4151)."""
    return f"tag:{_host(site)},{comment.date:%Y-%m-%d}:comment/{comment.id}"


def article_uri(article: Article, site: Site) -> str:
    """The id that Pelican gives the article in its own feeds (``pelican.utils``, ``get_tag_uri``)."""
    return f"tag:{_host(site)},{article.date[:10]}:{urlsplit(site.feed_url).path}/{article.url}"


def _host(site: Site) -> str:
    return urlsplit(site.feed_url).hostname or "localhost"


def _updated(newest: list[Comment], articles: Iterable[str]) -> str:
    """When the newest comment was written or, before there is one, the newest article: never the clock."""
    return newest[0].date.isoformat() if newest else max(articles, default=EPOCH)
