"""The last look at a finished page: whatever went wrong before, nothing unsafe is published unnoticed."""

from __future__ import annotations

import shutil

import pytest

from blog import PROJECT, Blog
from builders import a_comment
from moderation import sanitize
from moderation.errors import UnsafeHtml
from moderation.published.verification import verify
from moderation.templating import DEFAULTS
from test_section import section

REL = 'rel="ugc nofollow"'

AROUND = [
    "<script>a</script>",
    "<style>body { display: none }</style>",
    "<iframe></iframe>",
    "<object data=a></object>",
    "<link rel=stylesheet href=a>",
    "<meta http-equiv=refresh content=0>",
    "<base href=a>",
    "<svg><set attributeName=onmouseover to=alert(1)></svg>",
    "<img src=x onerror=alert(1)>",
    "<b ONCLICK='alert(1)'>a</b>",
    "<p style='position: fixed'>a</p>",
    "<a href='javascript:alert(1)'>a</a>",
    "<a href=' &#9;java&Tab;script:alert(1)'>a</a>",
    "<a href='\x01javascript:alert(1)'>a</a>",
    "<form action='data:text/html,a'></form>",
    "<svg><a xlink:href='vbscript:a'>a</a></svg>",
    "<iframe srcdoc='a'></iframe>",
]
INSIDE = [
    "<p>a<img></p>",
    "<p><b class=x>a</b></p>",
    "<p><b class='e-content'>a</b></p>",
    f'<p><a href="/logout" {REL}>a</a></p>',
    "<p>a<b></p></b>",
]


def page(text: str, name: str = "Ann") -> str:
    """A comment as a theme may show it."""
    return f'<article id="comment-aaaaaaaa"><b>{name}</b><div class="comment-text e-content">{text}</div></article>'


def test_what_our_own_templates_make_is_safe() -> None:
    verify(section(a_comment("aaaaaaaa", text="I <em>agree</em>.\n\n<blockquote>So do I.</blockquote>")))


@pytest.mark.parametrize("name", AROUND)
def test_nothing_runs_or_restyles_the_page_beside_a_comments_text(name: str) -> None:
    with pytest.raises(UnsafeHtml, match="comment aaaaaaaa is not safe to publish: <"):
        verify(page("<p>a</p>", name))


@pytest.mark.parametrize("text", INSIDE)
def test_a_comments_text_is_what_could_have_been_made_of_one(text: str) -> None:
    with pytest.raises(UnsafeHtml, match="comment aaaaaaaa is not safe to publish: "):
        verify(page(text))


@pytest.mark.parametrize("element", ["section", "blockquote", "p", "q"])
def test_a_theme_may_put_the_text_into_any_element(element: str) -> None:
    text = "<blockquote><p>a<q>b<q>c</q></q></p></blockquote>"

    verify(f"<{element} class='e-content'>{text}</{element}><p>not canonical &copy;")


def test_a_theme_may_show_what_it_likes_around_it() -> None:
    verify(page("<p>a</p>", "<svg><path d='M0 0'/></svg><img src='/a.png'><a href='#x' title='on time'>a</a>"))


def test_a_text_that_does_not_end_is_not_safe() -> None:
    with pytest.raises(UnsafeHtml, match="its text has no end"):
        verify('<div class="e-content"><p>a</p>')


def test_a_comment_that_is_not_cleaned_is_not_rendered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cleaning and its check both fail: only the last look is left."""
    monkeypatch.setattr(sanitize, "clean", lambda text: text)
    monkeypatch.setattr(sanitize, "objection", lambda cleaned: "")

    with pytest.raises(UnsafeHtml, match="comment aaaaaaaa is not safe to publish: <script>"):
        section(a_comment("aaaaaaaa", text="<script>alert(1)</script>"))


HOLES = {
    "a template that escapes nothing": ("{{ comment.author }}", "{{ comment.author|safe }}"),
    "a template that shows the text as it is": ("{{ comment|html }}", "{{ comment.text|safe }}"),
}


@pytest.fixture
def hello(blog: Blog) -> Blog:
    """A blog with a hostile comment."""
    blog.article()
    blog.comment(a_comment("aaaaaaaa", author="<img src=x onerror=alert(1)>", text="<u onclick=alert(1)>Hello</u>"))
    return blog


def theme(blog: Blog, before: str, after: str) -> None:
    """The project's theme with a change in the template of threads."""
    text = (DEFAULTS / "comment_thread.html").read_text()
    assert before in text
    shutil.copytree(PROJECT / "theme", blog.root / "theme")
    blog.configure("THEME = 'theme'\n")
    path = blog.root / "theme/templates/comment_thread.html"
    path.write_text(text.replace(before, after))


@pytest.mark.parametrize("hole", HOLES)
def test_a_theme_with_a_hole_is_not_built(hello: Blog, hole: str) -> None:
    theme(hello, *HOLES[hole])

    built = hello.build(check=False)

    assert built.returncode != 0
    assert "comment aaaaaaaa is not safe to publish: <" in built.stderr
    assert not hello.output.exists()


REWRITER = """
from pathlib import Path
from pelican import signals
def rewrite(path, context):
    page = Path(path)
    page.write_text(page.read_text().replace("Hello</p>", "Hello</p><p onclick=alert(1)>"))
class Rewriter:
    __name__ = "rewriter"
    def register(self):
        signals.content_written.connect(rewrite, weak=False)
PLUGINS = [*PLUGINS, Rewriter()]
"""


def test_another_plugin_that_makes_a_page_unsafe_stops_the_build(hello: Blog) -> None:
    hello.configure(REWRITER)

    built = hello.build(check=False)

    assert built.returncode != 0
    assert f"{hello.output}/hello/index.html: comment aaaaaaaa is not safe to publish: " in built.stderr


def test_a_site_may_do_without(hello: Blog) -> None:
    hello.configure(f"{REWRITER}\nCOMMENTS_VERIFY = False\n")

    assert hello.build().returncode == 0
