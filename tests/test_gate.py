from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

import pytest
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import Message, Receive, Scope, Send

from moderation.errors import Refused
from moderation.intake import gate
from moderation.intake.gate import BodyLimit, TooLarge, client_hash, network


def status(check: Callable[[], None]) -> int | None:
    """The status of its refusal; None if it does not refuse."""
    try:
        check()
    except Refused as refused:
        return refused.status
    return None


# The size of a body, as it says itself and as it is.


@pytest.mark.parametrize(
    ("headers", "answer"),
    [
        pytest.param({}, None, id="unknown: it is counted while it comes"),
        pytest.param({"Content-Length": "0"}, None, id="nothing"),
        pytest.param({"Content-Length": "100"}, None, id="just enough"),
        pytest.param({"Content-Length": "0100"}, None, id="oddly written"),
        pytest.param({"Content-Length": "101"}, 413, id="one too many"),
        pytest.param({"Content-Length": "9" * 5000}, 413, id="more than Python can count"),
        pytest.param({"Content-Length": "-1"}, 413, id="less than nothing"),
        pytest.param({"Content-Length": "ten"}, 413, id="no number"),
        pytest.param({"Content-Length": "²"}, 413, id="a digit that is no number"),
        pytest.param({"Content-Length": ""}, 413, id="empty"),
    ],
)
def test_a_body_that_says_it_is_too_large_is_refused_unread(headers: dict[str, str], answer: int | None) -> None:
    assert status(lambda: gate.check_size(Headers(headers), max_bytes=100)) == answer


def read_through_limit(max_bytes: int, chunks: Iterable[bytes]) -> tuple[bytes, int]:
    """What an application behind the limit reads of these chunks, and how many of them were taken from the network."""
    messages: list[Message] = [{"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks]
    total = len(messages)
    read = bytearray()

    async def receive() -> Message:
        return messages.pop(0)

    async def send(message: Message) -> None:
        raise AssertionError("nothing is answered here")

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            while messages:
                read.extend((await receive())["body"])
        except TooLarge:
            read.extend(b"!")

    asyncio.run(BodyLimit(app, max_bytes)({"type": "http"}, receive, send))
    return bytes(read), total - len(messages)


def test_a_body_within_the_limit_comes_through_whole() -> None:
    assert read_through_limit(6, [b"abc", b"", b"def"]) == (b"abcdef", 3)


def test_a_body_is_cut_off_where_it_goes_over_the_limit() -> None:
    assert read_through_limit(5, [b"abc", b"def", b"ghi"]) == (b"abc!", 2)


def test_each_request_is_counted_for_itself() -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()

    async def receive() -> Message:
        return {"type": "http.request", "body": b"abc"}

    async def send(message: Message) -> None: ...

    limited = BodyLimit(app, max_bytes=5)

    for _ in range(3):
        asyncio.run(limited({"type": "http"}, receive, send))


# The type.


@pytest.mark.parametrize(
    ("content_type", "answer"),
    [
        pytest.param("application/x-www-form-urlencoded", None, id="a form"),
        pytest.param("application/x-www-form-urlencoded;charset=UTF-8", None, id="a form with its charset"),
        pytest.param("Multipart/Form-Data ; boundary=x", None, id="a form in parts"),
        pytest.param("text/plain", 415, id="a form that hides"),
        pytest.param("application/json", 415, id="JSON"),
        pytest.param("multipart/form-database", 415, id="nearly a form"),
        pytest.param("", 415, id="empty"),
    ],
)
def test_only_what_html_forms_send_is_read(content_type: str, answer: int | None) -> None:
    assert status(lambda: gate.check_type(Headers({"Content-Type": content_type}))) == answer


def test_no_type_at_all_is_refused() -> None:
    assert status(lambda: gate.check_type(Headers())) == 415


# The site the form stands on.

OURS = "https://blog.example"
FOREIGN = "https://evil.example"


@pytest.mark.parametrize(
    ("fetch_site", "origin", "answer"),
    [
        pytest.param("same-origin", OURS, None, id="our form in a browser of today"),
        pytest.param("same-origin", None, None, id="our form, origin kept back"),
        pytest.param("same-origin", "null", None, id="our form from a page that hides its origin"),
        pytest.param("none", None, None, id="the reader's own doing"),
        pytest.param("cross-site", OURS, None, id="our site, intake elsewhere"),
        pytest.param("same-site", OURS, None, id="our site, intake on a neighbouring host"),
        pytest.param(None, OURS, None, id="our form in an old browser"),
        pytest.param(None, None, None, id="no browser"),
        pytest.param("cross-site", FOREIGN, 403, id="a foreign form"),
        pytest.param("cross-site", None, 403, id="a foreign form, origin kept back"),
        pytest.param("cross-site", "null", 403, id="a foreign form in a sandbox"),
        pytest.param("same-site", FOREIGN, 403, id="a neighbour's form"),
        pytest.param("same-site", None, 403, id="a neighbour's form, origin kept back"),
        pytest.param(None, FOREIGN, 403, id="a foreign form in an old browser"),
        pytest.param(None, "null", 403, id="a sandbox in an old browser"),
        pytest.param(None, "", 403, id="an empty origin"),
        pytest.param(None, f"{OURS}.evil.example", 403, id="a longer name"),
        pytest.param(None, "http://blog.example", 403, id="another scheme"),
        pytest.param("nonsense", None, 403, id="nonsense"),
    ],
)
def test_forms_on_foreign_sites_are_refused(fetch_site: str | None, origin: str | None, answer: int | None) -> None:
    given = {"Sec-Fetch-Site": fetch_site, "Origin": origin}
    headers = Headers({name: value for name, value in given.items() if value is not None})

    assert status(lambda: gate.check_origin(headers, {OURS})) == answer


@pytest.mark.parametrize(
    ("host", "site", "setting", "origins"),
    [
        pytest.param("a.example", "", "", {"http://a.example", "https://a.example"}, id="this host"),
        pytest.param(
            "a.example:8000",
            "https://b.example/blog",
            "",
            {"http://a.example:8000", "https://a.example:8000", "https://b.example"},
            id="the site, without its path",
        ),
        pytest.param(
            "a.example",
            "",
            " https://c.example/ ,https://d.example,",
            {"http://a.example", "https://a.example", "https://c.example", "https://d.example"},
            id="sites the owner named",
        ),
    ],
)
def test_forms_may_stand_here_on_the_site_and_where_the_owner_says(
    host: str, site: str, setting: str, origins: set[str]
) -> None:
    request = Request({"type": "http", "headers": [(b"host", host.encode())]})

    assert gate.own_origins(request, site, setting) == origins


# Who sends: a network, under a keyed hash.


@pytest.mark.parametrize(
    ("ip", "shared"),
    [
        pytest.param("192.0.2.7", "192.0.2.0/24", id="IPv4"),
        pytest.param("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64", id="IPv6"),
        pytest.param("2001:DB8:1:2::", "2001:db8:1:2::/64", id="IPv6, short and loud"),
        pytest.param("fe80::1%eth0", "fe80::/64", id="IPv6 with a zone"),
        pytest.param("::ffff:192.0.2.7", "192.0.2.0/24", id="IPv4 within IPv6"),
        pytest.param("", "", id="nobody knows"),
        pytest.param("unix:", "unix:", id="no address"),
        pytest.param("<b>", "<b>", id="nonsense from a proxy"),
    ],
)
def test_a_sender_is_known_by_the_network(ip: str, shared: str) -> None:
    assert network(ip) == shared


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("192.0.2.7", "192.0.2.200", True, id="neighbours"),
        pytest.param("192.0.2.7", "192.0.3.7", False, id="another network"),
        pytest.param("2001:db8::1", "2001:db8::ffff:1", True, id="one household"),
        pytest.param("2001:db8::1", "2001:db8:0:1::1", False, id="two households"),
    ],
)
def test_neighbours_have_the_same_hash(one: str, other: str, same: bool) -> None:
    assert (client_hash(one, b"key") == client_hash(other, b"key")) is same


def test_without_the_key_nobody_can_make_the_hash() -> None:
    assert client_hash("192.0.2.7", b"key") != client_hash("192.0.2.7", b"another")


def test_a_hash_names_no_address() -> None:
    hashed = client_hash("192.0.2.7", b"key")

    assert len(hashed) == 24
    assert set(hashed) <= set("0123456789abcdef")
