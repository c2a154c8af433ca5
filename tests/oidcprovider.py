"""npm's ``oidc-provider`` as a process of its own: somebody else's idea of the protocol, with pages to sign in on."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from npm import PACKAGES

PROGRAM = Path(__file__).with_suffix(".mjs")
KEY = "blog:hush"


def whats_missing() -> str:
    """A sentence that says so, if it is not installed; else nothing."""
    there = shutil.which("node") and (PACKAGES / "oidc-provider").is_dir()
    return "" if there else "node or node_modules/oidc-provider not found (.ci/tools installs them)"


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


@contextmanager
def running(port: int, back: str) -> Iterator[None]:
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
