"""How often one network may send, to one article and to all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from builders import NOON
from moderation.errors import Refused
from moderation.intake.ratelimit import RateLimit


def refusal(check: Callable[[], None]) -> Refused | None:
    """Why the check refuses; None if it does not."""
    try:
        check()
    except Refused as refused:
        return refused
    return None


def status(check: Callable[[], None]) -> int | None:
    refused = refusal(check)
    return refused.status if refused else None


def after(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


def test_so_many_a_minute_are_taken_and_the_next_is_told_how_long_to_wait() -> None:
    limit = RateLimit(2)
    limit.check("a", "hello", NOON)
    limit.check("a", "hello", NOON + after(20))

    refused = refusal(lambda: limit.check("a", "hello", NOON + after(45)))

    assert refused is not None
    assert (refused.status, refused.retry_after) == (429, 15)
    assert "Please try again in 15 seconds." in refused.detail


def test_whoever_waits_as_long_as_told_is_taken() -> None:
    limit = RateLimit(1)
    limit.check("a", "hello", NOON)

    assert status(lambda: limit.check("a", "hello", NOON + after(59))) == 429
    assert status(lambda: limit.check("a", "hello", NOON + after(60))) is None


def test_part_of_a_second_is_a_whole_one_to_wait() -> None:
    limit = RateLimit(1)
    limit.check("a", "hello", NOON)

    refused = refusal(lambda: limit.check("a", "hello", NOON + after(59.5)))

    assert refused is not None
    assert refused.retry_after == 1


def test_whoever_was_refused_does_not_wait_longer_for_having_tried() -> None:
    limit = RateLimit(1)
    limit.check("a", "hello", NOON)
    for second in range(1, 60):
        assert status(lambda second=second: limit.check("a", "hello", NOON + after(second))) == 429  # type: ignore[misc]

    assert status(lambda: limit.check("a", "hello", NOON + after(60))) is None


def test_nobody_waits_for_others() -> None:
    limit = RateLimit(1)
    limit.check("a", "hello", NOON)

    assert status(lambda: limit.check("b", "hello", NOON)) is None


def test_at_a_rate_of_0_everybody_is_taken() -> None:
    limit = RateLimit(0)

    assert {status(lambda: limit.check("a", "hello", NOON)) for _ in range(1000)} == {None}


def test_those_who_were_quiet_for_a_minute_are_forgotten() -> None:
    limit = RateLimit(5)
    limit.check("again", "hello", NOON)
    for number in range(1000):
        limit.check(str(number), "hello", NOON)
    limit.check("again", "hello", NOON + after(30))

    limit.check("new", "hello", NOON + after(60))

    assert {client for client, _ in limit._times} == {"again", "new"}


def test_whoever_floods_one_article_keeps_neighbours_from_no_other() -> None:
    limit = RateLimit(2)
    for _ in range(100):
        refusal(lambda: limit.check("office", "hello", NOON))

    assert status(lambda: limit.check("office", "hello", NOON)) == 429
    assert status(lambda: limit.check("office", "other", NOON)) is None


def test_to_the_whole_site_a_network_may_send_five_times_as_much() -> None:
    limit = RateLimit(2)

    answers = [status(lambda number=number: limit.check("a", f"{number}", NOON)) for number in range(12)]  # type: ignore[misc]

    assert answers == [None] * 10 + [429] * 2


def test_what_one_article_refused_does_not_count_for_the_site() -> None:
    limit = RateLimit(1)
    for _ in range(100):
        refusal(lambda: limit.check("a", "hello", NOON))

    answers = [status(lambda number=number: limit.check("a", f"{number}", NOON)) for number in range(5)]  # type: ignore[misc]

    assert answers == [None] * 4 + [429]


def test_nobody_is_kept_waiting_because_the_clock_was_put_back() -> None:
    limit = RateLimit(1)
    limit.check("a", "hello", NOON)

    assert status(lambda: limit.check("a", "hello", NOON - timedelta(hours=1))) is None


def test_those_from_before_the_clock_was_put_back_are_forgotten() -> None:
    limit = RateLimit(1)
    limit.check("a", "hello", NOON)

    limit.check("b", "hello", NOON - timedelta(hours=1))

    assert {client for client, _ in limit._times} == {"b"}
