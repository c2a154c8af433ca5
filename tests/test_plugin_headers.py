"""What no page may do is said by the page itself, and in snippets for the servers that send it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import httpx
import pytest

from blog import Blog
from moderated_comments.headers import SNIPPETS
from moderation.headers import HEADERS, headers
from themesite import PAGES, Page, write
from webserver import POLICY, Server

META = 'meta[http-equiv="Content-Security-Policy"]'


def policy(html: str) -> dict[str, list[str]]:
    """The directives that a page says of itself, and their values."""
    [meta] = Page(html).document.query(META)
    directives = (directive.split() for directive in str((meta.attrs or {})["content"]).split(";"))
    return {name: values for name, *values in directives}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Blog:
    """A blog with a page of each kind."""
    blog = Blog(tmp_path_factory.mktemp("blog"))
    write(blog)
    blog.build()
    return blog


@pytest.mark.parametrize("page", PAGES)
def test_no_page_runs_a_script_but_the_themes_own_or_a_style_that_stands_in_it(site: Blog, page: str) -> None:
    directives = policy(site.page(PAGES[page]))
    [script] = Page(site.page(PAGES[page])).texts("script:not([type])")

    searching = ["'self'", "'wasm-unsafe-eval'"] if page == "search" else []
    own = f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"
    assert directives["script-src"] == [*searching, own]
    assert directives["default-src"] == directives["base-uri"] == ["'none'"]
    assert directives["style-src"] == directives["form-action"] == ["'self'"]
    assert not directives.keys() & {"script-src-elem", "script-src-attr", "object-src"}


@pytest.mark.parametrize("page", PAGES)
def test_the_policy_comes_before_anything_it_is_about(site: Blog, page: str) -> None:
    html = site.page(PAGES[page])

    assert html.index("http-equiv=") < min(html.index("<link"), html.index("<title"))


def test_forms_may_be_sent_to_an_intake_elsewhere(blog: Blog) -> None:
    blog.configure("COMMENTS_INTAKE = 'https://in.example'\n")
    blog.article()
    blog.build()

    assert policy(blog.page("hello/index.html"))["form-action"] == ["'self'", "https://in.example"]
    assert "form-action 'self' https://in.example; base-uri" in blog.page("_headers")


def test_a_site_may_have_a_policy_of_its_own_or_none(blog: Blog) -> None:
    blog.configure("SECURITY_POLICY = ''\n")
    blog.article()
    blog.build()

    assert Page(blog.page("hello/index.html")).document.query(META) == []
    assert "Content-Security-Policy: frame-ancestors 'none'\n" in blog.page("_headers")


def test_without_a_search_page_no_server_allows_what_it_needs(blog: Blog) -> None:
    blog.article()
    blog.build()
    assert "'wasm-unsafe-eval'" in blog.page("_headers")

    blog.configure("SEARCH = False\n")
    blog.build()
    assert "'wasm-unsafe-eval'" not in blog.page("_headers")
    assert "Search" not in Page(blog.page("hello/index.html")).texts(".site-nav a")


def test_a_page_at_an_old_address_may_load_nothing(blog: Blog) -> None:
    blog.article()
    blog.write("redirects.txt", "/old/ hello\n")
    blog.build()

    assert policy(blog.page("old/index.html")) == {"default-src": ["'none'"]}


def test_every_snippet_has_every_header(site: Blog) -> None:
    snippets = [site.page(name) for name in SNIPPETS]

    assert all(name in text and value in text for text in snippets for name, value in HEADERS.items())
    assert all("; frame-ancestors 'none'" in text for text in snippets)


def test_hosts_get_their_headers_indented_below_a_path(site: Blog) -> None:
    _, path, *lines = site.page("_headers").splitlines()

    assert path == "/*"
    assert all(line.startswith("  ") and ": " in line for line in lines)


@pytest.fixture(params=["nginx", "caddy"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    with Server(request.param, tmp_path, {}).running() as server:
        yield server


@pytest.mark.parametrize("place", ["/", "/nothing-here"])
def test_servers_send_the_headers_with_whatever_they_send(server: Server, place: str) -> None:
    answer = server.ask(place)

    wanted = headers(POLICY)
    assert {name: answer.getheader(name) for name in wanted} == wanted


def test_our_own_server_sends_them_too(site: Blog) -> None:
    with site.serving() as address:
        answer = httpx.get(f"{address}/")

    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert answer.headers["Content-Security-Policy"] == "frame-ancestors 'none'"
