"""The moderator's mail: when there is one, and what it is about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from builders import NOON, a_submission
from mailserver import MailServer, mailing
from moderation.notifications.digest import MOST, Digest
from moderation.notifications.notifier import Notifier, Tally
from moderation.queue.ledger import Action
from moderation.queue.news import LATELY
from moderation.queue.outbox import FIRST
from moderation.queue.store import Queue
from moderation.queue.submission import State, Verdict

MINUTE = timedelta(minutes=1)


class Desk:
    """A moderator with mail, whose clock is the test's."""

    def __init__(self, queue: Queue, server: MailServer) -> None:
        self.queue = queue
        self.server = server
        self.now = NOON

    def notifier(self, **settings: Any) -> Notifier:
        return Notifier(self.queue, [Digest(self.queue, mailing(self.server, **settings))], lambda: self.now)

    def came(self, *ids: str, **fields: Any) -> None:
        common: dict[str, Any] = {"verdict": Verdict.HAM, "date": self.now}
        self.queue.add([a_submission(id, **common | fields) for id in ids])

    def told(self) -> list[str]:
        """The subjects of all mails so far."""
        return [str(letter["Subject"]) for letter in self.server.letters]


@pytest.fixture
def desk(queue: Queue) -> Iterator[Desk]:
    with MailServer() as server:
        yield Desk(queue, server)


def test_what_waits_is_told_once(desk: Desk) -> None:
    desk.came("a0000000")

    tallies = [desk.notifier().round() for _ in range(2)]

    assert (desk.told(), desk.server.recipients) == (["Waiting for you on hello"], ["ann@desk.example"])
    assert tallies == [Tally(sent=1), Tally()]


def test_what_came_together_is_one_mail(desk: Desk) -> None:
    desk.came("a0000000", "b0000000")
    desk.came("c0000000", article="other")

    desk.notifier().round()

    assert desk.told() == ["3 comments are waiting for you"]


@pytest.mark.parametrize("state", {*State} - {State.PENDING})
def test_what_does_not_wait_is_not_told(desk: Desk, state: State) -> None:
    desk.came("a0000000", state=state)

    desk.notifier().round()

    assert desk.told() == []


@pytest.mark.parametrize("verdict", [Verdict.SPAM, Verdict.DISCARD])
def test_nor_is_spam_where_the_filter_only_observes(desk: Desk, verdict: Verdict) -> None:
    desk.came("a0000000", verdict=verdict)

    desk.notifier().round()

    assert desk.told() == []


def test_between_two_mails_are_the_minutes_that_were_set(desk: Desk) -> None:
    notifier = desk.notifier(mail_digest=60)
    desk.came("a0000000")
    notifier.round()
    desk.came("b0000000")
    desk.came("c0000000", article="other")

    desk.now = NOON + 59 * MINUTE
    notifier.round()
    before = desk.told()
    desk.now = NOON + 60 * MINUTE
    notifier.round()

    assert before == ["Waiting for you on hello"]
    assert desk.told() == [*before, "2 comments are waiting for you"]


def test_a_clock_that_is_put_back_keeps_nobody_waiting(desk: Desk) -> None:
    notifier = desk.notifier(mail_digest=60)
    desk.came("a0000000")
    notifier.round()

    desk.now = NOON - 10 * 60 * MINUTE
    desk.came("b0000000")
    notifier.round()

    assert len(desk.told()) == 2


def test_of_very_many_the_first_are_shown_and_the_others_counted(desk: Desk) -> None:
    desk.came(*(f"a00000{number:02}" for number in range(MOST + 7)))

    desk.notifier().round()

    text = desk.server.letters[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert desk.told() == [f"{MOST + 7} comments are waiting for you"]
    assert text.count("At the desk: moderate get") == MOST
    assert "And 7 more: moderate review" in text


def test_who_sets_up_mail_is_not_told_of_years_ago(desk: Desk) -> None:
    desk.came("a0000000", date=NOON - LATELY - MINUTE)

    desk.notifier().round()

    assert desk.told() == []


# A mail server that is down.


def test_a_dead_server_loses_nothing(desk: Desk) -> None:
    notifier = desk.notifier()
    desk.came("a0000000")
    desk.server.answer = "451 Come back later"

    tally = notifier.round()
    desk.server.answer = "250 OK"
    desk.now += FIRST
    notifier.round()

    assert tally == Tally(failed=1, problem="it answered with status 451")
    assert desk.told() == ["Waiting for you on hello"]


def retried(desk: Desk, meanwhile: Any) -> list[str]:
    """The text of the mail about ``a0000000`` and ``b0000000`` after its first try failed."""
    notifier = desk.notifier()
    desk.came("a0000000", "b0000000")
    desk.server.answer = "451 Come back later"
    notifier.round()
    meanwhile(desk.queue)
    desk.server.answer = "250 OK"
    desk.now += FIRST
    notifier.round()
    return [letter.get_body(("plain",)).get_content() for letter in desk.server.letters]  # type: ignore[union-attr]


def test_what_was_decided_meanwhile_is_not_told(desk: Desk) -> None:
    text = retried(desk, lambda queue: queue.decide("a0000000", Action.SPAM, who="ann", at=NOON))

    assert ["a0000000" in text[0], "b0000000" in text[0]] == [False, True]


def test_where_nothing_waits_any_more_there_is_no_mail(desk: Desk) -> None:
    def decide(queue: Queue) -> None:
        for id in ("a0000000", "b0000000"):
            queue.decide(id, Action.DELETE, who="ann", at=NOON)

    assert retried(desk, decide) == []
    assert desk.queue.outbox.backlog().waiting == 0


def test_while_it_waits_the_outbox_knows_no_more_than_ids(desk: Desk) -> None:
    desk.came("a0000000", email="ann@example.com", author="Ann", text="I agree.")
    desk.server.answer = "451 Come back later"
    desk.notifier().round()

    message = desk.queue.outbox.claim("waiting a0000000", at=NOON + FIRST)

    assert message
    assert (message.payload, message.recipient) == ({"comments": ["a0000000"]}, "")


def test_a_mail_that_is_sent_again_has_the_same_message_id(desk: Desk) -> None:
    desk.came("a0000000")
    channel = desk.notifier().channels[0]
    channel.announce(NOON)
    message = desk.queue.outbox.claim("waiting a0000000", at=NOON)
    assert message

    channel.send(message, NOON)
    channel.send(message, NOON + MINUTE)

    assert [letter["Message-ID"] for letter in desk.server.letters] == ["<waiting.a0000000@blog.example>"] * 2
