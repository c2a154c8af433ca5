"""Hostile values where no form puts them: in the address, in the head of a request, in place of a request."""

from __future__ import annotations

from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import quote, urlsplit

import httpx2
import pytest

import hostile
from blog import Blog
from door import FORM
from serverprocess import Server
from skeleton import skeleton
from test_server import connect

PATHS = [
    *(f"/{quote(value[:500], safe='')}" for value in hostile.VALUES),
    *(f"/{quote(value[:500], safe=':/%@?&=;#')}" for value in hostile.VALUES),
    *("/hello", "//hello", "/hello?\\evil.example/%0d%0aSet-Cookie:a=b", "/./hello", "//evil.example/hello"),
    *("//evil.example/%2e%2e/hello", "/\\evil.example/../hello", "/@evil.example/..%2fhello", "/comments/hello/"),
    *("/comments//evil.example/", "/comments/%2f%2fevil.example/", "/comments/%0d%0aSet-Cookie:a=b/"),
]
HEADS = [
    pytest.param(b"GET /\x1b[2J HTTP/1.1\r\nHost: blog.example\r\n\r\n", id="path"),
    pytest.param(b"\x1b]0;owned\x07 / HTTP/1.1\r\nHost: blog.example\r\n\r\n", id="method"),
    pytest.param(b"GET / HTTP/1.1\r\nHost: blog.example\r\nX\x1b[2J: canary\r\n\r\n", id="name of a header"),
    pytest.param(b"GET / HTTP/1.1\r\nHost: x\x1b[2Jcanary\r\n\r\n", id="host"),
    pytest.param(b"GET / HTTP/9.canary\x1b[2J\r\n\r\n", id="version"),
    pytest.param(b"\x00\x1b[2J\r\ncanary\xe2\x80\xae\r\n\r\n", id="nothing at all"),
    pytest.param(
        b"POST /comments/hello HTTP/1.1\r\nHost: blog.example\r\nConnection: close\r\nContent-Length: 9\r\n"
        b"Content-Type: multipart/form-data; boundary=canary\xe2\x80\xae;\xc2\x9b\r\n\r\ncanary\x1b[m",
        id="boundary",
    ),
    pytest.param(
        b"POST /comments/hello HTTP/1.1\r\nHost: blog.example\r\nConnection: close\r\nContent-Length: 37\r\n"
        b"Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\nC\x1b[2Jcanary: form-data\r\n\r\n1\r\n--x--",
        id="part of a form",
    ),
]


@pytest.fixture
def server(site: Blog) -> Iterator[Server]:
    with site.server() as server:
        yield server


def said(server: Server) -> str:
    """All that is in its log once it has stopped, but for where it listened."""
    server.terminate()
    return server.log.partition("\n")[2]


def test_an_address_that_is_no_articles_is_told_so_and_no_more(server: Server) -> None:
    slugs = [quote(value[:500], safe="") for value in hostile.VALUES if value.rstrip("/") == value != "."]
    with httpx2.Client(base_url=server.address) as client:
        honest = [client.post(f"/comments/{slug}", data=FORM) for slug in ("nowhere", "no/where")]
        answers = [client.post(f"/comments/{slug}", data=FORM) for slug in slugs]

    assert {answer.status_code for answer in answers} == {404}
    pages = {tuple(skeleton(answer.text)) for answer in honest}
    assert {tuple(skeleton(answer.text)) for answer in answers} <= pages
    lines = said(server).splitlines()
    assert {line.partition(" INFO ")[2] for line in lines} == {"Answered 404: There is no such article"}


def test_a_redirect_leads_to_the_host_that_was_asked_and_sets_nothing(server: Server) -> None:
    host = urlsplit(server.address).netloc
    found: dict[str, str] = {}
    for path in PATHS:
        connection = HTTPConnection(host)
        connection.request("GET", path)
        answer = connection.getresponse()
        assert answer.status < 500, path
        assert answer.getheader("Set-Cookie") is None, path
        found |= {path: target} if (target := answer.getheader("Location")) else {}
        connection.close()

    assert found
    assert [path for path, target in found.items() if not target.startswith(f"{server.address}/")] == []
    assert all(target.isprintable() for target in found.values())


@pytest.mark.parametrize(
    "host",
    ["evil.example/\\x", "x@evil.example", "evil.example?", "<script>", "evil.example\t:80"],
    ids=repr,
)
def test_a_host_that_can_be_none_is_not_repeated(server: Server, host: str) -> None:
    connection = HTTPConnection(urlsplit(server.address).netloc)
    connection.putrequest("GET", "/hello", skip_host=True)
    connection.putheader("Host", host)
    connection.endheaders()

    answer = connection.getresponse()

    assert answer.getheader("Location") == f"{server.address}/hello/"
    connection.close()


@pytest.mark.parametrize("head", HEADS)
def test_what_is_no_request_is_refused_and_leaves_no_more_than_a_line_of_ours(server: Server, head: bytes) -> None:
    with connect(server) as client:
        client.sendall(head)
        answer = client.recv(1000)

    assert answer.startswith(b"HTTP/1.1 400 ")
    log = said(server).removesuffix("\n")
    assert all(line.isascii() and line.isprintable() and "canary" not in line for line in log.split("\n"))
    assert log.count("\n") <= 1


CHUNKED = b"POST /comments/hello HTTP/1.1\r\nHost: blog.example\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n"


@pytest.mark.parametrize("method", [b"POST", b"HEAD"])
def test_a_body_that_breaks_off_before_its_answer_is_refused_and_no_mistake_of_ours(
    server: Server, method: bytes
) -> None:
    with connect(server) as client:
        client.sendall(CHUNKED.replace(b"POST", method) + b"no size\r\n")
        answer = client.recv(1000)

    assert answer.startswith(b"HTTP/1.1 400 ")
    assert " ERROR " not in said(server)


def test_a_body_that_breaks_off_after_its_answer_ends_the_connection_and_is_no_mistake_of_ours(server: Server) -> None:
    with connect(server) as client:
        client.sendall(CHUNKED)
        answer = HTTPResponse(client)
        answer.begin()
        answer.read()
        client.sendall(b"no size\r\n")
        rest = client.recv(1000)

    assert (answer.status, rest) == (415, b"")
    assert " ERROR " not in said(server)
