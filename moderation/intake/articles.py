"""The article a comment is for: whether there is one, and whether it still takes comments."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from ..errors import Refused, UnknownArticle
from ..language import gettext as _
from ..siteindex import Article, SiteIndex


def open_article(index: SiteIndex, slug: str, now: datetime, close_days: int) -> Article:
    """The article with this slug. Raises UnknownArticle, or Refused where its author or its age has closed it."""
    article = index.articles.get(slug)
    if article is None:
        raise UnknownArticle(slug)
    if not article.open or _is_old(article, now, close_days):
        detail = _("“%(article)s” takes no more comments.", article=article.title)
        raise Refused(403, _("Comments are closed"), detail)
    return article


def _is_old(article: Article, now: datetime, days: int) -> bool:
    try:
        date = datetime.fromisoformat(article.date)
    except ValueError:
        return False
    if not days or date.year <= 1970:  # what a build writes for pages, which have no date
        return False
    date = date if date.tzinfo else date.replace(tzinfo=UTC)
    return (now - date) // timedelta(days=1) >= days
