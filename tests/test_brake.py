"""When a flood comes, the brake stops it, and ordinary readers notice nothing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from builders import NOON, a_submission
from door import Door
from moderation.errors import Refused
from moderation.intake.brake import Brake
from moderation.queue.submission import Submission

MINUTE = timedelta(minutes=1)
RATE = 10


def flood(number: int) -> Submission:
    """One of very many: from anywhere, all saying the same."""
    return a_submission(text=f"Buy cheap watches at https://w{number}.example now!", client=f"network {number}")


def reader(number: int = 0) -> Submission:
    return a_submission(text=f"I tried step {number} of your advice, and it worked.", client=f"home {number}")


@pytest.fixture
def braking() -> Brake:
    """A brake that has seen as much as it takes in a minute."""
    brake = Brake(RATE)
    for number in range(RATE):
        brake.check(flood(number), NOON)
    return brake


def passes(brake: Brake, submission: Submission, after: timedelta = timedelta(0)) -> bool:
    try:
        brake.check(submission, NOON + after)
    except Refused:
        return False
    return True


def test_an_ordinary_minute_is_not_braked() -> None:
    brake = Brake(RATE)

    assert all(passes(brake, flood(1)) for _ in range(RATE))


def test_a_flood_is_stopped(braking: Brake) -> None:
    assert not any(passes(braking, flood(number)) for number in range(RATE, 100))


def test_whoever_is_stopped_is_told_when_to_come_again(braking: Brake) -> None:
    with pytest.raises(Refused) as refused:
        braking.check(flood(99), NOON)

    assert (refused.value.status, refused.value.retry_after) == (429, 60)


def test_ordinary_readers_go_through(braking: Brake) -> None:
    assert all(passes(braking, reader(number)) for number in range(100))


def test_the_same_text_without_a_link_is_stopped_too(braking: Brake) -> None:
    assert not passes(braking, a_submission(text="BUY cheap watches at... now", client="another"))


def test_a_text_with_a_link_has_to_wait(braking: Brake) -> None:
    assert not passes(braking, a_submission(text="See https://a.example/", client="another"))


def test_so_has_one_with_a_website(braking: Brake) -> None:
    assert not passes(braking, a_submission(website="https://a.example/", client="another"))


def test_a_network_may_send_one(braking: Brake) -> None:
    assert passes(braking, a_submission(text="The first thing I think", client="home"))
    assert not passes(braking, a_submission(text="And now another thing", client="home"))


def test_short_thanks_are_not_taken_for_each_other(braking: Brake) -> None:
    assert all(passes(braking, a_submission(text="Thanks!", client=f"home {number}")) for number in range(5))


def test_it_lets_go_after_a_minute(braking: Brake) -> None:
    assert not passes(braking, flood(99), MINUTE - timedelta(seconds=1))
    assert passes(braking, flood(99), MINUTE)


def test_a_clock_that_is_put_back_locks_nobody_out(braking: Brake) -> None:
    assert passes(braking, flood(99), -24 * 60 * MINUTE)


def test_what_was_refused_does_not_keep_it_on(braking: Brake) -> None:
    for number in range(1000):
        passes(braking, flood(number), timedelta(seconds=30))

    assert passes(braking, flood(1), MINUTE)


def test_it_remembers_a_minute_and_no_more() -> None:
    brake = Brake(RATE)
    for number in range(1000):
        passes(brake, reader(number), number * MINUTE)

    assert len(brake._taken) == 1
    assert len(brake._seen) == 2


def test_it_can_be_taken_off() -> None:
    brake = Brake(0)

    assert all(passes(brake, flood(1)) for _ in range(1000))


def test_the_door_keeps_what_was_typed(tmp_path: Path) -> None:
    with Door(tmp_path, site_rate=1) as door:
        taken, braked = door.post(comment="The first of many."), door.post(comment="Cheap: https://a.example/")

    assert (taken.status_code, braked.status_code, braked.headers["Retry-After"]) == (303, 429, "60")
    assert "Cheap: https://a.example/" in braked.text
