"""A server as ``moderate serve`` sets it up, over an application of a test's, and bare connections to it."""

from __future__ import annotations

import asyncio
import http.client
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from moderation.intake import server

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
