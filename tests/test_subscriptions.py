"""The table of subscriptions: what is asked for, what counts, and what is forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from builders import NOON, a_submission
from moderation.queue.purge import Terms
from moderation.queue.store import Queue
from moderation.queue.submission import State, Verdict
from moderation.queue.subscription import Subscription
from moderation.queue.subscriptions import ASKED, UNCONFIRMED
from subscribing import ANN, COMMENTS, CONFIRMED, HOUR, POSTS, a_subscription, came, keep, noted


def ids(subscriptions: Sequence[Subscription]) -> list[str]:
    return [one.id for one in subscriptions]


def unasked(queue: Queue) -> list[str]:
    return [one.id for one, _ in queue.subscriptions.unasked(at=NOON + HOUR)]


def test_what_is_asked_for_is_kept_as_it_is(queue: Queue) -> None:
    one = a_subscription(**CONFIRMED)

    keep(queue, one)

    assert queue.subscriptions.known([one.id]) == [one]


def test_asked_again_it_is_the_same(queue: Queue) -> None:
    keep(queue, a_subscription("s1"))
    keep(queue, a_subscription("s2"))

    assert ids(queue.subscriptions.all()) == ["s1"]


def test_what_is_not_asked_for_any_more_goes(queue: Queue) -> None:
    keep(queue, a_subscription("s1"), a_subscription("s2", **POSTS))
    keep(queue, a_subscription("s3"))

    assert ids(queue.subscriptions.all()) == ["s1"]


def test_an_address_does_not_show_where_a_subscription_is_printed() -> None:
    assert ANN not in repr(a_subscription())


def test_an_address_is_known_in_any_case_of_its_letters(queue: Queue) -> None:
    keep(queue, a_subscription(address="Ann@Reader.example"))

    assert ids(queue.subscriptions.of("ANN@reader.example")) == ["s0000000"]
    assert queue.subscriptions.remove("ANN@reader.example") == 1
    assert queue.subscriptions.all() == []


def test_what_is_confirmed_counts_from_then_on(queue: Queue) -> None:
    keep(queue, a_subscription("s1", **POSTS), a_subscription("s2", **POSTS, comment="b0000000"))

    queue.subscriptions.confirm(["s1"], at=NOON)
    queue.subscriptions.confirm(["s1"], at=NOON + HOUR)

    assert {one.id: one.confirmed for one in queue.subscriptions.all()} == {"s1": NOON, "s2": None}


def test_what_is_cancelled_is_gone_and_may_be_cancelled_again(queue: Queue) -> None:
    keep(queue, a_subscription("s1"), a_subscription("s2", **POSTS))

    for _ in range(2):
        queue.subscriptions.cancel(["s1"])

    assert ids(queue.subscriptions.all()) == ["s2"]


# With the comment.


def test_a_correction_takes_along_what_was_asked_for(queue: Queue) -> None:
    came(queue)
    keep(queue, a_subscription("s1", **CONFIRMED), a_subscription("s2", **POSTS))

    wanted = [a_subscription("s3", comment="b0000000"), a_subscription("s4", **COMMENTS, comment="b0000000")]
    queue.correct("a0000000", a_submission("b0000000"), at=NOON, wanted=wanted)

    found = {(one.id, one.comment) for one in queue.subscriptions.all()}
    assert found == {("s1", "b0000000"), ("s4", "b0000000")}


def test_what_is_withdrawn_takes_along_what_was_asked_for(queue: Queue) -> None:
    came(queue)
    keep(queue, a_subscription("s1", **CONFIRMED), a_subscription("s2", **POSTS, comment="b0000000"))

    queue.withdraw("a0000000", at=NOON)

    assert ids(queue.subscriptions.all()) == ["s2"]


# What is forgotten.


@pytest.mark.parametrize(("early", "left"), [(HOUR, ["s1"]), (timedelta(), [])])
def test_what_nobody_confirms_is_forgotten(queue: Queue, early: timedelta, left: list[str]) -> None:
    came(queue)
    keep(queue, a_subscription("s1"))

    queue.purge(Terms(), who="retention", at=NOON + UNCONFIRMED - early)

    assert ids(queue.subscriptions.all()) == left


def test_what_is_confirmed_is_not_forgotten(queue: Queue) -> None:
    came(queue)
    keep(queue, a_subscription("s1", **CONFIRMED), a_subscription("s2", **POSTS, **CONFIRMED, comment="gone"))

    queue.purge(Terms(), who="retention", at=NOON + 1000 * UNCONFIRMED)

    assert {*ids(queue.subscriptions.all())} == {"s1", "s2"}


def test_replies_to_a_comment_that_is_gone_are_forgotten(queue: Queue) -> None:
    keep(queue, a_subscription("s1", **CONFIRMED))

    queue.purge(Terms(), who="retention", at=NOON)

    assert queue.subscriptions.all() == []


def test_a_dry_run_forgets_nothing(queue: Queue) -> None:
    keep(queue, a_subscription("s1"))

    queue.purge(Terms(), who="retention", at=NOON + UNCONFIRMED, dry_run=True)

    assert ids(queue.subscriptions.all()) == ["s1"]


# Who is to be asked.


@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ({"verdict": Verdict.HAM}, True),
        ({"verdict": Verdict.UNSURE}, True),
        ({"verdict": Verdict.UNCHECKED}, False),
        ({"verdict": Verdict.SPAM}, False),
        ({"verdict": Verdict.DISCARD}, False),
        ({"verdict": Verdict.HAM, "state": State.SPAM}, False),
        ({"verdict": Verdict.HAM, "state": State.TRASH}, False),
        ({"verdict": Verdict.SPAM, "state": State.APPROVED}, True),
    ],
)
def test_who_is_asked_has_sent_no_spam(queue: Queue, fields: dict[str, Any], asked: bool) -> None:
    came(queue, client="net", **fields)
    keep(queue, a_subscription("s1"))

    assert queue.subscriptions.unasked(at=NOON + HOUR) == ([(a_subscription("s1"), "net")] if asked else [])


def test_without_a_comment_nobody_is_asked(queue: Queue) -> None:
    keep(queue, a_subscription("s1"))

    assert unasked(queue) == []


def test_nobody_is_asked_twice(queue: Queue) -> None:
    came(queue)
    keep(queue, a_subscription("s1"), a_subscription("s2", **POSTS))
    noted(queue, ASKED, "s1")

    assert unasked(queue) == ["s2"]


def test_nobody_is_asked_after_the_time_to_confirm(queue: Queue) -> None:
    came(queue)
    keep(queue, a_subscription("s1", made=NOON + HOUR - UNCONFIRMED))

    assert unasked(queue) == []


@pytest.mark.parametrize(
    ("before", "asked"),
    [
        pytest.param({}, True, id="other replies"),
        pytest.param(POSTS, True, id="another interest"),
        pytest.param(COMMENTS, False, id="the same"),
        pytest.param({**COMMENTS, "article": "other"}, True, id="another article"),
        pytest.param({**COMMENTS, "address": "joe@reader.example"}, True, id="another address"),
        pytest.param({**COMMENTS, "confirmed": None}, True, id="not confirmed"),
    ],
)
def test_what_is_confirmed_is_not_asked_again(queue: Queue, before: dict[str, Any], asked: bool) -> None:
    came(queue)
    keep(
        queue, a_subscription("s1", **{**CONFIRMED, "comment": "b0000000", **before}), a_subscription("s2", **COMMENTS)
    )

    assert unasked(queue) == (["s2"] if asked else [])
