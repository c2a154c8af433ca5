"""Old addresses, requested of the real servers that the snippets are for."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from moderation.redirects import destination, normal
from webserver import Server

HOSTILE = [
    "/a;return 500;",
    "/\"'",
    "/{uri}",
    "/$request_uri",
    "/a}b",
    "/a\\b",
    "/<a>",
    "/été",
    "/a b",
    "/default",
    "/*",
]
MOVED = {
    "/2012/03/hello/": "/hello/",
    "/?p=12": "/hello/#comments",
    "/?p=123": "/other/?a=b",
    f"/{'long-' * 100}/": "/hello/",
    "/old-shop/": "https://shop.example.org/a?b=c",
    **{normal(old): destination(f"/new{old}") for old in HOSTILE},
}
MANY = {f"/?p={number}": "/many/" for number in range(1000, 11_000)}


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(request.param, tmp_path_factory.mktemp(request.param), MOVED | MANY).running() as server:
        yield server


@pytest.mark.parametrize("old", MOVED, ids=ascii)
def test_an_old_address_is_redirected_for_good(server: Server, old: str) -> None:
    assert server.get(old) == (301, MOVED[old])


def test_so_is_one_of_ten_thousand(server: Server) -> None:
    assert server.get("/?p=10999") == (301, "/many/")


def test_the_server_has_nothing_to_say_about_the_snippet(server: Server) -> None:
    said = "".join(path.read_text() for path in server.folder.iterdir() if path.name in ("said", "log"))

    assert not re.search("map_hash|_redirects|_headers|not formatted", said)


def test_so_is_one_whose_escapes_are_in_small_letters(server: Server) -> None:
    assert server.get("/%c3%a9t%c3%a9") == (301, "/new/%C3%A9t%C3%A9")


@pytest.mark.parametrize("address", ["/", "/?p=1", "/?p=12&x=1"])
def test_what_is_no_old_address_is_answered_as_before(server: Server, address: str) -> None:
    assert server.get(address) == (200, None)


@pytest.mark.parametrize("address", ["/2012/03/", "/hostnames", "/a;return", "/%2B", "/new"])
def test_what_is_not_there_is_not_there(server: Server, address: str) -> None:
    assert server.get(address) == (404, None)
