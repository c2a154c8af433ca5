"""``moderate notify``, and the intake in its place: what is sent when, whatever dies meanwhile."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import httpx2
import pytest

import serverprocess
from blog import PROJECT, Blog
from builders import a_submission
from door import FORM, Door
from mailserver import MailServer, mailing
from moderation.comment import utc_now
from moderation.notifications.digest import Digest
from moderation.notifications.notifier import Notifier
from moderation.queue.outbox import CLAIM, PATIENCE
from moderation.queue.submission import Verdict
from pages import comments_on
from patience import eventually

HINT = "Error: MODERATION_MAIL is '', but must be set, or MODERATION_HOOK, for anybody to be told.\n"


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server


@pytest.fixture
def desk(site: Blog, server: MailServer) -> Blog:
    """A moderator with mail, for whom a comment waits."""
    site.environment |= {
        "MODERATION_MAIL": server.url,
        "MODERATION_MAIL_FROM": "blog@blog.example",
        "MODERATION_MAIL_TO": "ann@desk.example",
        "MODERATION_SECRET": "a key",
    }
    with site.queue() as queue:
        queue.add([a_submission("a0000000", date=utc_now(), verdict=Verdict.HAM)])
    return site


def test_it_sends_what_is_due_and_says_how_much(desk: Blog, server: MailServer) -> None:
    results = [desk.moderate("notify") for _ in range(2)]

    assert [(result.output, result.exit_code) for result in results] == [
        ("Sent: 1. Waiting: 0.\n", 0),
        ("Sent: 0. Waiting: 0.\n", 0),
    ]
    assert len(server.letters) == 1


def test_what_is_not_taken_is_said_without_an_address(desk: Blog, server: MailServer) -> None:
    server.answer = "554 Go away, ann@desk.example"

    result = desk.moderate("notify")

    assert (result.stdout, result.stderr) == ("Sent: 0. Waiting: 1.\n", "Not taken: it answered with status 554.\n")
    assert result.exit_code == 1


def test_what_was_given_up_is_tried_again_when_it_is_told_to(desk: Blog, server: MailServer) -> None:
    server.answer = "554 No"
    with desk.queue() as queue:
        digest, now = Digest(queue, mailing(server)), utc_now()
        digest.announce(now)
        assert Notifier(queue, [digest], lambda: now + PATIENCE).round().failed
    server.answer = "250 OK"

    said = [desk.moderate("status").stdout, desk.moderate("notify").stdout, desk.moderate("notify", "--again").stdout]

    assert "\nMessages given up: 1; moderate notify --again tries once more.\n" in said[0]
    assert said[1:] == ["Sent: 0. Waiting: 0.\n", "Sent: 1. Waiting: 0.\n"]


def test_where_no_moderator_is_named_nothing_is_said_of_what_waits(desk: Blog, server: MailServer) -> None:
    desk.environment["MODERATION_MAIL_TO"] = ""

    assert desk.moderate("notify").output == "Sent: 0. Waiting: 0.\n"
    assert server.letters == []


def test_where_nobody_is_to_be_told_it_says_how_to_change_that(site: Blog) -> None:
    result = site.moderate("notify")

    assert (result.stderr, result.exit_code) == (HINT, 2)


@pytest.mark.parametrize(
    ("name", "value"),
    [("MODERATION_MAIL", "smtp://ann:hush@"), ("MODERATION_MAIL_TO", "ann"), ("MODERATION_HOOK", "x")],
)
def test_settings_that_cannot_be_are_said_before_the_intake_serves(desk: Blog, name: str, value: str) -> None:
    failed = serverprocess.failed_start(desk.environment | {name: value})

    assert (failed.returncode, f"Error: {name} is " in failed.stderr, "hush" in failed.stderr) == (2, True, False)


def test_the_outbox_is_part_of_how_things_stand(desk: Blog, server: MailServer) -> None:
    server.answer = "451 Later"
    desk.moderate("notify")

    said = desk.moderate("status").stdout

    assert re.search(
        r"^Messages to be sent: 1, failing since [-0-9]{10} [:0-9]{5}: it answered with status 451\.$", said, re.M
    )


# The intake.


def test_the_intake_sends_by_itself(tmp_path: Path, server: MailServer) -> None:
    door = Door(tmp_path, mail=server.url, mail_from="blog@blog.example", mail_to="ann@desk.example")
    door.queue.add([a_submission("a0000000", verdict=Verdict.HAM)])

    with door:
        eventually(lambda: server.letters)

    assert server.letters[0]["Message-ID"] == "<waiting.a0000000@blog.example>"


def test_a_dead_mail_server_keeps_no_reader_waiting(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # which takes connections, and says nothing
        url = f"smtp://127.0.0.1:{silent.getsockname()[1]}"
        with Door(tmp_path, mail=url, mail_from="blog@blog.example", mail_to="ann@desk.example") as door:
            assert door.post().status_code == 303


def test_from_the_form_by_a_mails_link_onto_the_page(desk: Blog, server: MailServer) -> None:
    links = "http://127.0.0.1:1/moderation"  # said in the mail; where the process really is, the system chooses
    desk.environment["MODERATION_LINKS"] = links
    with (
        serverprocess.serving(desk.environment) as intake,
        serverprocess.serving(desk.environment, serverprocess.LINKS) as pages,
    ):
        origin = {"Origin": intake.address}
        httpx2.post(f"{intake.address}/comments/hello", data=FORM | {"comment": "By mail."}, headers=origin)

        def told() -> list[EmailMessage]:
            desk.moderate("notify")  # as soon as it is checked; the intake itself would take ten seconds
            return [letter for letter in server.letters if "By mail." in letter.as_string()]

        letter = eventually(told)[0]
        body = letter.get_body(("plain",))
        assert body
        link = re.findall(rf"^Approve: +{links}(/\S+)", body.get_content(), re.M)[-1]
        answer = httpx2.post(f"{pages.address}/moderation{link}")

    assert "Done." in answer.text
    assert len(comments_on(desk.page("hello/index.html"))) == 1
    assert link.split("/")[-1] not in intake.log + pages.log


# Killed.


def test_a_sender_that_is_killed_in_the_middle_loses_nothing_and_repeats_by_the_same_name(
    desk: Blog, server: MailServer
) -> None:
    command = [sys.executable, "-m", "moderation", "notify"]
    environment = {**os.environ, **desk.environment}
    process = subprocess.Popen(command, cwd=PROJECT, env=environment)
    server.taken = process.kill  # the other side has it, and the sender does not know
    status = process.wait(60)
    server.taken = lambda: None

    with desk.queue() as queue:
        notifier = Notifier(queue, [Digest(queue, mailing(server))], lambda: utc_now() + CLAIM + timedelta(seconds=1))
        before = [desk.moderate("notify").stdout, notifier.round().sent]
        after = queue.outbox.backlog()

    assert (status, before) == (-signal.SIGKILL, ["Sent: 0. Waiting: 1.\n", 1])
    assert [letter["Message-ID"] for letter in server.letters] == ["<waiting.a0000000@blog.example>"] * 2
    assert after.waiting == 0
