"""Likes in the queue: counted once a reader and month, or a person; taken back, corrected, and in the end nobody's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from builders import NOON
from moderation.queue.likes import Correction
from moderation.queue.purge import Purged, Terms
from moderation.queue.schema import LIKES
from moderation.queue.store import Queue
from test_queue_at_once import WORKERS, at_once

DECEMBER = datetime(2026, 12, 1, tzinfo=UTC)


def press(queue: Queue, reader: str = "a", article: str = "hello", at: datetime = NOON, *, account: str = "") -> bool:
    return queue.likes.press(article, reader, at=at, account=account)


def readers(queue: Queue) -> list[tuple[str | None, datetime]]:
    """What is known of those who like something."""
    with queue._engine.connect() as connection:
        return [(reader, at) for reader, at in connection.execute(select(LIKES.c.reader, LIKES.c.at))]


def purged(queue: Queue, at: datetime, *, dry_run: bool = False) -> Purged:
    return queue.purge(Terms(), who="moderate purge", at=at, dry_run=dry_run)


def test_nobody_likes_anything_at_first(queue: Queue) -> None:
    assert queue.likes.counts() == {}


def test_each_reader_counts(queue: Queue) -> None:
    assert [press(queue, reader) for reader in "abc"] == [True, True, True]

    assert queue.likes.counts() == {"hello": 3}


def test_pressing_again_takes_a_like_back_and_once_more_gives_it(queue: Queue) -> None:
    press(queue, "b")

    assert [(press(queue), queue.likes.counts()["hello"]) for _ in range(3)] == [(True, 2), (False, 1), (True, 2)]


def test_each_article_is_liked_by_itself(queue: Queue) -> None:
    press(queue, article="hello")
    press(queue, article="other")
    press(queue, article="hello")

    assert queue.likes.counts() == {"hello": 0, "other": 1}


def test_of_the_moment_no_more_than_the_month_is_kept(queue: Queue) -> None:
    press(queue)

    assert readers(queue) == [("a", datetime(2026, 11, 1, tzinfo=UTC))]


def test_readers_who_press_at_once_are_all_counted(queue: Queue) -> None:
    at_once(lambda number: f"{press(queue, f'{number}')}")

    assert queue.likes.counts() == {"hello": WORKERS}


def test_whoever_presses_several_times_at_once_counts_at_most_once(queue: Queue) -> None:
    at_once(lambda _: f"{press(queue)}")

    assert queue.likes.counts()["hello"] in (0, 1)


# Who has signed in.


def test_a_person_counts_once_wherever_they_are_and_whenever_they_come_back(queue: Queue) -> None:
    assert press(queue, "a", account="zoe")
    purged(queue, DECEMBER)

    assert not press(queue, "b", at=DECEMBER, account="zoe")
    assert queue.likes.counts() == {"hello": 0}


def test_people_who_share_a_network_all_count(queue: Queue) -> None:
    assert [press(queue, account=account) for account in ("zoe", "ann")] == [True, True]

    assert queue.likes.counts() == {"hello": 2}


def test_who_signs_in_after_liking_counts_no_second_time(queue: Queue) -> None:
    press(queue)

    assert press(queue, account="zoe")
    assert queue.likes.counts() == {"hello": 1}


def test_what_takes_the_place_of_a_like_is_taken_back_as_one(queue: Queue) -> None:
    press(queue)
    press(queue, account="zoe")

    assert not press(queue, account="zoe")
    assert queue.likes.counts() == {"hello": 0}


def test_a_person_takes_nobody_elses_like_back_with_their_own(queue: Queue) -> None:
    press(queue, account="zoe")
    press(queue)

    assert not press(queue, account="zoe")
    assert queue.likes.counts() == {"hello": 1}


def test_a_person_who_presses_several_times_at_once_counts_at_most_once(queue: Queue) -> None:
    at_once(lambda _: f"{press(queue, account='zoe')}")

    assert queue.likes.counts()["hello"] in (0, 1)


# Corrections.


def test_a_correction_sets_the_number_and_later_likes_add_to_it(queue: Queue) -> None:
    press(queue)

    queue.likes.correct("hello", 40, who="ann", at=NOON)
    press(queue, "b")

    assert queue.likes.counts() == {"hello": 41}


def test_a_correction_is_recorded_with_who_when_and_why(queue: Queue) -> None:
    for reader in "abc":
        press(queue, reader)

    queue.likes.correct("hello", 1, who="ann", at=NOON, why="a bot")
    queue.likes.correct("other", 5, who="bob", at=DECEMBER)

    assert queue.likes.corrections() == [
        Correction(article="hello", amount=-2, who="ann", at=NOON, why="a bot"),
        Correction(article="other", amount=5, who="bob", at=DECEMBER, why=""),
    ]


def test_no_number_is_below_0(queue: Queue) -> None:
    press(queue)
    queue.likes.correct("hello", 0, who="ann", at=NOON)

    press(queue)

    assert queue.likes.counts() == {"hello": 0}


# Forgetting.


def test_after_the_month_it_is_forgotten_who_likes_what_and_the_number_stays(queue: Queue) -> None:
    press(queue, "a")
    press(queue, "b")

    assert purged(queue, DECEMBER) == Purged(likes=2)
    assert {reader for reader, _ in readers(queue)} == {None}
    assert queue.likes.counts() == {"hello": 2}


@pytest.mark.parametrize("at", [NOON, DECEMBER - timedelta(seconds=1)])
def test_within_the_month_a_like_can_be_taken_back(queue: Queue, at: datetime) -> None:
    press(queue)

    assert purged(queue, at) == Purged()
    assert not press(queue, at=at)


def test_a_dry_run_only_says_how_many_would_be_forgotten(queue: Queue) -> None:
    press(queue)

    assert purged(queue, DECEMBER, dry_run=True) == Purged(likes=1)
    assert not press(queue)


def test_what_is_forgotten_is_so_once(queue: Queue) -> None:
    press(queue)
    queue.likes.correct("hello", 3, who="ann", at=NOON)

    assert [purged(queue, DECEMBER).likes for _ in range(2)] == [1, 0]
