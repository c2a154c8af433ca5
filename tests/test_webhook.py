"""The web hook: what another program is told, how that is signed, and what happens when it does not listen."""

from __future__ import annotations

import base64
import hashlib
import hmac
import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from builders import FULL, NOON, a_submission
from hookserver import HookServer, Told
from moderation.errors import InvalidSetting, Undelivered
from moderation.notifications.notifier import Notifier, Tally
from moderation.notifications.webhook import Webhook
from moderation.queue.ledger import Action
from moderation.queue.outbox import FIRST, Message
from moderation.queue.store import Queue
from moderation.queue.submission import Verdict
from moderation.settings import Settings

KEY = bytes(range(32))
SECRET = f"whsec_{base64.b64encode(KEY).decode()}"
MESSAGE = Message(key="comment.new k7f3q2mx", kind="hook", payload={"a": "ü"})


@pytest.fixture
def server() -> Iterator[HookServer]:
    with HookServer() as server:
        yield server


def channel(queue: Queue, server: HookServer, timeout: float = 20) -> Webhook:
    return Webhook(queue, Settings(hook=server.url, hook_secret=SECRET), timeout)


def notifier(queue: Queue, server: HookServer, later: timedelta = timedelta()) -> Notifier:
    return Notifier(queue, [channel(queue, server)], lambda: NOON + later)


def test_a_new_comment_is_told(queue: Queue, server: HookServer) -> None:
    comment = replace(FULL.comment, date=NOON)
    queue.add([replace(FULL, comment=comment)])

    notifier(queue, server).round()

    assert [told.said for told in server.told] == [
        {
            "type": "comment.new",
            "timestamp": "2026-11-23T12:00:00+00:00",
            "data": {
                "id": "k7f3q2mx",
                "article": "hello",
                "parent": "123",
                "date": "2026-11-23T12:00:00+00:00",
                "status": "spam",
                "verdict": "spam",
                "score": 3.25,
            },
        }
    ]


def test_each_decision_is_told_with_its_number(queue: Queue, server: HookServer) -> None:
    queue.add([a_submission("a0000000", verdict=Verdict.HAM)])
    notifier(queue, server).round()
    queue.decide("a0000000", Action.APPROVE, who="ann", at=NOON)

    notifier(queue, server).round()

    new, decided = (told.said for told in server.told)
    decision = {"number": 1, "action": "approve", "before": "pending", "after": "approved"}
    assert (decided["type"], decided["timestamp"]) == ("comment.decided", "2026-11-23T12:00:00+00:00")
    assert decided["data"] == new["data"] | {"status": "approved"} | decision


def test_of_what_is_deleted_the_decision_alone_is_told(queue: Queue, server: HookServer) -> None:
    queue.add([a_submission("a0000000", verdict=Verdict.HAM)])
    queue.decide("a0000000", Action.DELETE, who="ann", at=NOON)

    notifier(queue, server).round()

    data = server.told[0].said["data"]
    assert (data["id"], data["article"], data["action"], data["after"]) == ("a0000000", None, "delete", None)


def test_nothing_is_told_twice(queue: Queue, server: HookServer) -> None:
    queue.add([a_submission("a0000000", verdict=Verdict.HAM)])

    tallies = [notifier(queue, server).round() for _ in range(2)]

    assert tallies == [Tally(sent=1), Tally()]


def test_nothing_of_a_person_is_told(queue: Queue, server: HookServer) -> None:
    queue.add([replace(FULL, comment=replace(FULL.comment, date=NOON))])
    queue.decide(FULL.id, Action.APPROVE, who="the moderator", at=NOON, why="the reason")

    notifier(queue, server).round()

    private = [FULL.email, FULL.ip, FULL.client, FULL.user_agent, FULL.referrer, FULL.trap, "Ann", "It's", "moderator"]
    told = "".join(str(one.said) for one in server.told)
    assert [word for word in [*private, "reason"] if word in told] == []
    assert told.count(FULL.id) == 2


# The signature.


def expected(told: Told) -> str:
    """As the specification makes it."""
    signed = b".".join([told.headers["webhook-id"].encode(), told.headers["webhook-timestamp"].encode(), told.body])
    return "v1," + base64.b64encode(hmac.new(KEY, signed, hashlib.sha256).digest()).decode()


def test_it_is_signed_as_standard_webhooks_are(queue: Queue, server: HookServer) -> None:
    channel(queue, server).send(MESSAGE, NOON)

    told = server.told[0]
    assert told.headers["webhook-id"] == "comment_new_k7f3q2mx"
    assert told.headers["webhook-timestamp"] == str(int(NOON.timestamp()))
    assert told.headers["webhook-signature"] == expected(told)
    assert told.headers["Content-Type"] == "application/json"
    assert told.said == {"a": "ü"}


def test_a_second_try_has_the_same_id_and_a_time_of_its_own(queue: Queue, server: HookServer) -> None:
    for at in (NOON, NOON + FIRST):
        channel(queue, server).send(MESSAGE, at)

    first, second = server.told
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.headers["webhook-timestamp"] != second.headers["webhook-timestamp"]
    assert second.headers["webhook-signature"] == expected(second) != expected(first)


# Failures.


@pytest.mark.parametrize("status", [302, 404, 410, 500])
def test_whatever_is_no_thanks_is_tried_again(queue: Queue, server: HookServer, status: int) -> None:
    queue.add([a_submission("a0000000", verdict=Verdict.HAM)])
    server.status = status

    tally = notifier(queue, server).round()
    problem = queue.outbox.backlog().problem
    server.status = 200
    notifier(queue, server, FIRST).round()

    assert (tally, problem) == (Tally(failed=1, problem=f"it answered with status {status}"), tally.problem)
    assert [told.said["data"]["id"] for told in server.told] == ["a0000000"]


def test_who_does_not_answer_is_not_waited_for(queue: Queue, server: HookServer) -> None:
    server.silent = True

    with pytest.raises(Undelivered, match="it did not answer in time") as caught:
        channel(queue, server, timeout=0.1).send(MESSAGE, NOON)

    assert caught.value.__context__ is None


def test_nobody_at_home_is_told(queue: Queue) -> None:
    with HookServer() as server:
        gone = channel(queue, server)

    with pytest.raises(Undelivered, match="it could not be reached"):
        gone.send(MESSAGE, NOON)


def test_the_log_names_the_message_and_no_address(
    queue: Queue, server: HookServer, caplog: pytest.LogCaptureFixture
) -> None:
    queue.add([a_submission("a0000000", verdict=Verdict.HAM)])
    server.status = 500

    with caplog.at_level(logging.INFO, "moderation"):
        notifier(queue, server).round()
        server.status = 200
        notifier(queue, server, FIRST).round()

    said = [record.getMessage() for record in caplog.records if record.name.startswith("moderation")]
    assert said == [
        "Message comment.new a0000000 was not taken: it answered with status 500",
        "Sent message comment.new a0000000",
    ]


# Settings.


@pytest.mark.parametrize(
    "url", ["https://hook.example/?key=1", "http://localhost:8080/", "http://127.0.0.1/", "http://[::1]/"]
)
def test_encrypted_or_on_this_machine_it_may_be_anywhere(queue: Queue, url: str) -> None:
    assert Webhook(queue, Settings(hook=url, hook_secret=SECRET)).url == url


@pytest.mark.parametrize(
    "url", ["http://hook.example/?hush", "ftp://hook.example/hush", "hush", "https:///hush", "https://[hush"]
)
def test_other_addresses_are_refused_and_not_shown(queue: Queue, url: str) -> None:
    with pytest.raises(InvalidSetting, match=r"^MODERATION_HOOK is '…', but must be https://") as caught:
        Webhook(queue, Settings(hook=url, hook_secret=SECRET))

    assert "hush" not in str(caught.value)


def encoded(*, size: int) -> str:
    return base64.b64encode(bytes(size)).decode()


@pytest.mark.parametrize(
    "secret",
    [
        "",
        "hush",
        encoded(size=32),
        f"whsec_{encoded(size=23)}",
        f"whsec_{encoded(size=65)}",
        "whsec_hüsh",
        "whsec_hu!h",
    ],
)
def test_what_is_no_secret_is_refused_and_not_shown(queue: Queue, secret: str) -> None:
    with pytest.raises(InvalidSetting, match=r"^MODERATION_HOOK_SECRET is '…', but must be whsec_ and 24 to 64 bytes"):
        Webhook(queue, Settings(hook="https://hook.example/", hook_secret=secret))


@pytest.mark.parametrize("size", [24, 64])
def test_a_secret_has_the_length_that_the_specification_asks_for(queue: Queue, size: int) -> None:
    made: Any = Webhook(queue, Settings(hook="https://hook.example/", hook_secret=f"whsec_{encoded(size=size)}"))

    assert made.secret == bytes(size)
