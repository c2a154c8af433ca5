"""An import that is killed, or loses its power, is begun again: in the end everything is as if nothing had happened."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from blog import PROJECT, Blog
from moderation.atomic import PREFIX
from moderation.queue.submission import Submission
from wxr import a_post, a_wp_comment, bring, content, submissions, write

PATIENCE = 60  # seconds until a process that hangs is killed, and fails its test
POSTS, EACH = 120, 10
"""More comments than go into the queue at once."""


def items() -> list[str]:
    """Posts with comments of every state."""
    states = ["1", "1", "1", "0", "1", "spam", "1", "1", "trash", "1"]
    return [
        a_post(
            f"post-{post}",
            post_id=str(post),
            content=f'<p>Words of {post}. <img src="https://old.example/wp-content/uploads/{post}.jpg"></p>',
            comments=[
                a_wp_comment(str(post * EACH + n), approved=state, parent=str(post * EACH + n - 1) if n else "0")
                for n, state in enumerate(states)
            ],
        )
        for post in range(1, POSTS + 1)
    ]


def uploads(folder: Path) -> Path:
    """A picture for each post."""
    folder.mkdir()
    for post in range(1, POSTS + 1):
        (folder / f"{post}.jpg").write_bytes(b"picture %d" % post)
    return folder


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, Submission]]:
    """What is there after an import that nothing happens to."""
    root = tmp_path_factory.mktemp("undisturbed")
    blog = Blog(root)
    bring(blog, *items(), options=["--media", str(uploads(root / "uploads"))])
    return result(blog)


def result(blog: Blog) -> tuple[dict[str, bytes], dict[str, Submission]]:
    """All that an import makes; each process that was killed may leave a file it was writing."""
    whole = {name: text for name, text in content(blog).items() if PREFIX not in name}
    assert len(content(blog)) - len(whole) <= 3
    return whole, submissions(blog)


def files(pattern: str, count: int) -> Callable[[Blog], bool]:
    """Whether there are so many files of the pattern."""
    return lambda blog: sum(1 for _ in (blog.root / "content").glob(pattern)) >= count


MOMENTS = [
    pytest.param(lambda blog: (blog.root / "var/queue.db").exists(), id="as the queue is made"),
    pytest.param(files("articles/*.md", 1), id="at the first article"),
    pytest.param(files("articles/*.md", 90), id="at an article in the middle"),
    pytest.param(files("images/uploads/*.jpg", 50), id="at a picture"),
    pytest.param(files("comments/*/*.md", 1), id="at the first comment"),
    pytest.param(files("comments/*/*.md", 600), id="at a comment in the middle"),
    pytest.param(files("comments/*/*.md", 720), id="at a comment of the second batch"),
    pytest.param(files("articles/*.md", 103), id="at an article after the first batch"),
]


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_import_is_taken_up_again(
    moment: Callable[[Blog], bool], blog: Blog, undisturbed: tuple[object, object]
) -> None:
    options = ["--media", str(uploads(blog.root / "uploads"))]

    kill(blog, options, moment)
    assert result(blog) != undisturbed
    bring(blog, *items(), options=options)

    assert result(blog) == undisturbed


def test_one_that_is_killed_again_and_again_comes_to_its_end(blog: Blog, undisturbed: tuple[object, object]) -> None:
    options = ["--media", str(uploads(blog.root / "uploads"))]

    for count in (20, 60, 100):
        kill(blog, options, files("articles/*.md", count))
    bring(blog, *items(), options=options)

    assert result(blog) == undisturbed


def kill(blog: Blog, options: list[str], moment: Callable[[Blog], bool]) -> None:
    """Kill an import at that moment."""
    command = [sys.executable, "-m", "moderation", "import", "wordpress", str(write(blog, *items())), *options]
    process = subprocess.Popen(
        command, cwd=PROJECT, env={**os.environ, **blog.environment}, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    watchdog = threading.Timer(PATIENCE, process.kill)
    watchdog.start()
    with process:
        while process.poll() is None and not moment(blog):
            pass
        process.kill()
        said = process.communicate()
    assert watchdog.is_alive()
    watchdog.cancel()
    assert process.returncode == -signal.SIGKILL, said


def test_what_a_power_cut_left_empty_is_completed(blog: Blog, undisturbed: tuple[object, object]) -> None:
    options = ["--media", str(uploads(blog.root / "uploads"))]
    bring(blog, *items(), options=options)
    for pattern in ("articles/*.md", "comments/*/*.md", "images/uploads/*"):
        for path in [*(blog.root / "content").glob(pattern)][::3]:
            path.write_bytes(b"")
    for path in (blog.root / "var").glob("queue.db*"):  # it knows of a comment once the file is on the disk
        path.unlink()

    bring(blog, *items(), options=options)

    assert result(blog) == undisturbed
