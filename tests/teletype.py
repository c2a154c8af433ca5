"""A person at a terminal: what they see, and the keys they press."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager

from blog import PROJECT, Blog

PATIENCE = 20.0  # seconds until a screen that does not come fails a test


class Teletype:
    """A terminal with a command running on it."""

    def __init__(self, process: subprocess.Popen[bytes], line: int) -> None:
        self.process = process
        self._line = line
        self._heard = ""

    def until(self, text: str) -> str:
        """All that is shown from the last time up to this text."""
        while text not in self._heard:
            ready, _, _ = select.select([self._line], [], [], PATIENCE)
            assert ready, f"no {text!r} in {self._heard!r}"
            self._heard += os.read(self._line, 65536).decode(errors="replace")
        shown, _, self._heard = self._heard.partition(text)
        return shown

    def press(self, keys: str) -> None:
        """Press these keys, one after the other."""
        os.write(self._line, keys.encode())

    def resize(self, rows: int, columns: int) -> None:
        """Pull the window to another size."""
        fcntl.ioctl(self._line, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def end(self) -> int:
        """Wait for the command to end; its exit status."""
        return self.process.wait(PATIENCE)


@contextmanager
def teletype(blog: Blog, *arguments: str, rows: int = 24, columns: int = 80, term: str = "xterm") -> Iterator[Teletype]:
    """``moderate`` with these arguments on a terminal of this size, which hangs up at the end of the block."""
    ours, its = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    with subprocess.Popen(
        [sys.executable, "-m", "moderation", *arguments],
        cwd=PROJECT,
        env=environment | blog.environment | {"TERM": term},
        stdin=its,
        stdout=its,
        stderr=its,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    ) as process:
        os.close(its)
        seat = Teletype(process, ours)
        seat.resize(rows, columns)
        try:
            yield seat
        finally:
            os.close(ours)
            process.wait(PATIENCE)
