"""``moderate publish --deploy``: what changed goes to the host, and what could not goes the next time."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from blog import Blog
from builders import NOON, a_comment
from moderation.desk.deployment import Deployment
from moderation.errors import NotDeployed

COPIES = "import pathlib, sys; pathlib.Path('{}').write_bytes(sys.stdin.buffer.read())"
FAILS = "import sys; sys.exit('No route to host')"


@pytest.fixture
def blog(site: Blog) -> Blog:
    """Its host is a file with the names that were sent there."""
    return sending(site, COPIES.format(site.root / "host"))


def sending(blog: Blog, script: str) -> Blog:
    blog.environment["MODERATION_DEPLOY"] = f'{sys.executable} -c "{script}"'
    return blog


def deploy(blog: Blog, *options: str) -> set[str]:
    """Publish, deploy, and give the names that the command got."""
    (blog.root / "host").write_text("")
    result = blog.moderate("publish", "--deploy", *options)
    assert result.exit_code == 0, result.output
    return {*filter(None, (blog.root / "host").read_text().replace("\0", "\n").split("\n"))}


def status(blog: Blog) -> list[str]:
    names: list[str] = json.loads(blog.moderate("status", "--format", "json").stdout)["undeployed"]
    return names


def test_at_first_everything_is_sent(blog: Blog) -> None:
    assert deploy(blog) == {*blog.tree()}
    assert deploy(blog) == set()


def test_then_what_changed(blog: Blog) -> None:
    deploy(blog)
    blog.comment(a_comment(article="other"))

    sent = deploy(blog)

    assert {"other/index.html", "other/comments.atom.xml", "feeds/comments.atom.xml"} <= sent
    assert "hello/index.html" not in sent


def test_what_a_build_wrote_or_removed_counts_as_well(blog: Blog) -> None:
    blog.build()
    deploy(blog)
    blog.article("new")
    (blog.root / "content/articles/other.md").unlink()
    blog.build(fatal=None)

    assert {"new/index.html", "other/index.html"} <= deploy(blog)


def test_what_could_not_be_sent_is_sent_the_next_time(blog: Blog) -> None:
    deploy(blog)
    (blog.output / "hello/index.html").write_text("Other.")
    works = blog.environment["MODERATION_DEPLOY"]
    failed = sending(blog, FAILS).moderate("publish", "hello", "--deploy")
    waiting = status(blog)
    blog.environment["MODERATION_DEPLOY"] = works

    assert failed.exit_code == 1
    assert waiting == ["hello/index.html"]


def test_the_commands_own_words_are_shown(blog: Blog) -> None:
    failed = sending(blog, FAILS).moderate("publish", "--deploy")

    assert (failed.exit_code, failed.stderr.splitlines()[-1]) == (
        1,
        f"Error: Not deployed: {sys.executable} ended with 1: No route to host.",
    )


@pytest.mark.parametrize(
    ("command", "problem"),
    [
        pytest.param("", "MODERATION_DEPLOY is not set", id="none"),
        pytest.param("no-such-command", "no-such-command: No such file or directory", id="one that is not there"),
    ],
)
def test_without_a_command_nothing_is_deployed(command: str, problem: str, blog: Blog) -> None:
    blog.environment["MODERATION_DEPLOY"] = command
    failed = blog.moderate("publish", "--deploy")

    assert (failed.exit_code, failed.stderr.splitlines()[-1]) == (1, f"Error: Not deployed: {problem}.")


def test_a_name_never_looks_like_two(blog: Blog) -> None:
    (blog.output / "a\nhello").write_text("")

    with pytest.raises(NotDeployed, match="has a line break; use --null"):
        Deployment(blog.settings).run(NOON)
    assert len(Deployment(blog.settings).run(NOON, "\0")) == len(blog.tree())


def test_the_status_says_what_waits(blog: Blog) -> None:
    deploy(blog)
    assert status(blog) == []
    (blog.output / "hello/index.html").write_text("Other.")
    (blog.output / "other/index.html").unlink()

    assert status(blog) == ["hello/index.html", "other/index.html"]


def test_when_it_was_deployed_is_on_record(blog: Blog) -> None:
    Deployment(blog.settings).run(NOON)

    assert json.loads(Path(blog.root / "var/deployed.json").read_text())["at"] == NOON.isoformat()


def test_a_damaged_record_sends_everything(blog: Blog) -> None:
    deploy(blog)
    (blog.root / "var/deployed.json").write_text("[")

    assert deploy(blog) == {*blog.tree()}
