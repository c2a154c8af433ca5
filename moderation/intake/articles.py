"""The article a comment is for: whether there is one, and whether it still takes comments."""

from __future__ import annotations

from datetime import datetime, timedelta

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
    return days > 0 and article.moment is not None and (now - article.moment) // timedelta(days=1) >= days
