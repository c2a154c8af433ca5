"""Appearance: what readers can see by now, on the built pages."""

from __future__ import annotations

from collections.abc import Mapping

from ..comment import Comment
from ..errors import SiteIndexUnavailable
from ..settings import Settings
from ..siteindex import Article, Latest, SiteIndex


class Appearance:
    """Looks at the pages in the output folder; where there is none, nothing is to be seen."""

    def __init__(self, settings: Settings) -> None:
        self._latest = Latest(settings.site_index)
        self._output = settings.output

    def index(self) -> SiteIndex | None:
        """As the last build left it, if there was one."""
        try:
            return self._latest()
        except SiteIndexUnavailable:
            return None

    def articles(self) -> Mapping[str, Article]:
        """All that are listed and have a page, by their slugs. What has no date is no article."""
        index = self.index()
        listed = [one for one in index.articles.values() if one.listed and one.moment] if index else []
        return {one.slug: one for one in listed if (self._output / one.output).is_file()}

    def shows(self, comment: Comment) -> bool:
        """Whether its article's page has it."""
        index = self.index()
        article = index.articles.get(comment.article) if index else None
        try:
            page = (self._output / article.output).read_bytes() if article else b""
        except OSError:  # not built here, or being built at this moment
            return False
        return f'id="comment-{comment.id}"'.encode() in page
