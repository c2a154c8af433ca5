"""What the queue promises, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import traceback
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import StatementError

from builders import FULL, NOON, a_submission, ids
from moderation.errors import AmbiguousId, InvalidComment, UnknownComment
from moderation.queue.catalogue import CANDIDATES, LOOKALIKES
from moderation.queue.connection import open_queue
from moderation.queue.ledger import Action
from moderation.queue.selection import Selection
from moderation.queue.store import Queue
from moderation.queue.submission import Reason, State, Verdict

PITCH = "Buy cheap watches, café style!"


# Adding and reading


def test_what_was_added_comes_back_whole(queue: Queue) -> None:
    queue.add([FULL])

    assert queue.get(FULL.id) == FULL


def test_what_nobody_filled_in_stays_empty(queue: Queue) -> None:
    submission = a_submission()

    queue.add([submission])

    assert queue.get(submission.id) == submission


def test_dates_come_back_in_utc(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa")])

    decision = queue.decide(
        "aaaaaaaa", Action.SPAM, who="ann", at=datetime(2026, 11, 24, 1, 0, 0, 7, timezone(timedelta(hours=13)))
    )

    assert queue.get("aaaaaaaa").comment.date.tzinfo is UTC
    assert (decision.at, decision.at.tzinfo) == (NOON + timedelta(microseconds=7), UTC)


def test_a_moment_without_a_time_zone_is_refused(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa")])

    with pytest.raises(StatementError, match="has no time zone"):
        queue.decide("aaaaaaaa", Action.SPAM, who="ann", at=NOON.replace(tzinfo=None))


def test_characters_no_database_can_store_are_left_out_of_the_private_part(queue: Queue) -> None:
    reasons = (Reason("trap", "\0\ud800", 1.0),)

    queue.add([a_submission("aaaaaaaa", trap="a\0b\ud800c", user_agent="\0", reasons=reasons)])

    assert queue.get("aaaaaaaa") == a_submission("aaaaaaaa", trap="abc", reasons=reasons)


def test_a_group_is_added_whole_or_not_at_all(queue: Queue) -> None:
    with pytest.raises(InvalidComment, match="in the queue already"):
        queue.add([a_submission("aaaaaaaa"), a_submission("bbbbbbbb"), a_submission("aaaaaaaa")])

    assert queue.list() == []


def test_an_error_holds_nothing_private_not_even_in_its_cause(queue: Queue) -> None:
    group = [a_submission("aaaaaaaa", email="ann@example.com", ip="192.0.2.1", text="I am Ann")] * 2

    with pytest.raises(InvalidComment) as caught:
        queue.add(group)

    shown = "".join(traceback.format_exception(caught.value))
    assert not [private for private in ("ann@example.com", "192.0.2.1", "I am Ann") if private in shown]


def test_adding_nobody_is_no_error(queue: Queue) -> None:
    queue.add([])

    assert queue.list() == []


def test_a_comment_that_is_not_there_is_unknown(queue: Queue) -> None:
    with pytest.raises(UnknownComment, match="'aaaaaaaa'"):
        queue.get("aaaaaaaa")


def test_all_are_listed_oldest_first(queue: Queue) -> None:
    queue.add([a_submission("cccccccc", day=1), a_submission("bbbbbbbb", day=1), a_submission("dddddddd", day=0)])

    assert ids(queue.list()) == ["dddddddd", "bbbbbbbb", "cccccccc"]


def test_a_list_can_keep_to_a_state_and_an_article(queue: Queue) -> None:
    queue.add(
        [
            a_submission("aaaaaaaa", article="hello"),
            a_submission("bbbbbbbb", article="hello", state=State.SPAM),
            a_submission("cccccccc", article="other", state=State.SPAM),
        ]
    )

    assert ids(queue.list(state=State.SPAM)) == ["bbbbbbbb", "cccccccc"]
    assert ids(queue.list(article="hello")) == ["aaaaaaaa", "bbbbbbbb"]
    assert ids(queue.list(state=State.SPAM, article="hello")) == ["bbbbbbbb"]


def test_every_state_is_counted_even_when_nobody_is_in_it(queue: Queue) -> None:
    queue.add([a_submission(), a_submission(), a_submission(article="other", state=State.SPAM)])

    assert queue.count() == {State.PENDING: 2, State.APPROVED: 0, State.SPAM: 1, State.TRASH: 0}
    assert queue.count(Selection(article="other")) == {
        State.PENDING: 0,
        State.APPROVED: 0,
        State.SPAM: 1,
        State.TRASH: 0,
    }


# Shortened ids


@pytest.mark.parametrize("beginning", ["k7f", "k7f3q2mx"])
def test_the_beginning_of_an_id_is_enough(queue: Queue, beginning: str) -> None:
    queue.add([a_submission("k7f3q2mx"), a_submission("k8f3q2mx")])

    assert queue.find(beginning) == "k7f3q2mx"


def test_a_complete_id_is_found_even_if_others_begin_with_it(queue: Queue) -> None:
    queue.add([a_submission("123"), a_submission("12"), a_submission("1234")])

    assert queue.find("12") == "12"


def test_a_beginning_that_fits_several_is_answered_with_some_of_them(queue: Queue) -> None:
    queue.add([a_submission(f"1{number}") for number in range(10, 10 + CANDIDATES + 5)])

    with pytest.raises(AmbiguousId) as caught:
        queue.find("1")

    assert caught.value.candidates == tuple(f"1{number}" for number in range(10, 10 + CANDIDATES))


@pytest.mark.parametrize("beginning", ["", "%", "k_f", "K7F", "k7f3q2mxx", "7f3", "\0", "\ud800", "k7f'"])
def test_what_begins_no_id_finds_nobody(queue: Queue, beginning: str) -> None:
    queue.add([a_submission("k7f3q2mx")])

    with pytest.raises(UnknownComment):
        queue.find(beginning)


# What the checks want to know


def test_lookalikes_are_others_that_say_the_same_newest_first(queue: Queue) -> None:
    one = a_submission("aaaaaaaa", text=PITCH)
    queue.add(
        [
            one,
            a_submission("bbbbbbbb", text=PITCH.upper(), day=1),
            a_submission("cccccccc", text=f"<b>{PITCH}</b>", day=2, state=State.SPAM),
            a_submission("dddddddd", text="Something else entirely"),
        ]
    )

    assert ids(queue.lookalikes(one)) == ["cccccccc", "bbbbbbbb"]


def test_lookalikes_are_found_before_a_submission_is_added(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa", text=PITCH)])

    assert ids(queue.lookalikes(a_submission(text=PITCH))) == ["aaaaaaaa"]


def test_a_short_text_has_no_lookalikes(queue: Queue) -> None:
    queue.add([a_submission(text="Thanks!"), a_submission(text="Thanks!")])

    assert queue.lookalikes(a_submission(text="Thanks!")) == []


def test_lookalikes_are_never_very_many(queue: Queue) -> None:
    queue.add([a_submission(text=PITCH) for _ in range(LOOKALIKES + 1)])

    assert len(queue.lookalikes(a_submission(text=PITCH))) == LOOKALIKES


def test_unchecked_are_those_that_wait_for_a_check_and_a_person(queue: Queue) -> None:
    queue.add(
        [
            a_submission("aaaaaaaa", day=1),
            a_submission("bbbbbbbb", day=0),
            a_submission("cccccccc", verdict=Verdict.HAM),
            a_submission("dddddddd", state=State.APPROVED),
        ]
    )

    assert ids(queue.unchecked()) == ["bbbbbbbb", "aaaaaaaa"]


# Opening and closing


def test_a_queue_keeps_its_submissions_after_closing(queue: Queue, queue_url: str) -> None:
    queue.add([a_submission("aaaaaaaa")])
    queue.close()

    with closing(open_queue(queue_url)) as again:
        assert ids(again.list()) == ["aaaaaaaa"]
