"""Every command end to end, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import urllib.request

import pytest

from blog import Blog
from builders import a_submission
from moderation.desk.cli import cli
from moderation.queue.submission import State
from teletype import teletype

TALKS = {"review", "serve", "links", "notify"}
"""Those that talk on, or to somebody else; each has a test of its own, here or elsewhere."""

ROUNDS = {
    "list": [("list --format ids", "k7f3q2mx\nm2c8w0ra\n")],
    "get": [("get k7", "Comment:     k7f3q2mx\n")],
    "count": [("count --format json", '{\n "pending": 2,\n "approved": 0,\n "spam": 1,')],
    "status": [("status", "All decisions are on the pages.\n")],
    "doctor": [("doctor", "ok  queue: It can be read and written; pending: 2.\n")],
    "log": [("trash k7", ""), ("log k7 --format ids", "k7f3q2mx\n"), ("log --verify", "intact up to number 1,")],
    "approve": [("approve k7", "k7f3q2mx approved (was pending)\n")],
    "unapprove": [("approve k7", ""), ("unapprove k7", "k7f3q2mx pending (was approved)\n")],
    "spam": [("spam k7", "k7f3q2mx spam (was pending)\n")],
    "unspam": [("unspam ssssssss", "ssssssss pending (was spam)\n")],
    "trash": [("trash k7", "k7f3q2mx trash (was pending)\n")],
    "untrash": [("trash k7", ""), ("untrash k7", "k7f3q2mx pending (was trash)\n")],
    "delete": [("delete ssssssss", "ssssssss deleted (was spam)\n"), ("list --status spam", "Nothing to show.\n")],
    "undo": [("approve k7", ""), ("undo", "k7f3q2mx pending (was approved)\n")],
    "edit": [("edit k7 --text Indeed.", "k7f3q2mx edited\n"), ("get k7", "\n\nIndeed.\n")],
    "reply": [("reply k7 Thanks. --approve", "(replies to k7f3q2mx)\n")],
    "publish": [("publish", "")],
    "subscriptions": [("subscriptions count", "replies     0\n")],
    "likes": [("likes set hello 3", ""), ("likes", "hello    3      +3 by ann")],
    "migrate": [("migrate", "The queue's database has the newest schema.\n")],
    "purge": [("purge --dry-run", "To be purged: senders 0, spam 0, trash 0, likes 0.\n")],
    "privacy": [
        ("privacy export joe@example.com", '"id": "m2c8w0ra"'),
        ("privacy erase joe@example.com --yes", "m2c8w0ra deleted\n"),
    ],
    "completion": [("completion bash", "_moderate_completion()")],
    "export": [("export json", '"id": "k7f3q2mx"')],
    "import": [("import json {root}/more.jsonl", "1 comment added: 1 pending.\n")],
    "spam-filter": [("spam k7", ""), ("spam-filter show", "Learned: 1 spam, 0 ham.\n"), ("spam-filter recheck", "")],
}


@pytest.fixture
def desk(site: Blog, queue_url: str) -> Blog:
    """Two comments wait, and one is on the spam list."""
    desk = Blog(site.root, queue_url)
    (site.root / "more.jsonl").write_text(desk_of_another(site))
    with desk.queue() as queue:
        queue.add(
            [
                a_submission("k7f3q2mx"),
                a_submission("m2c8w0ra", email="joe@example.com", day=1),
                a_submission("ssssssss", state=State.SPAM),
            ]
        )
    return desk


def desk_of_another(site: Blog) -> str:
    """What a desk with one comment exports."""
    other = Blog(site.root / "other")
    with other.queue() as queue:
        queue.add([a_submission("x3x3x3x3")])
    return other.moderate("export", "json").stdout


@pytest.mark.parametrize("command", ROUNDS)
def test_each_command_does_its_work(desk: Blog, command: str) -> None:
    for line, says in ROUNDS[command]:
        result = desk.moderate(*line.format(root=desk.root).split())

        assert says in result.stdout, result.stderr
        assert result.exit_code == (1 if command == "doctor" else 0), result.stderr  # a test's blog is not in order


def test_a_review_decides(desk: Blog) -> None:
    with teletype(desk, "review") as seat:
        for key in "as":
            seat.until("[q]uit")
            seat.press(key)
        seat.until("Nothing waits.")
        assert seat.end() == 0

    with desk.queue() as queue:
        assert queue.count()[State.SPAM] == 2


def test_the_intake_is_ready(desk: Blog) -> None:
    with desk.serving() as address, urllib.request.urlopen(f"{address}/readyz") as answer:  # noqa: S310
        assert answer.status == 200


def test_no_command_is_left_out() -> None:
    assert {*ROUNDS} | TALKS == {*cli.commands}
