"""Connections on which nothing more comes, and readers among them."""

from __future__ import annotations

import itertools
import resource
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from urllib.parse import urlsplit

from blog import Blog
from crowd import Reckoning, crowd, more
from requestfuzz import complaints, memory

FORM = b"POST /comments/hello HTTP/1.1\r\nHost: blog.example\r\nContent-Length: 9\r\n"
BEGINNINGS = [b"", b"POST /comm", FORM, FORM + b"\r\ncomm", b"GET / HTTP/1.1\r\nHost: blog.example\r\n\r\n"]
FILES = 1024
"""What a process may have open, usually."""
ENOUGH = 20
AT_ONCE = 32


def served_among_idlers(blog: Blog, number: int, figures: list[float]) -> Iterator[str]:
    """What is wrong with an intake at so many idle connections; ``figures`` get its MB before and after."""
    reckoning = Reckoning()
    with blog.server() as server:
        process = server.process.pid
        resource.prlimit(process, resource.RLIMIT_NOFILE, (FILES, FILES))
        with crowd(server.address, reckoning):
            more(reckoning.thanked, ENOUGH)
            figures.append(memory(process))
            with idlers(server.address, number):
                more(reckoning.thanked, ENOUGH)
                figures.append(memory(process))
    yield from reckoning.flaws(blog)
    yield from (f"{text!r} was not answered" for text in reckoning.unanswered)
    yield from complaints(server.log)


@contextmanager
def idlers(address: str, number: int) -> Iterator[None]:
    """So many clients that begin at most, and wait."""
    place = urlsplit(address)
    come = partial(_come, (place.hostname or "", place.port or 0))
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (before[1], before[1]))
    try:
        with ThreadPoolExecutor(AT_ONCE) as pool, ExitStack() as open:
            for client in pool.map(come, itertools.islice(itertools.cycle(BEGINNINGS), number)):
                open.enter_context(client)
            yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def _come(place: tuple[str, int], sent: bytes) -> socket.socket:
    client = socket.create_connection(place, timeout=20)
    with suppress(ConnectionError):  # which it says to those it has no room for
        client.sendall(sent)
    return client
