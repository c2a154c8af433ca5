"""What shells complete: as bash itself does it, and as click hands it to zsh and fish."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from blog import PROJECT, Blog
from builders import a_submission
from moderation.queue.submission import State

PROGRAMS = str(Path(sys.executable).parent)


@pytest.fixture
def desk(site: Blog, queue_url: str) -> Blog:
    """Two comments wait, one is approved."""
    desk = Blog(site.root, queue_url)
    with desk.queue() as queue:
        queue.add([a_submission("k7f3q2mx", author="Ann\u202e", text="I\nagree: yes."), a_submission("k8888888")])
        queue.add([a_submission("mmmmmmmm", state=State.APPROVED)])
    return desk


def run(blog: Blog, command: list[str], **more: str) -> str:
    """What it prints; nothing on standard error, whatever is wrong."""
    environment = os.environ | blog.environment | {"PATH": f"{PROGRAMS}:{os.environ['PATH']}"} | more
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout


def bash(blog: Blog, *words: str) -> list[str]:
    """What bash completes when Tab is pressed after these words, the last of which may be empty."""
    typed = " ".join(f"'{word}'" for word in ("moderate", *words))
    script = f"""
        eval "$(moderate completion bash)"
        COMP_WORDS=({typed}) COMP_CWORD={len(words)}
        _moderate_completion moderate
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    return run(blog, ["bash", "-c", script]).split()


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        (["unap"], ["unapprove"]),
        (["approve", "--rea"], ["--reason"]),
        (["approve", ""], ["k7f3q2mx", "k8888888"]),
        (["approve", "k7"], ["k7f3q2mx"]),
        (["approve", "k7f3q2mx", "k8"], ["k8888888"]),
        (["unapprove", ""], ["mmmmmmmm"]),
        (["get", "m"], ["mmmmmmmm"]),
        (["publish", "he"], ["hello"]),
        (["list", "--article", ""], ["hello", "other"]),
        (["list", "--status", "s"], ["spam"]),
        (["approve", "zz"], []),
    ],
    ids=lambda words: " ".join(words),
)
def test_bash_completes(desk: Blog, words: list[str], completed: list[str]) -> None:
    assert bash(desk, *words) == completed


@pytest.mark.parametrize(
    ("shell", "said"),
    [
        ("zsh", "plain\nk7f3q2mx\nAnn\\u202e: I agree: yes.\n"),
        ("fish", "plain,k7f3q2mx\tAnn\\u202e: I agree: yes.\n"),
    ],
)
def test_other_shells_are_told_whose_comment_it_is(desk: Blog, shell: str, said: str) -> None:
    asked = {"COMP_WORDS": "moderate approve k7", "COMP_CWORD": "k7" if shell == "fish" else "2"}

    assert run(desk, ["moderate"], _MODERATE_COMPLETE=f"{shell}_complete", **asked) == said


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_each_shell_is_printed(blog: Blog, shell: str) -> None:
    assert "_MODERATE_COMPLETE=" in run(blog, ["moderate", "completion", shell])


@pytest.mark.parametrize(
    "broken",
    [
        {"MODERATION_DATABASE": "postgresql://nobody@127.0.0.1:1/nowhere"},
        {"MODERATION_DATABASE": "nonsense"},
    ],
    ids=str,
)
def test_what_is_wrong_completes_nothing_and_says_nothing(blog: Blog, broken: dict[str, str]) -> None:
    blog.environment |= broken

    assert bash(blog, "approve", "") == []


def test_completing_makes_no_queue(blog: Blog) -> None:
    bash(blog, "approve", "")

    assert not (blog.root / "var").exists()


def test_it_is_completed_for_the_queue_that_an_option_names(desk: Blog, tmp_path: Path) -> None:
    assert bash(desk, "--database", f"sqlite:///{tmp_path}/none.db", "approve", "") == []
