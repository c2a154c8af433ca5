"""The site's settings. ``publishconf.py`` adds what only the published site needs."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

from moderation import words

SITENAME = "The Honest Close"
SITESUBTITLE = "Notes on selling to people you will meet again"
AUTHOR = "Mara Lindqvist"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"

# Root-relative links work under any host name; feeds are read elsewhere and need an absolute address.
SITEURL = ""
FEED_DOMAIN = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"

PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
COMMENTS_STYLESHEET = "theme/css/style.css"  # where this theme has its styles of comments
JINJA_GLOBALS, JINJA_FILTERS = words.GLOBALS, words.FILTERS  # what the theme says, in the language of DEFAULT_LANG
PLUGIN_PATHS = ["plugins"]
PLUGINS = ["moderated_comments"]
sys.path.append(os.fspath(Path(__file__).with_name("plugins")))
PELICAN_CLASS = "moderated_comments.IncrementalPelican"  # a build in which nothing changed ends at once

# Fail closed. Comments must never be read as articles or copied as files, with or without the plugin, and what
# strangers typed must never reach a page unescaped.
ARTICLE_PATHS = ["articles"]
PAGE_PATHS = ["pages"]
STATIC_PATHS = ["images"]
ARTICLE_EXCLUDES = PAGE_EXCLUDES = STATIC_EXCLUDES = ["comments"]
JINJA_ENVIRONMENT = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}

ARTICLE_URL = PAGE_URL = "{slug}/"
ARTICLE_SAVE_AS = PAGE_SAVE_AS = "{slug}/index.html"
ARTICLE_LANG_URL = PAGE_LANG_URL = "{lang}/{slug}/"
ARTICLE_LANG_SAVE_AS = PAGE_LANG_SAVE_AS = "{lang}/{slug}/index.html"
DRAFT_URL, DRAFT_SAVE_AS = "drafts/{slug}/", "drafts/{slug}/index.html"
CATEGORY_URL, CATEGORY_SAVE_AS = "category/{slug}/", "category/{slug}/index.html"
TAG_URL, TAG_SAVE_AS = "tag/{slug}/", "tag/{slug}/index.html"
CATEGORIES_URL, CATEGORIES_SAVE_AS = "categories/", "categories/index.html"
TAGS_URL, TAGS_SAVE_AS = "tags/", "tags/index.html"
ARCHIVES_URL, ARCHIVES_SAVE_AS = "archives/", "archives/index.html"
AUTHOR_URL, AUTHOR_SAVE_AS, AUTHORS_SAVE_AS = "author/{slug}/", "author/{slug}/index.html", ""
DEFAULT_PAGINATION = 10
PAGINATED_TEMPLATES = {"index": None, "category": None, "tag": None, "author": None, "archives": 200}
PAGINATION_PATTERNS = [
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
]

# For another theme, which may have none of them, leave out "404", "sitemap" and "robots" (docs/themes.md).
DIRECT_TEMPLATES = ["index", "archives", "categories", "tags", "404", "sitemap", "robots"]
# `make site` indexes what is built; without Pagefind there is no search, and nothing else is missing.
if SEARCH := find_spec("pagefind") is not None:
    DIRECT_TEMPLATES.append("search")
SEARCH_URL, SEARCH_SAVE_AS = "search/", "search/index.html"
LIVE = "LIVE" in os.environ  # make live
TEMPLATE_EXTENSIONS = [".html", ".xml", ".txt"]
SITEMAP_SAVE_AS, ROBOTS_SAVE_AS = "sitemap.xml", "robots.txt"

FEED_ALL_ATOM = "feeds/all.atom.xml"
FEED_ALL_RSS = "feeds/all.rss.xml"
RSS_FEED_SUMMARY_ONLY = False
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None

# Class names instead of inline styles, which a strict Content-Security-Policy would refuse.
MARKDOWN = {
    "extension_configs": {
        "markdown.extensions.admonition": {},
        "markdown.extensions.codehilite": {"css_class": "highlight", "guess_lang": False},
        "markdown.extensions.extra": {},
        "markdown.extensions.meta": {},
        "markdown.extensions.tables": {"use_align_attribute": True},
        "markdown.extensions.toc": {"permalink": False},
    },
    "output_format": "html5",
}
