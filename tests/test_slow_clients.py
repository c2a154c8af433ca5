"""Clients that take their time on purpose: they are cut off, and shut nobody out but themselves."""

from __future__ import annotations

import asyncio
import http.client
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from moderation.intake import server
from moderation.intake.connections import Connection
from patience import eventually

PATIENCE = 0.3  # seconds, as long as a test of patience lasts
GET = b"GET / HTTP/1.1\r\nHost: blog.example\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: blog.example\r\nContent-Length: 10\r\n\r\n"
LARGE = [b"x" * 60_000] * 500  # more than any socket keeps


async def echo(request: Request) -> Response:
    return PlainTextResponse(await request.body() or b"Hello.")


async def early(request: Request) -> Response:
    return PlainTextResponse(b"I do not want to know.")


async def large(request: Request) -> Response:
    return PlainTextResponse(b"".join(LARGE))


async def stream(request: Request) -> Response:
    return StreamingResponse(iter(LARGE))


APP = Starlette(
    routes=[
        Route("/", echo, methods=["GET", "POST"]),
        Route("/early", early, methods=["POST"]),
        Route("/large", large),
        Route("/stream", stream),
    ]
)


class Office:
    """An application that serves nobody before it is told to."""

    def __init__(self) -> None:
        self.inside = 0
        self.opened = threading.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            self.inside += 1
            await asyncio.to_thread(self.opened.wait, 20)
        await APP(scope, receive, send)


class Client:
    """A bare connection, for what no decent client does."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)

    def send(self, data: bytes) -> Client:
        self.socket.sendall(data)
        return self

    def answer(self) -> tuple[int, bytes]:
        """The next answer: its status and its text."""
        answer = http.client.HTTPResponse(self.socket)
        answer.begin()
        return answer.status, answer.read()

    def is_cut_off(self) -> bool:
        """Whether the server hangs up, while the client has the patience of a test."""
        try:
            while self.socket.recv(1_000_000):
                pass
        except ConnectionResetError:
            return True
        except TimeoutError:
            return False
        return True


class Place:
    """A server as ``moderate serve`` sets it up, over an application of the test's."""

    def __init__(self, app: ASGIApp) -> None:
        self.listener = server.listen("127.0.0.1", 0)
        self.server = uvicorn.Server(server._config(app, ""))
        self._clients = ExitStack()

    @property
    def connections(self) -> int:
        """How many there are, seen from the server."""
        return len(self.server.server_state.connections)

    def client(self, sent: bytes = b"") -> Client:
        """A new client that has sent this."""
        client = Client(self.port)
        self._clients.enter_context(client.socket)
        return client.send(sent)

    @contextmanager
    def running(self) -> Iterator[Place]:
        self.port = self.listener.getsockname()[1]
        thread = threading.Thread(target=self.server.run, args=([self.listener],))
        thread.start()
        try:
            with self._clients:
                yield self
        finally:
            self.server.should_exit = True
            thread.join()


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """A server with very little patience."""
    monkeypatch.setattr(Connection, "patience", PATIENCE)
    monkeypatch.setattr(server, "IDLE", PATIENCE)
    with Place(APP).running() as place:
        yield place


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, office: Office) -> Iterator[Place]:
    """A server that has room for three, before an office."""
    monkeypatch.setattr(Connection, "most", 3)
    with Place(office).running() as place:
        yield place
        office.opened.set()


# How long.


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"GE", id="half a line"),
        pytest.param(GET[:-2], id="a head that does not end"),
        pytest.param(POST, id="a head without its body"),
        pytest.param(POST + b"comment", id="half a body"),
        pytest.param(GET + GET[:-2], id="half a second request"),
        pytest.param(POST.replace(b"/", b"/early", 1), id="half a body that nobody wants"),
    ],
)
def test_whoever_does_not_finish_a_request_is_cut_off(hasty: Place, sent: bytes) -> None:
    assert hasty.client(sent).is_cut_off()


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(b"GET / HTTP/1.1\r\nX: ", id="head"),
        pytest.param(POST.replace(b"10", b"10000"), id="body"),
        pytest.param(POST.replace(b"/", b"/early", 1).replace(b"10", b"10000"), id="body that nobody wants"),
    ],
)
def test_whoever_goes_on_a_byte_at_a_time_is_cut_off_all_the_same(hasty: Place, sent: bytes) -> None:
    client = hasty.client(sent)

    def is_cut_off_after_another_byte() -> bool:
        try:
            client.send(b"x")
        except ConnectionError:
            return True
        return False

    eventually(is_cut_off_after_another_byte)


@pytest.mark.parametrize("path", [b"/large", b"/stream"], ids=["at once", "bit by bit"])
def test_whoever_does_not_listen_is_cut_off(hasty: Place, path: bytes) -> None:
    client = hasty.client(GET.replace(b"/", path, 1))
    eventually(lambda: hasty.connections)

    eventually(lambda: not hasty.connections)

    assert client.is_cut_off()


def test_each_request_has_its_own_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Connection, "patience", 1.0)
    with Place(APP).running() as place:
        client = place.client()
        over = time.monotonic() + 1.5

        while time.monotonic() < over:
            assert client.send(POST).send(b"0123456789").answer() == (200, b"0123456789")


def test_whoever_waits_for_us_is_not_cut_off(monkeypatch: pytest.MonkeyPatch, office: Office) -> None:
    monkeypatch.setattr(Connection, "patience", PATIENCE)
    with Place(office).running() as place:
        waiting = place.client(GET)
        eventually(lambda: office.inside)
        assert place.client().is_cut_off()  # and so the time of the first is over, too
        office.opened.set()

        assert waiting.answer() == (200, b"Hello.")


def test_whoever_does_not_listen_after_that_is_cut_off_all_the_same(
    monkeypatch: pytest.MonkeyPatch, office: Office
) -> None:
    monkeypatch.setattr(Connection, "patience", PATIENCE)
    with Place(office).running() as place:
        deaf = place.client(GET.replace(b"/", b"/stream", 1))
        eventually(lambda: office.inside)
        assert place.client().is_cut_off()
        office.opened.set()

        eventually(lambda: not place.connections)

        assert deaf.is_cut_off()


# How much.


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(b"GET /" + b"a" * 100_000, id="an address without an end"),
        pytest.param(GET[:-2] + b"X: " + b"a" * 100_000, id="a header without an end"),
        pytest.param(GET[:-2] + b"X: a\r\n" * 20_000, id="headers without an end"),
        pytest.param(GET + GET[:-2] + b"X: " + b"a" * 100_000, id="in a second request"),
    ],
)
def test_a_head_that_is_too_long_is_not_read_to_its_end(head: bytes) -> None:
    with Place(APP).running() as place:
        assert place.client(head).is_cut_off()


def test_a_body_may_be_longer_than_a_head() -> None:
    body = b"x" * 100_000
    with Place(APP).running() as place:
        client = place.client(POST.replace(b"10", b"100000") + body)

        assert [client.answer(), client.send(GET).answer()] == [(200, body), (200, b"Hello.")]


# How many.


def test_a_crowd_that_says_nothing_shuts_out_itself_and_no_reader(small: Place, office: Office) -> None:
    office.opened.set()
    crowd = [small.client() for _ in range(20)]

    assert small.client(GET).answer() == (200, b"Hello.")
    assert all(client.is_cut_off() for client in crowd[:17])


def test_whoever_is_being_served_does_not_make_room_for_others(small: Place, office: Office) -> None:
    served = small.client(GET)
    eventually(lambda: office.inside)
    crowd = [small.client() for _ in range(20)]
    assert crowd[0].is_cut_off()
    office.opened.set()

    assert served.answer() == (200, b"Hello.")


def test_when_all_places_are_taken_by_those_being_served_the_next_is_asked_to_come_back(
    small: Place, office: Office
) -> None:
    served = [small.client(GET) for _ in range(3)]
    eventually(lambda: office.inside == 3)

    status, _ = small.client(GET).answer()
    office.opened.set()

    assert status == 503
    assert all(client.answer() == (200, b"Hello.") for client in served)


def test_whoever_has_gone_is_forgotten(small: Place) -> None:
    before = len(Connection.waiting)
    client = small.client()
    eventually(lambda: len(Connection.waiting) > before)

    client.socket.close()

    eventually(lambda: len(Connection.waiting) == before)
