"""A program that is forked is the program that is started: it can tell no difference."""

from __future__ import annotations

from pathlib import Path

import pytest

from forkserver import anew, forkserver

PROGRAM = """
import os, sys, time
print(os.getcwd(), sys.argv[1:], sys.path, sys.stdin.read(), __name__, time.tzname, os.environ["SEEN"])
print("not well", file=sys.stderr)
sys.exit(3)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "program.py").write_text(PROGRAM)
    return tmp_path


def test_it_has_the_folder_the_environment_and_the_status_of_one_that_is_started(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = forkserver("json")
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    monkeypatch.setenv("SEEN", "by both")

    forked, started = (run("program", "a", "b", cwd=folder) for run in (server.run, anew))

    assert started.returncode == 3
    assert (forked.returncode, forked.stdout, forked.stderr) == (started.returncode, started.stdout, started.stderr)


def test_what_one_does_to_itself_the_next_does_not_see(folder: Path) -> None:
    (folder / "changed.py").write_text("import json; print(hasattr(json, 'changed')); json.changed = True")

    said = [forkserver("json").run("changed", cwd=folder).stdout for _ in range(2)]

    assert said == ["False\n", "False\n"]
