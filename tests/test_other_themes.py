"""Any theme of Pelican's shows comments, and takes them, with one line in its template of an article."""

from __future__ import annotations

from pathlib import Path

import httpx2
import pytest
from pelican.themes import reflex

from blog import Blog
from door import FORM
from pages import Page, comments_on
from patience import eventually
from test_merge import built_anew

THEMES = {
    "simple": "THEME = 'simple'",
    "notmyidea": "THEME = 'notmyidea'",
    "reflex": f"THEME, CC_LICENSE = {reflex.path()!r}, {{}}",
}
SETTINGS = """
THEME_TEMPLATES_OVERRIDES = ["overrides"]
DIRECT_TEMPLATES = ["index", "archives", "categories", "tags"]
JINJA_ENVIRONMENT = {}
del COMMENTS_STYLESHEET
"""
ARTICLE = """
{% extends "!theme/article.html" %}
{% block content %}{{ super() }}
{% include "comments.html" %}
{% endblock %}
"""


@pytest.fixture(params=THEMES.values(), ids=list(THEMES))
def themed(request: pytest.FixtureRequest, tmp_path: Path) -> Blog:
    """A blog in another theme."""
    blog = Blog(tmp_path)
    blog.article("hello")
    blog.article("other")
    blog.configure(f"{SETTINGS}{request.param}\n")
    overrides = blog.root / "overrides"
    overrides.mkdir()
    (overrides / "article.html").write_text(ARTICLE)
    blog.build()
    return blog


def test_a_comment_is_sent_and_approved_onto_the_page_as_a_full_build_writes_it(themed: Blog) -> None:
    with themed.serving() as address:
        sent = httpx2.post(f"{address}/comments/hello", data=FORM, follow_redirects=True)
    [id] = eventually(lambda: themed.moderate("list", "--format", "ids").stdout.split())
    themed.moderate("approve", id)

    assert "<h1>Thank you</h1>" in sent.text
    assert comments_on(themed.page("hello/index.html")) == [id]
    assert themed.tree() == built_anew(themed)


def test_the_page_has_a_form_and_the_feed(themed: Blog) -> None:
    page = themed.page("hello/index.html")

    assert 'action="/comments/hello"' in page
    assert "/hello/comments.atom.xml" in Page(page).links
