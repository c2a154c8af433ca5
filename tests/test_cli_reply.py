"""``moderate reply``: a moderator's own comment, on the page at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from blog import Blog
from builders import a_submission
from moderation.comment import Kind
from moderation.queue.ledger import Action
from moderation.queue.submission import State, Submission
from pages import comments_on
from terminals import on_terminal

HELLO = "hello/index.html"


@pytest.fixture(params=["sqlite", "postgresql"])
def desk(site: Blog, request: pytest.FixtureRequest) -> Blog:
    """One comment is on the page, another waits; on each database we support."""
    if request.param == "postgresql":
        site = Blog(site.root, request.getfixturevalue("postgresql_queue_url"))
    with site.queue() as queue:
        queue.add([a_submission("k7f3q2mx"), a_submission("m2c8w0ra")])
    site.moderate("approve", "k7f3q2mx")
    return site


def reply(blog: Blog) -> Submission:
    """The only one there is."""
    with blog.queue() as queue:
        [found] = [one for one in queue.list() if one.comment.parent]
    return found


def test_a_reply_is_on_the_page_at_once(desk: Blog) -> None:
    result = desk.moderate("reply", "k7", "Thank you.")

    own = reply(desk)
    assert (result.stderr, result.exit_code) == ("", 0)
    assert result.stdout == f"{own.id} approved (replies to k7f3q2mx)\n"
    assert (own.comment.parent, own.comment.article, own.comment.author) == ("k7f3q2mx", "hello", "ann")
    assert (own.comment.text, own.email, own.state) == ("Thank you.", "", State.APPROVED)
    assert comments_on(desk.page(HELLO)) == ["k7f3q2mx", own.id]


def test_a_reply_is_the_authors_and_nobody_elses_comment_is(desk: Blog) -> None:
    desk.moderate("reply", "k7", "Thank you.")

    badged = re.findall(r'id="comment-(\w+)" (?:(?!<article).)*class="comment-badge"', desk.page(HELLO), re.DOTALL)
    assert (badged, reply(desk).comment.kind) == ([reply(desk).id], Kind.AUTHOR)


def test_the_ledger_knows_of_it(desk: Blog) -> None:
    desk.moderate("reply", "k7", "Thank you.")

    with desk.queue() as queue:
        last = queue.decisions()[-1]
        assert queue.verify().number == last.number
    assert (last.action, last.comment, last.who) == (Action.REPLY, reply(desk).id, "ann")
    assert (last.before, last.after) == (State.PENDING, State.APPROVED)


def test_it_can_be_undone(desk: Blog) -> None:
    desk.moderate("reply", "k7", "Thank you.")

    desk.moderate("undo")

    assert reply(desk).state is State.PENDING
    assert comments_on(desk.page(HELLO)) == ["k7f3q2mx"]


def test_the_name_over_it_can_be_set(desk: Blog) -> None:
    desk.moderate("--author", "Ann of the Blog", "reply", "k7", "Thank you.")

    assert reply(desk).comment.author == "Ann of the Blog"


def test_the_text_may_come_from_a_file(desk: Blog, tmp_path: Path) -> None:
    (tmp_path / "reply.txt").write_bytes(b"Thank\r\n\r\nyou.\n")

    desk.moderate("reply", "k7", "-F", str(tmp_path / "reply.txt"))

    assert reply(desk).comment.text == "Thank\n\nyou."


def test_or_from_standard_input(desk: Blog) -> None:
    desk.moderate("reply", "k7", "-", input="Thank you.\n")

    assert reply(desk).comment.text == "Thank you."


def test_or_from_an_editor(desk: Blog, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho "Thank you." > "$1"\n')
    editor.chmod(0o755)

    on_terminal(desk, "reply", "k7", VISUAL=str(editor), TMPDIR=str(tmp_path))

    assert reply(desk).comment.text == "Thank you."
    assert [*tmp_path.glob("k7f3q2mx-*")] == []


def test_what_waits_is_not_answered(desk: Blog) -> None:
    result = desk.moderate("reply", "m2", "Thank you.")

    assert result.stderr == "Error: m2c8w0ra is pending: approve it first, or with --approve.\n"
    assert (result.stdout, result.exit_code) == ("", 1)


def test_unless_it_is_let_in_first(desk: Blog) -> None:
    result = desk.moderate("reply", "m2", "Thank you.", "--approve")

    own = reply(desk)
    assert result.stdout == (f"m2c8w0ra approved (was pending)\n{own.id} approved (replies to m2c8w0ra)\n")
    assert comments_on(desk.page(HELLO)) == ["k7f3q2mx", "m2c8w0ra", own.id]


def test_what_is_public_needs_no_approval(desk: Blog) -> None:
    assert desk.moderate("reply", "k7", "Thank you.", "--approve").stdout.startswith(reply(desk).id)


@pytest.mark.parametrize("text", ["", " \n"])
def test_an_empty_reply_lets_nothing_in(desk: Blog, text: str) -> None:
    result = desk.moderate("reply", "m2", "--approve", "-", input=text)

    assert (result.stderr, result.exit_code) == ("Error: The comment's text is empty.\n", 1)
    with desk.queue() as queue:
        assert queue.get("m2c8w0ra").state is State.PENDING


def test_what_cannot_be_published_is_not_written(desk: Blog) -> None:
    (desk.comments / "hello/k7f3q2mx.md").unlink()
    (desk.comments / "hello").rmdir()
    (desk.comments / "hello").write_text("")

    assert desk.moderate("reply", "k7", "Thank you.").exit_code == 1

    with desk.queue() as queue:
        assert len(queue.list()) == 2
        assert [line.action for line in queue.decisions()] == [Action.APPROVE]


def test_without_a_terminal_there_is_no_editor(desk: Blog) -> None:
    result = desk.moderate("reply", "k7")

    assert (result.stderr, result.exit_code) == (
        "Error: There is no terminal for an editor: give the text, or -F FILE.\n",
        2,
    )
