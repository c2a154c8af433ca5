"""A real web server on a port of this machine, which is told of comments and keeps what it was told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from localserver import Handler, LocalServer


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


class HookServer(LocalServer):
    """Thanks for whatever it is told, or says what it was told to say instead."""

    def __init__(self) -> None:
        super().__init__(_Handler)
        self.told: list[Told] = []
        self.status = 204
        self.silent = False
        """Whether it lets the sender wait."""

    @property
    def url(self) -> str:
        return f"{self.address}/hook"

    def take(self, told: Told) -> int:
        if self.silent:
            self._leaving.wait()
        if self.status < 300:
            self.told.append(told)
        return self.status


class _Handler(Handler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status = self.server.owner.take(Told(dict(self.headers), body))
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", self.server.owner.url)
        self.end_headers()
