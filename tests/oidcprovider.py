"""npm's ``oidc-provider`` as a process of its own: somebody else's idea of the protocol, with pages to sign in on."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from blog import Blog
from conftest import require
from npm import PACKAGES

PROGRAM = Path(__file__).with_suffix(".mjs")
KEY = "blog:hush"


def whats_missing() -> str:
    """A sentence that says so, if it is not installed; else nothing."""
    there = shutil.which("node") and (PACKAGES / "oidc-provider").is_dir()
    return "" if there else "node or node_modules/oidc-provider not found (.ci/tools installs them)"


@contextmanager
def signing_in(blog: Blog, offers: str = "") -> Iterator[str]:
    """The address of a blog with these settings, whose readers sign in with the provider while the block lasts."""
    require(whats_missing())
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    place = f"127.0.0.1:{port}"
    offers += f'COMMENTS_SIGNIN = "{place}"\n'
    blog.configure(offers)
    blog.article()
    blog.build()
    with blog.serving(MODERATION_SIGNIN=f"http://{place}={KEY}") as address:
        blog.configure(f'{offers}FEED_DOMAIN = "{address}"\n')  # which is known now
        blog.build()
        with _running(port, f"{address}/comments/signin/{place}"):
            yield address


@contextmanager
def _running(port: int, back: str) -> Iterator[None]:
    """It listens there, and sends its users back to this address alone, until the end of the block."""
    command = ["/usr/bin/env", "node", str(PROGRAM), str(port), back]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    with process:
        try:
            assert process.stdout
            assert process.stdout.readline() == "Listening\n"
            yield
        finally:
            process.kill()
