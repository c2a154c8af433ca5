"""Programs as processes of their own, forked from one that has already imported what they need.

Imports are most of what a small build costs, and the tests build hundreds of times. All else is as ``python -m`` has
it: folder, environment, module path, what is said, and the status at the end. One seed of hashes is shared by all.
"""

from __future__ import annotations

import atexit
import json
import os
import runpy
import subprocess
import sys
import tempfile
import threading
import time
from functools import cache
from importlib import import_module
from pathlib import Path

PROJECT = Path(__file__).parents[1]


class ForkServer:
    """The process that is forked. It lives until this one ends, and runs one program at a time."""

    def __init__(self, *imported: str) -> None:
        command = [sys.executable, __file__, *imported]
        self._process = subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._turn = threading.Lock()
        atexit.register(self._process.communicate)

    def run(self, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        """What becomes of ``python -m`` with these arguments in this folder."""
        with tempfile.TemporaryDirectory() as folder:
            said = [Path(folder, name) for name in ("stdout", "stderr")]
            job = [arguments, str(cwd), {**os.environ}, [os.devnull, *map(str, said)]]
            status = self._status(json.dumps(job))
            return subprocess.CompletedProcess(arguments, status, *(file.read_text() for file in said))

    def _status(self, job: str) -> int:
        assert self._process.stdin
        assert self._process.stdout
        with self._turn:
            print(job, file=self._process.stdin, flush=True)
            return int(self._process.stdout.readline())


@cache
def forkserver(*imported: str) -> ForkServer:
    """The one that has imported these modules, started when it is first asked for."""
    return ForkServer(*imported)


def anew(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The same without a fork: a process that does all imports, and has a seed of hashes of its own."""
    return subprocess.run([sys.executable, "-m", *arguments], cwd=cwd, capture_output=True, text=True, check=False)


def serve(*imported: str) -> None:
    """In the process that is forked: run what is asked for, until nobody can ask any more."""
    path = sys.path[1:]
    sys.path[:0] = [str(PROJECT), str(PROJECT / "plugins")]
    for module in imported:
        import_module(module)
    sys.path[:] = path
    for line in sys.stdin:
        if not (child := os.fork()):
            return _become(*json.loads(line))
        os.write(1, b"%d\n" % os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def _become(arguments: list[str], folder: str, environment: dict[str, str], files: list[str]) -> None:
    for descriptor, file in enumerate(files):  # standard input, output and error
        os.dup2(os.open(file, os.O_CREAT | os.O_RDWR), descriptor)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    sys.path.insert(0, folder)
    sys.argv = arguments
    runpy.run_module(arguments[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    serve(*sys.argv[1:])
