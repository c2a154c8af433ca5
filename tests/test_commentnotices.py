"""Mail to readers about comments: who is told, of what, and how often."""

from __future__ import annotations

import re
from typing import Any

import pytest

from builders import NOON, a_comment
from hostile import VALUES
from moderation.errors import InvalidComment
from moderation.notifications.consent import UNSUBSCRIBE
from moderation.notifications.notifier import channels
from moderation.queue.ledger import Action
from moderation.queue.outbox import FIRST
from readers import JOE, Readers, subjects
from skeleton import skeleton
from subscribing import ANN, COMMENTS, CONFIRMED, HOUR, a_subscription, came, keep
from test_letter import TRICK, part


@pytest.fixture
def thread(readers: Readers) -> Readers:
    """Ann's comment on its page, and Joe's reply, which waits; both readers want to know."""
    came(readers.queue, "a0000000", email=ANN)
    came(readers.queue, "b0000000", email=JOE, parent="a0000000", author="Joe", text="Not <b>me</b>.\n\nNever.")
    readers.approve("a0000000")
    readers.shows("hello", "a0000000")
    keep(readers.queue, a_subscription("s1", **CONFIRMED), a_subscription("s2", **CONFIRMED, **COMMENTS))
    keep(readers.queue, a_subscription("s3", comment="b0000000", address=JOE, **CONFIRMED, **COMMENTS))
    readers.round()
    return readers


def publish(readers: Readers, id: str = "b0000000") -> None:
    readers.approve(id)
    readers.shows("hello", "a0000000", id)


def test_a_reply_is_told_once_it_is_on_its_page(thread: Readers) -> None:
    assert thread.round() == []
    thread.approve("b0000000")
    assert thread.round() == []

    thread.shows("hello", "a0000000", "b0000000")

    assert subjects(thread.round()) == [(ANN, "New comment on “Hello, Ärger & <Co>”")]
    assert thread.round() == []


def test_it_says_who_wrote_what_and_how_it_ends(thread: Readers) -> None:
    publish(thread)

    (letter,) = thread.round()

    end = thread.consent.link(thread.site, UNSUBSCRIBE, ["s1", "s2"])
    assert part("plain", letter).strip() == (
        "A reply to your comment on “Hello, Ärger & <Co>”, by Joe:\n\n> Not <b>me</b>.\n>\x20\n> Never.\n\n"
        "To the comment: https://blog.example/hello/#comment-b0000000\n\n"
        f"-- \nYou have asked A Blog to notify you of this.\nUnsubscribe: {end}"
    )
    html = part("html", letter)
    assert "Not &lt;b&gt;me&lt;/b&gt;." in html
    assert re.findall('href="([^"]*)"', html) == ["https://blog.example/hello/#comment-b0000000", end]


def test_its_headers_are_for_programs(thread: Readers) -> None:
    publish(thread)

    (letter,) = thread.round()

    end = thread.consent.link(thread.site, UNSUBSCRIBE, ["s1", "s2"])
    raw = dict(letter.raw_items())
    assert raw["List-Unsubscribe"] == f"<{end}>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["From"] == "blog@blog.example"
    assert letter["References"] == letter["In-Reply-To"]
    assert re.fullmatch(r"<[0-9a-f]{32}@blog\.example>", str(letter["Message-ID"]))


def test_sent_again_it_has_the_same_name(thread: Readers) -> None:
    publish(thread)
    notices = next(one for one in channels(thread.settings, thread.queue) if one.kind == "comment")
    notices.announce(thread.now)
    (key,) = thread.queue.outbox.due("comment", at=thread.now)
    message = thread.queue.outbox.claim(key, at=thread.now)
    assert message

    for _ in range(2):
        notices.send(message, thread.now)

    first, second = (letter["Message-ID"] for letter in thread.server.letters[-2:])
    assert first == second


def test_whoever_is_killed_while_telling_tells_nobody_twice(thread: Readers) -> None:
    publish(thread)
    for _ in range(2):
        for channel in channels(thread.settings, thread.queue):
            channel.announce(thread.now)

    assert len(thread.round()) == 1


@pytest.mark.parametrize(
    "meanwhile",
    [
        pytest.param(lambda queue: queue.decide("b0000000", Action.UNAPPROVE, who="ann", at=NOON), id="off its page"),
        pytest.param(lambda queue: queue.subscriptions.cancel(["s1", "s2"]), id="unsubscribed"),
        pytest.param(lambda queue: queue.subscriptions.remove(ANN), id="removed"),
    ],
)
def test_what_changed_while_the_mail_server_was_down_is_not_sent(thread: Readers, meanwhile: Any) -> None:
    publish(thread)
    thread.server.answer = "451 Come back later"
    thread.round()

    meanwhile(thread.queue)
    thread.server.answer, thread.now = "250 OK", thread.now + FIRST

    assert thread.round() == []
    assert thread.queue.outbox.backlog().waiting == 0


def test_an_address_that_is_refused_for_good_is_not_tried_for_days_and_keeps_nobody_waiting(thread: Readers) -> None:
    thread.now += HOUR
    new: dict[str, Any] = {"made": thread.now, **CONFIRMED, **COMMENTS}
    addresses = [f"reader{number}@reader.example" for number in range(3)]
    for address in addresses:
        keep(thread.queue, a_subscription(address, address=address, comment=address, **new))
    thread.server.refusals = dict.fromkeys([ANN, *addresses[:2]], "550 5.1.1 Unknown")
    publish(thread)

    assert [one["To"] for one in thread.round()] == addresses[2:]
    backlog = thread.queue.outbox.backlog()
    assert (backlog.waiting, backlog.given_up) == (0, 3)


def test_the_outbox_knows_no_address(thread: Readers) -> None:
    publish(thread)
    thread.server.answer = "451 Come back later"
    thread.round()

    (key,) = thread.queue.outbox.due("comment", at=thread.now + FIRST)
    message = thread.queue.outbox.claim(key, at=thread.now + FIRST)

    assert message
    assert (message.recipient, message.payload) == ("", {"comment": "b0000000", "subscriptions": ["s1", "s2"]})
    assert ANN not in key


def test_no_log_knows_an_address(thread: Readers, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG", logger="moderation")
    caplog.set_level("WARNING", logger="mail.log")  # the other side's
    publish(thread)
    thread.server.answer = "550 <ann@reader.example> is unknown"
    thread.round()

    assert caplog.records
    assert ANN not in caplog.text


def test_without_the_pages_nobody_is_told(thread: Readers) -> None:
    thread.approve("b0000000")
    (thread.output / "hello/index.html").unlink()

    assert thread.round() == []


def test_a_letter_is_in_the_language_it_was_asked_in(thread: Readers) -> None:
    keep(thread.queue, a_subscription("s4", language="de", address="max@reader.example", **CONFIRMED))
    thread.queue.subscriptions.remove(ANN)
    keep(thread.queue, a_subscription("s4", language="de", address="max@reader.example", **CONFIRMED))
    publish(thread)

    (letter,) = thread.round()

    assert "Eine Antwort auf Ihren Kommentar zu „Hello, Ärger & <Co>“, von Joe:" in part("plain", letter)
    assert '<html lang="de">' in part("html", letter)


def test_nothing_a_stranger_typed_is_more_than_text(readers: Readers) -> None:
    made = set()
    keep(readers.queue, a_subscription(**CONFIRMED, **COMMENTS))
    for number, value in enumerate(VALUES):
        for field in ("author", "text"):
            id = f"{field[0]}{number:07}"
            try:
                came(readers.queue, comment=a_comment(id, **{field: value}))  # type: ignore[arg-type]
            except InvalidComment:
                continue
            publish(readers, id)
            (letter,) = readers.round()
            elements = [line for line in skeleton(part("html", letter)) if line not in ("<br", "</br>")]
            made.add((*letter.keys(), *elements, str(letter["Subject"])))
            assert not TRICK.search(part("plain", letter) + part("html", letter)), value

    assert len(made) == 1


def test_no_line_of_a_stranger_passes_for_one_of_ours(readers: Readers) -> None:
    ours = ("To the comment: ", "Unsubscribe: ", "-- ")
    keep(readers.queue, a_subscription(**CONFIRMED, **COMMENTS))
    forged = "Nice.\n-- \nUnsubscribe: https://evil.example/\u2028To the comment: https://evil.example/"
    came(readers.queue, "b0000000", author="Unsubscribe: https://evil.example/", text=forged)
    publish(readers)

    lines = part("plain", readers.round()[0]).splitlines()

    assert [line for line in lines if "evil" in line and line.startswith(ours)] == []
    assert [sum(line.startswith(begin) for line in lines) for begin in ours] == [1, 1, 1]
