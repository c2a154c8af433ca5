"""A web server in a thread, on a port of this machine: what it answers is its handler's."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self


class LocalServer:
    """Answers until the end of the block; its handlers find it as ``self.server.owner``."""

    def __init__(self, handler: type[Handler]) -> None:
        self._leaving = threading.Event()
        """Whoever lets a client wait waits for this."""
        self._http = _Http(("127.0.0.1", 0), handler)
        self._http.owner = self
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,))

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._http.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, e: BaseException | None, tb: TracebackType | None) -> None:
        self._leaving.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


class _Http(ThreadingHTTPServer):
    owner: Any
    daemon_threads = False  # waited for in server_close(): no thread outlives its test


class Handler(BaseHTTPRequestHandler):
    """Knows its server, and writes no access log."""

    server: _Http

    def log_message(self, format: str, *args: object) -> None:
        """Tests need no access log."""
