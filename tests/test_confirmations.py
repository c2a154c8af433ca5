"""Asking readers: who is asked, about what, and how often."""

from __future__ import annotations

import pytest

from builders import NOON
from moderation.notifications.confirmations import SLOT
from moderation.notifications.consent import CONFIRM
from moderation.queue.ledger import Action
from moderation.queue.outbox import FIRST
from moderation.queue.submission import State, Verdict
from readers import DAY, Readers, subjects
from subscribing import ANN, COMMENTS, HOUR, POSTS, a_subscription, came, keep
from test_letter import part


def test_an_address_is_asked_once_about_all_that_was_asked_in_its_name(readers: Readers) -> None:
    came(readers.queue)
    keep(
        readers.queue,
        one := a_subscription("s1"),
        two := a_subscription("s2", **COMMENTS),
        a_subscription("s3", **POSTS),
    )

    (letter,) = readers.round()

    link = readers.consent.link(readers.site, CONFIRM, [one.id, two.id, "s3"])
    assert subjects([letter]) == [(ANN, "Please confirm: notices from A Blog")]
    assert link in part("plain", letter)
    assert f'href="{link}"' in part("html", letter)
    for kind in ("plain", "html"):
        assert "New articles" in part(kind, letter)
    assert readers.round() == []


def test_a_sender_s_words_are_in_no_confirmation(readers: Readers) -> None:
    came(readers.queue, author="Buy it now", text="Cheap watches", website="https://evil.example")
    keep(readers.queue, a_subscription())

    (letter,) = readers.round()

    assert [said for said in ("Buy it", "watches", "evil") if said in letter.as_string()] == []


@pytest.mark.parametrize("verdict", [Verdict.SPAM, Verdict.UNCHECKED])
def test_nobody_is_asked_for_spam(readers: Readers, verdict: Verdict) -> None:
    came(readers.queue, verdict=verdict, state=State.PENDING)
    keep(readers.queue, a_subscription())

    assert readers.round() == []


def test_an_address_is_asked_at_most_once_a_day(readers: Readers) -> None:
    for number, hours in enumerate((0, 1, 2)):
        came(readers.queue, f"a000000{number}", client=f"net {number}")
        keep(readers.queue, a_subscription(f"s{number}", comment=f"a000000{number}", address=ANN.title()))
        readers.now = NOON + hours * HOUR
        assert len(readers.round()) == (number == 0)

    readers.now += DAY
    (letter,) = readers.round()
    assert "s1.s2" in part("plain", letter)


def test_the_readers_of_a_network_are_asked_one_after_the_other(readers: Readers) -> None:
    addresses = [f"reader{number}@reader.example" for number in range(3)]
    for number, address in enumerate(addresses):
        came(readers.queue, f"a000000{number}", client="net")
        keep(readers.queue, a_subscription(f"s{number}", comment=f"a000000{number}", address=address))

    asked = []
    for _ in addresses:
        asked.append([str(letter["To"]) for letter in readers.round()])
        readers.now += SLOT

    assert asked == [[address] for address in addresses]


def test_what_turns_out_to_be_spam_before_the_mail_server_is_back_asks_nobody(readers: Readers) -> None:
    came(readers.queue)
    keep(readers.queue, a_subscription())
    readers.server.answer = "451 Come back later"
    readers.round()

    readers.queue.decide("a0000000", Action.SPAM, who="ann", at=readers.now)
    readers.server.answer, readers.now = "250 OK", readers.now + FIRST

    assert readers.round() == []
    assert readers.queue.outbox.backlog().waiting == 0
