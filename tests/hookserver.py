"""A real web server on a port of this machine, which is told of comments and keeps what it was told."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, NamedTuple


class Told(NamedTuple):
    """One request."""

    headers: Mapping[str, str]
    body: bytes

    @property
    def said(self) -> dict[str, Any]:
        """The body, understood."""
        found = json.loads(self.body)
        assert isinstance(found, dict)
        return found


class HookServer:
    """Thanks for whatever it is told, or says what it was told to say instead."""

    def __init__(self) -> None:
        self.told: list[Told] = []
        self.status = 204
        self.silent = False
        """Whether it lets the sender wait."""
        self._leaving = threading.Event()
        self._http = _Server(("127.0.0.1", 0), _Handler)
        self._http.hook = self
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}/hook"

    def __enter__(self) -> HookServer:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, e: BaseException | None, tb: TracebackType | None) -> None:
        self._leaving.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def take(self, told: Told) -> int:
        if self.silent:
            self._leaving.wait()
        if self.status < 300:
            self.told.append(told)
        return self.status


class _Server(ThreadingHTTPServer):
    hook: HookServer
    daemon_threads = False  # waited for in server_close(): no thread outlives its test


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status = self.server.hook.take(Told(dict(self.headers), body))
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", self.server.hook.url)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Tests need no access log."""
