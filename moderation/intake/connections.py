"""Connections: how many there are, how long each may take to say what it wants and to hear what it is told, and how
much it may say before it has said what it wants.

uvicorn limits the pause between two requests only, and that until the first byte of the next one: tried with 0.54,
whoever sends nothing at all, or half a head, or half a body, may stay for ever; and a head may have any size.
"""

from __future__ import annotations

import asyncio
from typing import ClassVar, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class Connection(HttpToolsProtocol):
    """uvicorn's, cut off when its client takes too long; of too many, the one that has kept us waiting longest goes.

    So a crowd that says nothing shuts out itself, and a reader gets through.
    """

    most: ClassVar[int] = 700
    """Of the 1024 files that a process usually may have open, some are left for the database and the pages, and for
    those that come all at once."""
    backlog: ClassVar[int] = 100
    """How many the system keeps for us, and how many asyncio takes from it before any of them can make room."""
    patience: ClassVar[float] = 30.0
    """Seconds for a whole request; also for the next 64 kB of an answer to get through."""
    longest_head: ClassVar[int] = 64 * 1024
    """Bytes of a request before its body: as much as uvicorn's other, slower parser takes."""
    waiting: ClassVar[dict[Connection, None]] = {}
    """Those whose clients are to make the next move, in the order since when. Of the whole process, as files are."""

    _deadline: asyncio.TimerHandle | None = None
    _head: int | None = None
    """Bytes of a head that has begun; none between heads."""

    @property
    def is_waiting(self) -> bool:
        """Whether the next move is the client's: no request has come yet, or not all of it."""
        return self.cycle is None or self.cycle.response_complete or self.cycle.more_body

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(cast(asyncio.Transport, transport))
        self._wait(self.patience)
        if len(self.connections) > self.most:
            self._make_room()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if not self.is_waiting:
            self.waiting.pop(self, None)
        if self._head is not None:
            self._head += len(data)
            if self._head > self.longest_head:
                self.transport.abort()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._head = 0

    def on_headers_complete(self) -> None:
        self._head = None
        super().on_headers_complete()

    def on_response_complete(self) -> None:
        self._wait(self.timeout_keep_alive + self.patience)
        super().on_response_complete()  # which may begin with a request that has come meanwhile
        if not self.is_waiting:
            self.waiting.pop(self, None)

    def send_400_response(self, msg: str) -> None:
        cycle = self.cycle
        if cycle and (cycle.response_started if cycle.more_body else not cycle.response_complete):
            self.transport.close()  # an answer has begun, or is still to come: there can be no other
        else:
            super().send_400_response(msg)
        if cycle:
            cycle.disconnected = True  # or what the application has to say now would follow

    def pause_writing(self) -> None:
        super().pause_writing()
        self._set_deadline(self.patience)

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self.waiting.pop(self, None)
        if self._deadline:
            self._deadline.cancel()

    def _wait(self, seconds: float) -> None:
        self.waiting.pop(self, None)  # and to the end
        self.waiting[self] = None
        self._set_deadline(seconds)

    def _set_deadline(self, seconds: float) -> None:
        if self._deadline:
            self._deadline.cancel()
        self._deadline = self.loop.call_later(seconds, self._give_up)

    def _give_up(self) -> None:
        if self.is_waiting or self.flow.write_paused:
            self.transport.abort()  # to close would be to wait until everything has been sent

    def _make_room(self) -> None:
        longest = next(iter(self.waiting))
        if longest is not self:  # else all others are being served; uvicorn answers 503 as soon as a request is here
            del self.waiting[longest]
            self.connections.discard(longest)  # now and not when the loop comes to it, or its place would be taken
            longest.transport.abort()
