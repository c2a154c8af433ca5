"""Strangers who send the intake one broken request after the other over connections that they keep."""

from __future__ import annotations

import socket
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

from requestgrammar import Requests

CLIENTS = 4
BEHIND_A_PROXY = {"MODERATION_PROXIES": "127.0.0.1", "MODERATION_RATE": "5"}
"""Each request says that it comes from elsewhere."""
DAMAGED = 0.03
"""The share of requests that may have no end: whoever sends them hangs up soon."""
PATIENCE = 20.0
IMPATIENCE = 0.1

CUT_OFF, UNANSWERED = 0, -1
"""In place of a status."""


@dataclass(frozen=True, slots=True)
class Answers:
    """How many there were of each status, and the requests whose answer is a finding."""

    statuses: Counter[int] = field(default_factory=Counter)
    findings: list[bytes] = field(default_factory=list)


def barrage(pool: Executor, address: str, seed: str, requests: int, texts: Sequence[str]) -> Answers:
    """The answers to so many requests, from several clients at once."""
    whole = Answers()
    send = partial(_send, address, texts, requests // CLIENTS)
    for part in pool.map(send, [f"{seed} {client}" for client in range(CLIENTS)]):
        whole.statuses.update(part.statuses)
        whole.findings.extend(part.findings)
    return whole


def _send(address: str, texts: Sequence[str], number: int, seed: str) -> Answers:
    answers, requests, stranger = Answers(), Requests(seed, texts), Stranger(address)
    for _ in range(number):
        damaged = requests.random.random() < DAMAGED
        data = requests.damaged() if damaged else requests.request()
        status = stranger.ask(data, IMPATIENCE if damaged else PATIENCE)
        answers.statuses[status] += 1
        if status >= 500 or (status == UNANSWERED and not damaged):
            answers.findings.append(data)
        if damaged:
            stranger.hang_up()
    stranger.hang_up()
    return answers


class Stranger:
    """A client with a connection, and a new one when that is closed."""

    def __init__(self, address: str) -> None:
        self._place = urlsplit(address).hostname, urlsplit(address).port
        self._socket: socket.socket | None = None

    def ask(self, data: bytes, patience: float) -> int:
        """The status of the answer; or CUT_OFF, or UNANSWERED."""
        try:
            self._socket = self._socket or socket.create_connection(self._place)
            self._socket.settimeout(patience)
            self._socket.sendall(data)
            return self._answer(data.partition(b" ")[0].decode("latin-1"))
        except TimeoutError:
            self.hang_up()
            return UNANSWERED
        except (OSError, HTTPException):
            self.hang_up()
            return CUT_OFF

    def hang_up(self) -> None:
        """Close the connection, if there is one."""
        if self._socket:
            self._socket.close()
        self._socket = None

    def _answer(self, method: str) -> int:
        assert self._socket
        with HTTPResponse(self._socket, method=method) as answer:
            answer.begin()
            answer.read()
            if answer.will_close:
                self.hang_up()
            return answer.status


def memory(process: int) -> float:
    """MB of a process that are in use."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def complaints(log: str) -> Iterator[str]:
    """Lines of the intake's log that are about a mistake of its own, not of strangers."""
    for line in log.splitlines()[1:]:
        if " INFO " not in line and " WARNING " not in line:
            yield line
