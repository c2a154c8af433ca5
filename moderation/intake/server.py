"""The intake as a process: settings, queue and checks put together, and uvicorn in front."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial

import uvicorn
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..errors import InvalidSetting, NotListening
from ..headers import headers
from ..queue.connection import open_queue
from ..settings import Settings
from ..spam import checks
from . import crew, log
from .app import create_app
from .connections import Connection

HUNG = 30
"""Seconds after which a worker that answers nothing is replaced."""
IDLE = 15
"""Seconds after which a connection that says nothing is closed."""
_PAGES = [
    (name.lower().encode(), value.encode()) for name, value in (headers() | {"Cache-Control": "no-cache"}).items()
]


def serve(
    settings: Settings, listener: socket.socket, ready: Callable[[], None], *, site: bool = False, workers: int = 1
) -> None:
    """Run the intake on a listening socket until it is told to stop; with ``site`` the built pages, too.

    ``ready`` is called when nothing is left that could be wrong with the settings. No access log: it would hold every
    visitor's address.
    """
    if site and not settings.output.is_dir():
        raise InvalidSetting("MODERATION_OUTPUT", str(settings.output), "the built site (make site)")
    with application(settings, site) as app:
        if workers == 1:
            run(app, settings, listener, ready)
            return
    # libuv, beneath uvloop, lets the other workers have their share; else the first takes all connections that wait.
    os.environ.setdefault("UV_TCP_SINGLE_ACCEPT", "1")
    crew.run(
        _config(crew.Worker(partial(application, settings, site), settings.log), settings.proxies, workers),
        listener,
        ready,
    )


@contextmanager
def application(settings: Settings, site: bool) -> Iterator[ASGIApp]:
    """The intake with its queue and its checks, while the block lasts."""
    with closing(open_queue(settings.database)) as queue, checks.remote(settings, os.environ) as remote:
        yield create_app(
            queue,
            settings,
            quick=checks.quick(settings, queue),
            slow=(remote,) if remote else (),
            routes=[Mount("/", Pages(StaticFiles(directory=settings.output, html=True)))] if site else [],
        )


def run(app: ASGIApp, settings: Settings, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Run an application on a listening socket, and write the log, until the process is told to stop."""
    log.begin(settings.log)
    # uvicorn stops in order, and raises the signal that told it to once more. To be told to stop is no failure.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        ready()
        uvicorn.Server(_config(app, settings.proxies)).run(sockets=[listener])


def listen(host: str, port: int) -> socket.socket:
    """A socket that takes connections from now on, even before anybody answers them. Raises NotListening."""
    try:
        listener = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise NotListening(host, port, error.strerror or str(error)) from error
    # Connections inherit it. asyncio would set it only for listeners of its own, and a client that keeps its connection
    # would wait 40 ms for the second part of each answer.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _config(app: ASGIApp, proxies: str, workers: int = 1) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        workers=workers,
        http=Connection,
        ws="none",
        lifespan="on",
        limit_concurrency=Connection.most + 1,
        backlog=Connection.backlog,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies or None,
        timeout_worker_healthcheck=HUNG,
        timeout_keep_alive=IDLE,
        timeout_graceful_shutdown=IDLE,
        log_level="warning",
    )


class Pages:
    """ASGI middleware: the headers of the site's pages. Browsers ask again each time, so that an approved comment is
    seen at once."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *_PAGES]
            await send(message)

        await self.app(scope, receive, with_headers)
