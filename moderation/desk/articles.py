"""The articles that a moderator may mean: those of the last build, and those that have comments in the queue."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import click

from .. import siteindex
from ..errors import SiteIndexUnavailable, UnknownArticle
from ..nearest import nearest
from ..settings import Settings
from .terminal import visible

if TYPE_CHECKING:
    from .desk import Desk


def address(settings: Settings, slug: str) -> str:
    """Where readers find the article. Raises SiteIndexUnavailable, UnknownArticle."""
    index = siteindex.load(settings.site_index)
    if slug not in index.articles:
        raise UnknownArticle(slug, nearest(slug, index.articles))
    return f"{index.site.feed_url}/{index.articles[slug].url}"


def doubt(desk: Desk, slug: str | None) -> None:
    """Say so if an article is asked for that there is not, and which one may have been meant."""
    if slug is None:
        return
    known = {*desk.queue.articles()}
    with suppress(SiteIndexUnavailable):
        known |= siteindex.load(desk.settings.site_index).articles.keys()
    if slug not in known:
        click.echo(visible(str(UnknownArticle(slug, nearest(slug, known)))), err=True)
