"""Whoever waits for a build at a terminal sees how far it is."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys

from blog import Blog
from manyarticles import fill

IMPATIENT = "from moderated_comments import progress\nprogress.PATIENCE = 0\n"
BARS = {"Comments", "Reading", "Writing"}


def seen(blog: Blog) -> str:
    """What is on a terminal while the blog is built."""
    ours, its = pty.openpty()
    command = [sys.executable, "-m", "pelican", "content", "-s", "pelicanconf_test.py"]
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "80"}
    with subprocess.Popen(command, cwd=blog.root, env=environment, stdout=its, stderr=its) as building:
        os.close(its)
        text = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    assert building.returncode == 0, text
    return text.decode()


def _read(line: int) -> bytes:
    try:
        return os.read(line, 65536)
    except OSError:  # as Linux says that nobody writes any more
        return b""


def test_a_bar_shows_how_far_a_build_is(blog: Blog) -> None:
    fill(blog)
    blog.configure(IMPATIENT)

    text = seen(blog)

    shown = {*re.findall(r"(\w+) \x1b\[\d+m[━╺]", text)}
    assert shown  # of each, if it takes longer than from one picture of it to the next
    assert shown <= BARS


def test_nobody_needs_one_before_the_end_of_their_patience(blog: Blog) -> None:
    blog.article()

    text = seen(blog)

    assert "Generating" in text
    assert "━" not in text


def test_there_is_none_in_a_log(blog: Blog) -> None:
    fill(blog)
    blog.configure(IMPATIENT)

    assert "━" not in blog.build(fatal=None).stdout
