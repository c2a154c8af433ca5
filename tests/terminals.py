"""The command line on a terminal, as a person sees it."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator

from blog import PROJECT, Blog


def on_terminal(blog: Blog, *arguments: str, width: int = 80, typed: str = "", **more: str) -> list[str]:
    """The lines that a person sees on a terminal of so many columns, who types this; more environment by name."""
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    process = subprocess.Popen(
        [sys.executable, "-m", "moderation", *arguments],
        cwd=PROJECT,
        env=environment | blog.environment | more,
        stdin=its,
        stdout=its,
        stderr=its,
    )
    os.close(its)
    os.write(ours, typed.encode())
    with process:
        output = b"".join(_read(ours))
    return output.decode().replace("\r\n", "\n").splitlines()


def _read(terminal: int) -> Iterator[bytes]:
    try:
        while piece := os.read(terminal, 4096):
            yield piece
    except OSError:  # on Linux, how a terminal ends
        pass
    finally:
        os.close(terminal)
