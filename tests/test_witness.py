"""Whether a witness would see it, had the sanitizer let it pass: markup, unsafe as it is, in the page of an article."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from itertools import count

import pytest
from playwright.sync_api import Browser

from blog import Blog
from builders import a_comment
from witness import Witness, without_script

TEXT = "I agree."

SEEN = [
    pytest.param("<script>1</script>", "script: ", id="a script"),
    pytest.param("<img src='data:,' onerror=1>", "script: ", id="a handler that runs by itself"),
    pytest.param("<b onclick=1>a</b>", "script: ", id="a handler that runs on a click"),
    pytest.param("<b onanimationstart=1>a</b>", "script: ", id="a handler that runs on something else"),
    pytest.param("<b onclick=1 onfocus=1>a</b>", "script: ", id="handlers"),
    pytest.param("<a href='java&#10;script:1'>a</a>", "script: ", id="an address that is a script"),
    pytest.param("<a href='javascript:1'>a</a>", "address: javascript:1", id="an address that is none of the web's"),
    pytest.param("<q cite='data:,a'>a</q>", "address: data:,a", id="a source that is none of the web's"),
    pytest.param("<script>alert(1)</script>", "dialog: 1", id="a dialog"),
    pytest.param("<script>fetch('/a')</script>", "request: ", id="a request to the site"),
    pytest.param("<img src=https://b.example/>", "request: https://b.example/", id="a request to another site"),
    pytest.param("<script>new WebSocket('wss://b.example')</script>", "request: wss://b.example/", id="a socket"),
    pytest.param("<style>@import url(//b.example/)</style>", "request: http://b.example/", id="a stylesheet"),
    pytest.param("<form action=/a><button>a</button></form>", "request: ", id="a form that is sent"),
    pytest.param("<meta http-equiv=refresh content='0; url=/a'>", "navigation: ", id="a way to another page"),
    pytest.param("<form target=a><button>a</button></form>", "window: ", id="a new window"),
    pytest.param(
        "<a id=a download href='data:,a'>a</a><script>document.getElementById('a').click()</script>",
        "download: data:,a",
        id="a download",
    ),
    pytest.param("<iframe name=a></iframe>", "frame: one more", id="a page in the page"),
    pytest.param(
        "<script>addEventListener('load', () => { document.title = 'a' })</script>",
        "change: childList of TITLE",
        id="a change of the page",
    ),
    pytest.param("<script>console.error(1)</script>", "console: 1", id="an error"),
    pytest.param("<b id=cookie>a</b>", "name: cookie", id="an id that hides something"),
    pytest.param("<form name=body></form>", "name: body", id="a name that hides something"),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Blog:
    blog = Blog(tmp_path_factory.mktemp("blog"))
    blog.configure(without_script(blog))
    blog.article()
    blog.comment(a_comment(text=TEXT))
    blog.build()
    return blog


@pytest.fixture(scope="module")
def address(site: Blog) -> Iterator[str]:
    with site.serving() as address:
        yield address


@pytest.fixture(scope="module")
def numbers() -> Iterator[int]:
    return count()


@pytest.fixture
def page(site: Blog, address: str, numbers: Iterator[int]) -> str:
    """The address of a page that nobody has been to."""
    return f"{address}/page-{next(numbers)}.html"


def plant(site: Blog, page: str, html: str) -> None:
    """Make the page of an article with a comment that is not what the sanitizer would have made of it."""
    path = site.output / page.rpartition("/")[2]
    path.write_text(site.page("hello/index.html").replace(f"<p>{TEXT}</p>", html), encoding="utf-8")


@contextmanager
def watching(browser: Browser, page: str, *, policy: bool) -> Iterator[Witness]:
    """A witness who has opened this page and done all that a reader can do with it."""
    with browser.new_context(bypass_csp=not policy) as context:
        witness = Witness(context)
        witness.open(page)
        witness.provoke("article.comment *")
        yield witness


@pytest.mark.parametrize(("html", "event"), SEEN)
def test_a_witness_sees(html: str, event: str, browser: Browser, site: Blog, page: str) -> None:
    plant(site, page, html)

    with watching(browser, page, policy=False) as witness:
        witness.wait_for(event)


@pytest.mark.parametrize(
    ("entry", "event"),
    [
        pytest.param(
            f'<content type="html">{escape("<img src=data:, onerror=1>")}</content>', "script: ", id="content"
        ),
        pytest.param('<p xmlns="http://www.w3.org/1999/xhtml"/>', "element: p", id="another language"),
        pytest.param("<content>&nbsp;</content>", "element: parsererror", id="what is no XML"),
    ],
)
def test_a_witness_sees_in_a_feed(entry: str, event: str, browser: Browser, address: str) -> None:
    with browser.new_context(bypass_csp=True) as context:
        witness = Witness(context)
        witness.open(f"{address}/hello/")
        witness.show(f'<feed xmlns="http://www.w3.org/2005/Atom"><entry>{entry}</entry></feed>')
        witness.provoke(".e-content *")

        witness.wait_for(event)


@pytest.mark.parametrize("policy", [True, False], ids=["under the policy", "without"])
def test_a_witness_sees_nothing_where_there_is_nothing(policy: bool, browser: Browser, site: Blog, page: str) -> None:
    plant(site, page, f"<p>{TEXT}</p>")

    with watching(browser, page, policy=policy) as witness:
        assert witness.seen == []


@pytest.mark.parametrize(
    ("html", "violation"),
    [
        pytest.param("<script>alert(1)</script>", "violation: script-src-elem of inline", id="a script"),
        pytest.param("<b onclick='alert(1)'>a</b>", "violation: script-src-attr of inline", id="a handler"),
        pytest.param("<a href='javascript:alert(1)'>a</a>", "violation: script-src-elem of inline", id="an address"),
        pytest.param("<b style='position: fixed'>a</b>", "violation: style-src-attr of inline", id="a style"),
        pytest.param(
            "<link rel=stylesheet href=//b.example/>", "violation: style-src-elem of http://b.example", id="a sheet"
        ),
        pytest.param("<form action=//b.example/><button>a</button></form>", "violation: form-action", id="a form"),
    ],
)
def test_the_policy_stops_what_the_sanitizer_would_have_let_pass_and_says_so(
    html: str, violation: str, browser: Browser, site: Blog, page: str
) -> None:
    plant(site, page, html)

    with watching(browser, page, policy=True) as witness:
        witness.wait_for(violation)

        assert not witness.saw("script: ")
        assert not witness.saw("dialog: ")
