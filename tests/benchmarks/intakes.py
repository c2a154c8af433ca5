"""Two ways to take comments in, as processes: our intake, and Isso."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from bigblog import PROJECT, readers_texts
from wrk import WORD, Senders

from door import INDEX
from moderation import siteindex
from patience import eventually

TEXTS, SIZE = 500, 1_500
"""How many different texts are sent, and the bytes of the longest: few readers write more."""
ANY = str(10**9)
"""A rate that is counted, and never reached."""
ISSO = f"""
[general]
dbpath = {{folder}}/isso.db
host = http://127.0.0.1/
[moderation]
enabled = true
[server]
listen = http://127.0.0.1:{{port}}
[guard]
enabled = true
ratelimit = {ANY}
direct-reply = {ANY}
reply-to-self = true
"""


@contextmanager
def ours(folder: Path, database: str, workers: int = 1) -> Iterator[tuple[Senders, int]]:
    """Our intake with all its checks, no rate low enough to be reached; who sends to it, and the process."""
    siteindex.dump(INDEX, folder / "site.json")
    settings = {"DATABASE": database, "SITE_INDEX": str(folder / "site.json"), "RATE": ANY, "SITE_RATE": ANY}
    port = free_port()
    command = [sys.executable, "-m", "moderation", "serve", "--port", str(port), "--workers", str(workers)]
    with running(command, port, {f"MODERATION_{name}": value for name, value in settings.items()}) as process:
        form = {"email": "reader@example.org", "url": "", "comment_parent": "", "topic": ""}
        bodies = [urlencode({"author": author, "comment": text, **form}) for author, text in _texts()]
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{port}"}
        yield Senders(f"http://127.0.0.1:{port}/comments/hello", kind, bodies, 303), process


@contextmanager
def isso(folder: Path, programs: Path) -> Iterator[tuple[Senders, int]]:
    """Isso with its own server, moderation and guard; who sends to it, and the process."""
    port = free_port()
    settings = folder / "isso.cfg"
    settings.write_text(ISSO.format(folder=folder, port=port))
    with running([str(programs / "isso"), "-c", str(settings), "run"], port, {}) as process:
        # With the title, since it would else ask the site for it.
        bodies = [json.dumps({"author": author, "text": text, "title": "Hello"}) for author, text in _texts()]
        kind = {"Content-Type": "application/json"}
        yield Senders(f"http://127.0.0.1:{port}/new?uri=%2Fhello%2F", kind, bodies, 202), process


def _texts() -> Sequence[tuple[str, str]]:
    short = [(author, text) for author, text in readers_texts() if len(text.encode()) <= SIZE]
    return [(author, f"{text} {WORD}") for author, text in short[:TEXTS]]


@contextmanager
def running(command: Sequence[str], port: int, environment: Mapping[str, str]) -> Iterator[int]:
    """A server, from the moment it listens; gives its process."""
    with subprocess.Popen(
        command, cwd=PROJECT, env=os.environ | dict(environment), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            eventually(lambda: _listens(port) or process.poll() is not None)
            yield process.pid
        finally:
            process.terminate()


def _listens(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return int(server.getsockname()[1])
