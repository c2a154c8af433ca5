"""Whoever sends readers their notices is killed in the middle: every notice arrives, by the name it had before."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from typing import Any

import pytest

from blog import PROJECT
from builders import an_article
from moderation.comment import utc_now
from moderation.queue.outbox import CLAIM
from readers import DAY, Readers
from serverprocess import COMMAND as SERVE
from subscribing import COMMENTS, HOUR, POSTS, a_subscription, came, keep, reader

NOTIFY = [sys.executable, "-m", "moderation", "notify"]
KINDS: dict[str, dict[str, Any]] = {
    "asked": {"confirmed": None},
    "told": COMMENTS,
    "posts": POSTS,
    "daily": {**COMMENTS, "daily": True},
}
READERS = [
    address for kind in KINDS for address in sorted([f"{kind}1@reader.example", f"{kind}2@reader.example"], key=reader)
]
"""Two for each kind of mail, in the order in which they are sent: of the two, the second is lost."""


@pytest.fixture
def readers(readers: Readers) -> Readers:
    """To whom something is due, each a mail; all of it was published yesterday."""
    queue = readers.queue
    readers.now = utc_now() - DAY
    for number, address in enumerate(READERS):
        kind, id = address.partition("@")[0][:-1], f"a000000{number}"
        common: dict[str, Any] = {"made": readers.now - HOUR, "confirmed": readers.now - HOUR, "comment": id}
        keep(queue, a_subscription(id, address=address, **common | KINDS[kind]))
        came(queue, id, client=id)
    came(queue, "b0000000")
    readers.approve("b0000000")
    queue.seen.look(readers.articles, at=readers.now - HOUR)
    queue.seen.look(["new"], at=readers.now)
    readers.build(new=an_article("new", date=readers.now.isoformat()))
    readers.shows("hello", "b0000000")
    return readers


def killed(readers: Readers, command: list[str], moment: str) -> int:
    """The exit status of a sender that is killed at this moment of its second mail."""
    settings = readers.settings
    environment = {
        "MODERATION_DATABASE": f"sqlite:///{settings.site_index.parent}/queue.db",
        "MODERATION_SITE_INDEX": str(settings.site_index),
        "MODERATION_OUTPUT": str(settings.output),
        "MODERATION_SECRET": settings.secret,
        "MODERATION_MAIL": settings.mail,
        "MODERATION_MAIL_FROM": settings.mail_from,
    }
    process = subprocess.Popen(command, cwd=PROJECT, env=os.environ | environment, stdout=subprocess.DEVNULL)
    moments = iter([lambda: None])
    setattr(readers.server, moment, lambda: next(moments, process.kill)())
    status = process.wait(60)
    setattr(readers.server, moment, lambda: None)
    return status


@pytest.mark.parametrize(
    ("command", "moment", "times"),
    [
        pytest.param(NOTIFY, "reached", 1, id="moderate notify, before the server has it"),
        pytest.param(NOTIFY, "taken", 2, id="moderate notify, before it knows that the server has it"),
        pytest.param(SERVE, "taken", 2, id="the intake, before it knows that the server has it"),
    ],
)
def test_every_notice_arrives_by_the_same_name_and_no_other_twice(
    readers: Readers, command: list[str], moment: str, times: int
) -> None:
    assert {killed(readers, command, moment) for _ in KINDS} == {-signal.SIGKILL}
    before = [str(letter["To"]) for letter in readers.server.letters]
    readers.now = utc_now()
    assert readers.round() == []  # what is lost is its dead sender's, as long as a claim lasts

    readers.now += CLAIM
    assert [str(letter["To"]) for letter in readers.round()] == READERS[1::2]
    readers.now += CLAIM
    assert readers.round() == []

    assert before == (READERS if times == 2 else READERS[::2])
    names = Counter(str(letter["Message-ID"]) for letter in readers.server.letters)
    assert sorted(names.values()) == [1] * len(KINDS) + [times] * len(KINDS)
