"""A crew: several processes that serve one socket, each with an application of its own.

uvicorn's supervisor starts them, starts another for one that ends or answers no more, and stops them in order.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.supervisors.multiprocess import Multiprocess

from . import log


class Worker:
    """An ASGI application that is put together by the process that serves it, and taken apart when that ends."""

    _app: ASGIApp

    def __init__(self, application: Callable[[], AbstractContextManager[ASGIApp]], log_format: str) -> None:
        self._application = application
        self._log_format = log_format

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await self._app(scope, receive, send)
            return
        log.begin(self._log_format)
        threading.Thread(target=_leave_with_the_supervisor, daemon=True).start()
        with self._application() as self._app:
            await self._app(scope, receive, send)


def member() -> str:
    """Which worker this process is; nothing where it works alone."""
    return str(os.getpid()) if multiprocessing.parent_process() else ""


def run(config: uvicorn.Config, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Run as many workers as the configuration wants until this process is told to stop."""
    ready()
    Multiprocess(config, [listener]).run()


def _leave_with_the_supervisor() -> None:
    """A worker whose supervisor was killed would keep the port to itself."""
    if supervisor := multiprocessing.parent_process():
        supervisor.join()
        os.kill(os.getpid(), signal.SIGTERM)
