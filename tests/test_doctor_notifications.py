"""What the doctor says of mail, web hook and outbox."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from builders import NOON, a_site
from emptyqueue import empty_queue
from mailserver import MailServer, mailing
from moderation import siteindex
from moderation.desk.desk import Desk
from moderation.desk.doctor import notifications
from moderation.desk.doctor.finding import Finding, of
from moderation.errors import InvalidSetting, Undelivered
from moderation.queue.outbox import PATIENCE, Message
from moderation.queue.store import Queue
from moderation.settings import Settings
from moderation.siteindex import SiteIndex

MESSAGE = Message(key="waiting a0000000", kind="digest", payload={})
SECRET = "whsec_" + "A" * 32


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[Queue]:
    queue = empty_queue(tmp_path / "queue.db")
    yield queue
    queue.close()


def mail(queue: Queue, settings: Settings) -> list[Finding]:
    return list(notifications.mail(Desk(queue, settings)))


def test_nobody_needs_mail_or_a_hook(queue: Queue) -> None:
    desk = Desk(queue, Settings())

    assert [*notifications.mail(desk), *notifications.hook(desk), *notifications.outbox(desk)] == [
        Finding("None is sent: MODERATION_MAIL is not set."),
        Finding("None is called: MODERATION_HOOK is not set."),
        Finding("Nothing in it waits for long."),
    ]


@pytest.fixture
def offering(tmp_path: Path) -> Path:
    """The index of a site whose readers are offered notices."""
    path = tmp_path / "site.json"
    siteindex.dump(SiteIndex(site=a_site(notify=("replies",))), path)
    return path


def test_what_readers_are_offered_takes_mail(queue: Queue, offering: Path) -> None:
    (found,) = mail(queue, Settings(site_index=offering))

    assert found.remedy == "set it, or empty COMMENTS_NOTIFY: readers are offered notices"


@pytest.mark.parametrize(
    ("links", "said"),
    [("https://blog.example/moderation", "with links"), ("", "without links, as MODERATION_LINKS is not set")],
)
def test_a_server_that_talks_to_us_is_in_order_and_is_sent_nothing(queue: Queue, links: str, said: str) -> None:
    with MailServer(password="hush") as server:  # noqa: S106
        url = server.url.replace("//", "//ann:hush@")
        found = mail(queue, mailing(url, links=links))

    assert found == [Finding(f"The server takes mail from us; it goes to ann@desk.example, {said}.")]
    assert (server.logins, server.letters) == (1, [])


def test_readers_alone_may_get_mail(queue: Queue, offering: Path) -> None:
    with MailServer() as server:
        found = [
            *mail(queue, mailing(server, mail_to="", site_index=offering)),
            *mail(queue, mailing(server, mail_to="")),
        ]

    said = "The server takes mail from us; it goes to readers alone, as MODERATION_MAIL_TO is not set."
    assert found == [Finding(said), Finding(said, "set MODERATION_MAIL_TO: readers are offered no notices")]


def test_a_server_that_refuses_us_is_told_with_a_remedy(queue: Queue) -> None:
    with MailServer(password="hush") as server, pytest.raises(Undelivered) as caught:  # noqa: S106
        mail(queue, mailing(server.url.replace("//", "//ann:wrong@")))

    assert of(caught.value) == Finding(
        "The mail server takes no message: it refused the user or the password.",
        "correct MODERATION_MAIL, or look after the mail server; until then, messages wait",
    )


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("MODERATION_MAIL", {"mail": "ann:hush"}),
        ("MODERATION_MAIL_FROM", {"mail_from": "ann"}),
        ("MODERATION_MAIL_TO", {"mail_to": "ann"}),
        ("MODERATION_LINKS", {"links": "http://blog.example"}),
    ],
)
def test_what_is_wrong_with_the_settings_is_told(queue: Queue, name: str, settings: dict[str, Any]) -> None:
    with MailServer() as server, pytest.raises(InvalidSetting) as caught:
        mail(queue, replace(mailing(server), **settings))

    assert of(caught.value).remedy == f"correct {name}"


def test_a_hook_that_is_set_up_is_in_order_and_is_not_called(queue: Queue) -> None:
    settings = Settings(hook="https://hook.example/?hush", hook_secret=SECRET)

    assert list(notifications.hook(Desk(queue, settings))) == [Finding("Its settings are in order.")]


def test_half_a_hook_is_told(queue: Queue) -> None:
    with pytest.raises(InvalidSetting, match="MODERATION_HOOK_SECRET"):
        list(notifications.hook(Desk(queue, Settings(hook="https://hook.example/"))))


def failing(queue: Queue, key: str, *, for_long: bool) -> None:
    queue.outbox.put(replace(MESSAGE, key=key), at=NOON)
    message = queue.outbox.claim(key, at=NOON)
    assert message
    queue.outbox.failed(message, "it hung up", at=NOON + PATIENCE if for_long else NOON)


def test_what_fails_and_what_was_given_up_is_told(queue: Queue) -> None:
    failing(queue, "waiting a0000000", for_long=False)
    failing(queue, "waiting b0000000", for_long=True)

    assert list(notifications.outbox(Desk(queue, Settings()))) == [
        Finding("1 message given up: refused for good, or for days.", "moderate notify --again"),
        Finding(
            "1 message waiting, the first since 2026-11-23 12:00 UTC: it hung up.",
            "look after the other side; it is tried again by itself",
        ),
    ]


def test_what_was_only_just_queued_is_in_order(queue: Queue) -> None:
    queue.outbox.put(MESSAGE, at=NOON)

    assert list(notifications.outbox(Desk(queue, Settings()))) == [Finding("Nothing in it waits for long.")]
