"""Mail to readers once a day: all that the day before brought, and nothing that they were told otherwise."""

from __future__ import annotations

import re
from typing import Any

import pytest

from builders import NOON, an_article
from moderation.notifications.consent import UNSUBSCRIBE
from moderation.notifications.dailynotices import MOST
from moderation.notifications.notifier import channels
from moderation.queue.ledger import Action
from moderation.queue.outbox import FIRST
from moderation.queue.submission import State
from readers import DAY, JOE, Readers, subjects
from subscribing import ANN, COMMENTS, CONFIRMED, HOUR, POSTS, a_subscription, came, keep
from test_letter import part

DAILY: dict[str, Any] = {**CONFIRMED, "daily": True}


@pytest.fixture
def readers(readers: Readers) -> Readers:
    """Ann wants to know once a day of comments on an article, and of new articles."""
    keep(readers.queue, a_subscription("s1", **DAILY, **COMMENTS), a_subscription("s2", **DAILY, **POSTS))
    assert readers.round() == []
    return readers


def publish(readers: Readers, *ids: str) -> None:
    for id in ids:
        came(readers.queue, id, author=f"Joe {id[0]}", text=f"I am {id}.", email=JOE)
    readers.approve(*ids)
    readers.shows("hello", *readers.queue.ids(State.APPROVED))


@pytest.fixture
def news(readers: Readers) -> Readers:
    """Two comments and an article; the day is not over."""
    publish(readers, "a0000000", "b0000000")
    readers.articles["new"] = an_article("new", title="New & <b>", date=NOON.isoformat())
    readers.build()
    readers.shows("hello", "a0000000", "b0000000")
    assert readers.round() == []
    return readers


def at_midnight(readers: Readers) -> None:
    readers.now = readers.now.replace(hour=0, minute=0) + DAY


def test_what_a_day_brought_is_one_mail_when_it_is_over(news: Readers) -> None:
    at_midnight(news)

    (letter,) = news.round()

    end = news.consent.link(news.site, UNSUBSCRIBE, ["s2", "s1"])
    assert subjects([letter]) == [(ANN, "News from A Blog")]
    assert part("plain", letter).strip() == (
        "There is a new article on A Blog: “New & <b>”\n\nTo the article: https://blog.example/new/\n\n"
        "A new comment on “Hello, Ärger & <Co>”, by Joe a:\n\n> I am a0000000.\n\n"
        "To the comment: https://blog.example/hello/#comment-a0000000\n\n"
        "A new comment on “Hello, Ärger & <Co>”, by Joe b:\n\n> I am b0000000.\n\n"
        "To the comment: https://blog.example/hello/#comment-b0000000\n\n"
        f"-- \nYou have asked A Blog to notify you of this.\nUnsubscribe: {end}"
    )
    addresses = re.findall('href="([^"]*)"', part("html", letter))
    there = ["new/", "hello/#comment-a0000000", "hello/#comment-b0000000"]
    assert addresses == [*(f"https://blog.example/{path}" for path in there), end]


def test_its_headers_are_those_of_other_notices(news: Readers) -> None:
    at_midnight(news)
    (first,) = news.round()
    publish(news, "c0000000")
    at_midnight(news)
    (second,) = news.round()

    raw = dict(first.raw_items())
    assert raw["List-Unsubscribe"] == f"<{news.consent.link(news.site, UNSUBSCRIBE, ['s2', 's1'])}>"
    assert first["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert first["Auto-Submitted"] == "auto-generated"
    assert first["References"] == first["In-Reply-To"] == second["References"]
    assert first["Message-ID"] != second["Message-ID"]


def test_it_comes_once_a_day_at_most_and_repeats_nothing(news: Readers) -> None:
    told = []
    for hour in range(72):
        news.now = NOON + (hour + 2) * HOUR
        if hour % 5 == 0:
            publish(news, f"c00000{hour:02}")
        told += [(news.now - NOON, re.findall("I am ([a-z0-9]+)", part("plain", one))) for one in news.round()]

    assert [moment for moment, _ in told] == [12 * HOUR, 36 * HOUR, 60 * HOUR]
    comments = [id for _, ids in told for id in ids]
    assert comments == ["a0000000", "b0000000", *(f"c00000{hour:02}" for hour in range(0, 60, 5))]


def test_what_its_page_shows_later_comes_with_the_next(news: Readers) -> None:
    publish(news, "c0000000")
    news.shows("hello", "a0000000", "b0000000")
    at_midnight(news)
    assert "c0000000" not in part("plain", news.round()[0])

    news.shows("hello", "c0000000")
    assert news.round() == []
    at_midnight(news)

    assert "c0000000" in part("plain", news.round()[0])


@pytest.mark.parametrize("at_once_first", [True, False])
def test_nothing_is_told_in_both_ways_whatever_is_changed(news: Readers, at_once_first: bool) -> None:
    wishes = [{**COMMENTS, "daily": daily, "confirmed": NOON} for daily in (not at_once_first, at_once_first)]
    at_midnight(news)
    told = []
    for wish in wishes:
        news.queue.subscriptions.remove(ANN)
        keep(news.queue, a_subscription("s1", **wish))
        told.append(len(news.round()))

    assert told == ([2, 0] if at_once_first else [1, 0])


def test_whoever_is_killed_while_telling_tells_nobody_twice(news: Readers) -> None:
    at_midnight(news)
    for _ in range(2):
        for channel in channels(news.settings, news.queue):
            channel.announce(news.now)

    assert len(news.round()) == 1


def test_the_outbox_knows_ids_alone(news: Readers) -> None:
    at_midnight(news)
    news.server.answer = "451 Come back later"
    news.round()

    (key,) = news.queue.outbox.due("daily", at=news.now + FIRST)
    message = news.queue.outbox.claim(key, at=news.now + FIRST)

    assert message
    assert message.payload == {"article": {"new": ["s2"]}, "reader": {"a0000000": ["s1"], "b0000000": ["s1"]}}
    assert ANN not in key


@pytest.mark.parametrize(
    ("meanwhile", "left"),
    [
        pytest.param(lambda queue: queue.decide("a0000000", Action.TRASH, who="ann", at=NOON), 2, id="off its page"),
        pytest.param(lambda queue: queue.subscriptions.cancel(["s1"]), 1, id="partly unsubscribed"),
        pytest.param(lambda queue: queue.subscriptions.remove(ANN), 0, id="removed"),
    ],
)
def test_what_changed_while_the_mail_server_was_down_is_left_out(news: Readers, meanwhile: Any, left: int) -> None:
    at_midnight(news)
    news.server.answer = "451 Come back later"
    news.round()

    meanwhile(news.queue)
    news.server.answer, news.now = "250 OK", news.now + FIRST

    assert sum(part("plain", letter).count("To the ") for letter in news.round()) == left
    assert news.queue.outbox.backlog().waiting == 0


def test_of_very_much_the_first_is_shown_and_the_rest_counted(readers: Readers) -> None:
    publish(readers, *(f"a00000{number:02}" for number in range(MOST + 7)))
    at_midnight(readers)

    text = part("plain", readers.round()[0])

    assert text.count("To the comment: ") == MOST
    assert "Not shown here, but also new: 7\n\nBack to the front page: https://blog.example/\n" in text
