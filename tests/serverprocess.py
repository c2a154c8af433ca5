"""``moderate serve --site`` as a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).parents[1]
COMMAND = [sys.executable, "-m", "moderation", "serve", "--site", "--port", "0"]
LINKS = [sys.executable, "-m", "moderation", "links", "--port", "0"]
PATIENCE = 60  # seconds until a process that hangs is killed, and fails its test


class Server:
    """A server that has said where it is. It is listened to all the time: a full pipe would stop it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stdout
        self._said = [process.stdout.readline()]
        found = re.match(r"Listening at (http://.+)/$", self._said[0])
        if not found:
            process.kill()
        assert found, self._said[0] + process.stdout.read()
        self.address = found[1]
        """Without a slash at the end."""
        self._ear = threading.Thread(target=lambda: self._said.extend(process.stdout or ()))
        self._ear.start()

    @property
    def log(self) -> str:
        """All it has said by now, wherever it said it."""
        return "".join(self._said)

    def terminate(self) -> int:
        """Ask it to stop, and wait; gives its exit status."""
        self.process.terminate()
        return self._wait()

    def kill(self) -> None:
        """Stop it dead."""
        self.process.kill()
        self._wait()

    def _wait(self) -> int:
        self._ear.join()
        return self.process.wait()


@contextmanager
def serving(environment: Mapping[str, str], command: Sequence[str] = COMMAND) -> Iterator[Server]:
    """A server with these settings, on a port of the system's choice, until the end of the block at the latest."""
    process = subprocess.Popen(
        command,
        cwd=PROJECT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    watchdog = threading.Timer(PATIENCE, process.kill)
    watchdog.start()
    try:
        with process:
            server = Server(process)
            try:
                yield server
            finally:
                server.terminate()
    finally:
        watchdog.cancel()


def failed_start(environment: Mapping[str, str], *options: str) -> subprocess.CompletedProcess[str]:
    """What becomes of a server that cannot start; later options count more."""
    return subprocess.run(
        [*COMMAND, *options],
        cwd=PROJECT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
