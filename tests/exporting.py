"""A blog on its way out: its article files, and the WordPress export of all of it."""

from __future__ import annotations

import io
from typing import Any

import wxrfile
from blog import Blog
from builders import a_site, an_article
from moderation.imports.articlefile import ArticleFile, dumps
from moderation.imports.collection import Collection
from moderation.imports.wxr import export as wxr
from moderation.imports.wxr.addresses import Addresses
from moderation.siteindex import SiteIndex
from wxrfile import Export, Item

INDEX = SiteIndex(site=a_site(), articles={"hello": an_article("hello")})
REDIRECTS = {"/?p=12": "hello", "/2011/05/hello/": "hello", "/blog/hello.html": "hello", "/?page_id=7": "about"}


def put(blog: Blog, **fields: Any) -> ArticleFile:
    """An article's file under content/."""
    values = {"slug": "hello", "title": "Hello", "date": "2011-05-01 08:00:00+02:00", "body": "Words."}
    article = ArticleFile(**values | fields)
    blog.write(str(article.path), dumps(article))
    return article


def text_of(blog: Blog, addresses: Addresses | None = None, private: bool = False) -> str:
    """The export's text."""
    file = io.StringIO()
    with blog.queue() as queue:
        collection = Collection(blog.root / "content", queue)
        wxr.write(file, collection, addresses or Addresses(INDEX, REDIRECTS), private=private)
    return file.getvalue()


def exported(blog: Blog, addresses: Addresses | None = None, private: bool = False) -> Export:
    """The export, read by somebody else."""
    return wxrfile.read(text_of(blog, addresses, private))


def item(blog: Blog, **fields: Any) -> Item:
    """The only item of a blog with only this article."""
    put(blog, **fields)
    (only,) = exported(blog).items
    return only
