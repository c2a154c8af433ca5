"""A blog as WordPress's importer takes it: WordPress eXtended RSS 1.2, the form of its own exports.

The order of the elements, and how each text is written, are those of ``wp-admin/includes/export.php``.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TextIO

from ..articlefile import ArticleFile
from ..collection import Collection
from .addresses import Addresses
from .comment import comments
from .names import Names
from .post import Posts
from .sitelinks import SiteLinks
from .xmltext import element

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- This is a WordPress eXtended RSS file. It holds posts, pages, comments, categories and tags. -->
<!-- To bring them into a WordPress site: Tools, Import, WordPress, Run Importer. -->

<rss version="2.0"
\txmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
\txmlns:content="http://purl.org/rss/1.0/modules/content/"
\txmlns:wfw="http://wellformedweb.org/CommentAPI/"
\txmlns:dc="http://purl.org/dc/elements/1.1/"
\txmlns:wp="http://wordpress.org/export/1.2/"
>
<channel>"""
FOOT = "</channel>\n</rss>"


def write(file: TextIO, collection: Collection, addresses: Addresses, *, private: bool) -> None:
    """Write the whole blog, one article after the other. Without ``private``, nothing of what only moderators see.

    The articles are read twice: first for the names that stand at the beginning. Comments on what has no article have
    no place in it; the collection lists them as left out. Raises QueueUnavailable.
    """
    slugs: dict[str, str] = {}
    names = Names(_noted(collection, slugs))
    posts = Posts(names, SiteLinks(slugs, addresses))
    for line in chain([HEAD], _channel(addresses), names.lines(), _items(collection, posts, private), [FOOT]):
        file.write(f"{line}\n")
    for slug in {*collection.slugs()} - {*slugs.values()}:
        collection.left_out[collection.comments / slug] = "has comments, but no article to export them with"


def _noted(collection: Collection, slugs: dict[str, str]) -> Iterator[ArticleFile]:
    """The articles; on the way each slug is noted with its path."""
    for path, article in collection.articles():
        slugs[path.as_posix()] = article.slug
        yield article


def _channel(addresses: Addresses) -> Iterator[str]:
    yield element("title", addresses.index.site.name if addresses.index else "")
    yield element("link", addresses.site)
    yield element("description", "")
    yield element("wp:wxr_version", "1.2")
    yield element("wp:base_site_url", addresses.site)
    yield element("wp:base_blog_url", addresses.site)


def _items(collection: Collection, posts: Posts, private: bool) -> Iterator[str]:
    for path, article in collection.articles():
        *images, post = posts.items(article, path)
        for image in images:
            yield from image.lines()
        yield from post.lines(comments(collection.comments_of(article.slug), private))
