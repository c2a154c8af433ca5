"""Any theme of Pelican's shows comments, and takes them, with one line in its template of an article."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import httpx2
import pelican
import pytest
from pelican.themes import reflex

from blog import PROJECT, Blog
from builders import a_comment
from door import FORM
from pages import Page, comments_on
from patience import eventually
from test_merge import built_anew

PELICANS = Path(pelican.__file__).with_name("themes")
THEMES = {"simple": PELICANS / "simple", "notmyidea": PELICANS / "notmyidea", "reflex": Path(reflex.path())}
STYLESHEET = PROJECT / "plugins/moderated_comments/comments.css"

GUIDE = (PROJECT / "docs/themes.md").read_text()
SETTINGS, LINE = re.findall(r"^```(?:python|jinja)\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)


def dressed(blog: Blog, theme: Path) -> Blog:
    """The blog in a theme, built, as the guide says."""
    before, end, after = (theme / "templates/article.html").read_text().rpartition("</article>")
    (blog.root / "overrides").mkdir()
    (blog.root / "overrides/article.html").write_text(before + LINE + end + after)
    blog.configure(f"{SETTINGS}\nTHEME = {str(theme)!r}\nCC_LICENSE = {{}}\n")  # reflex cannot do without the last
    blog.build()
    return blog


@pytest.fixture(params=THEMES.values(), ids=list(THEMES))
def themed(request: pytest.FixtureRequest, tmp_path: Path) -> Blog:
    """A blog with two articles in another theme."""
    blog = Blog(tmp_path)
    blog.article("hello")
    blog.article("other")
    return dressed(blog, request.param)


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


def test_a_stylesheet_comes_with_it(themed: Blog) -> None:
    with themed.serving() as address:
        wrong = httpx2.post(f"{address}/comments/hello", data=FORM | {"author": ""}).text

    assert '<link rel="stylesheet" href="/comments.css">' in themed.page("hello/index.html")
    assert '<link rel="stylesheet" href="/comments.css">' in wrong
    assert themed.page("comments.css") == STYLESHEET.read_text()


def test_a_list_of_articles_that_asks_for_comments_gets_their_number(tmp_path: Path) -> None:
    blog = Blog(tmp_path)
    blog.article("hello")
    blog.comment(a_comment())

    dressed(blog, THEMES["notmyidea"])  # which asks on lists alone

    assert [link for link in Page(blog.page("index.html")).links if "#" in link] == ["/hello/#comments"]
    assert "1 comment<" in blog.page("index.html")
    assert comments_on(blog.page("index.html")) == []


def test_what_a_stranger_typed_is_safe_in_a_theme_that_escapes_nothing(tmp_path: Path) -> None:
    blog = Blog(tmp_path)
    blog.article("hello")
    blog.comment(a_comment(author="<script>alert(1)</script>", text="<script>alert(2)</script>"))

    dressed(blog, THEMES["simple"])

    assert "<script>alert" not in blog.page("hello/index.html")


def test_our_own_theme_has_the_same_line_and_no_second_stylesheet(site: Blog) -> None:
    assert "comments.html" in (PROJECT / "theme/templates/article.html").read_text()
    assert "comments.css" not in site.page("hello/index.html")
    assert not (site.output / "comments.css").exists()


def test_the_stylesheet_is_small_and_asks_for_nothing() -> None:
    assert len(gzip.compress(STYLESHEET.read_bytes(), mtime=0)) < 1_000
    assert re.findall(r"url\(|@import|@font-face", STYLESHEET.read_text()) == []


def test_every_class_it_styles_is_in_our_templates() -> None:
    templates = "".join(path.read_text() for path in PROJECT.glob("moderation/templates/*.html"))
    used = {name for names in re.findall(r'class="([^"]*)"', templates) for name in names.split()}

    assert {*re.findall(r"\.([a-z][\w-]*)", STYLESHEET.read_text())} <= used
