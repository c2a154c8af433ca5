from __future__ import annotations

import itertools
import logging
import math

import pytest

from builders import a_submission
from moderation.errors import CheckFailed, QueueUnavailable
from moderation.queue.submission import Reason, State, Submission, Verdict
from moderation.spam.judge import Check, judge


def sees(*weights: float, check: str = "eye") -> list[Check]:
    """Checks that each see something of this weight."""
    return [lambda _, weight=weight: Reason(check, "something", weight) for weight in weights]  # type: ignore[misc]


def sees_nothing(_: Submission) -> Reason | None:
    return None


def cannot_be_asked(_: Submission) -> Reason | None:
    raise CheckFailed("Oracle", "it did not answer in time")


def has_a_bug(_: Submission) -> Reason | None:
    raise ZeroDivisionError("s3cret-key of ann@example.com")


UNASKED = Reason("Oracle", "could not be asked: it did not answer in time")
BROKE_DOWN = Reason("has_a_bug", "could not be asked: it broke down")

FAILURES = [
    pytest.param(cannot_be_asked, id="a service that is down"),
    pytest.param(has_a_bug, id="a check with a bug"),
    pytest.param(sees(math.nan)[0], id="a weight that is no number"),
    pytest.param(sees(-math.inf)[0], id="a weight without end"),
    pytest.param(lambda _: True, id="an answer that is no reason"),
]


@pytest.mark.parametrize(
    ("weights", "verdict", "state"),
    [
        pytest.param([], Verdict.HAM, State.PENDING, id="nothing seen"),
        pytest.param([0, 0], Verdict.HAM, State.PENDING, id="mere information"),
        pytest.param([1.9], Verdict.HAM, State.PENDING, id="just below unsure"),
        pytest.param([2], Verdict.UNSURE, State.PENDING, id="one suspicion"),
        pytest.param([2, 2.9], Verdict.UNSURE, State.PENDING, id="just below spam"),
        pytest.param([2, 3], Verdict.SPAM, State.SPAM, id="two suspicions"),
        pytest.param([5, 4.9], Verdict.SPAM, State.SPAM, id="just below discard"),
        pytest.param([5, 5], Verdict.DISCARD, State.SPAM, id="two sure checks"),
        pytest.param([5, -3], Verdict.UNSURE, State.PENDING, id="one against, one for it"),
        pytest.param([-100], Verdict.HAM, State.PENDING, id="everything for it"),
    ],
)
def test_weights_add_up_to_a_verdict(weights: list[float], verdict: Verdict, state: State) -> None:
    judged = judge(a_submission(), sees(*weights))

    assert (judged.verdict, judged.state) == (verdict, state)


def test_every_reason_is_kept_in_the_order_the_checks_were_asked() -> None:
    judged = judge(a_submission(), [*sees(3), sees_nothing, *sees(0)])

    assert judged.reasons == (Reason("eye", "something", 3), Reason("eye", "something", 0))


def test_the_comment_and_the_private_part_stay_as_they_were() -> None:
    submission = a_submission(email="ann@example.com", ip="192.0.2.7", trap="x", parent="k7f3q2mx")

    judged = judge(submission, sees(5))

    assert judged == a_submission(
        comment=submission.comment,
        email="ann@example.com",
        ip="192.0.2.7",
        trap="x",
        state=State.SPAM,
        verdict=Verdict.SPAM,
        reasons=(Reason("eye", "something", 5),),
    )


def test_a_check_that_could_not_be_asked_leaves_the_comment_unchecked() -> None:
    judged = judge(a_submission(), [cannot_be_asked])

    assert (judged.verdict, judged.state, judged.reasons) == (Verdict.UNCHECKED, State.PENDING, (UNASKED,))


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize(
    ("weight", "verdict"),
    [(-9, Verdict.UNCHECKED), (0, Verdict.UNCHECKED), (2, Verdict.UNSURE), (5, Verdict.SPAM), (10, Verdict.DISCARD)],
)
def test_a_failure_weighs_nothing(failure: Check, weight: float, verdict: Verdict) -> None:
    judged = judge(a_submission(), [failure, *sees(weight)])

    assert (judged.verdict, judged.score) == (verdict, weight)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("failure", FAILURES)
def test_nothing_is_approved_whatever_it_was_and_whatever_fails(failure: Check, state: State) -> None:
    submission = a_submission(state=state, verdict=Verdict.HAM)

    for checks in itertools.permutations([failure, sees_nothing, *sees(-50, 3)]):
        judged = judge(submission, checks)

        assert judged.state in (State.PENDING, State.SPAM)
        assert judged.comment == submission.comment


def test_a_bug_in_a_check_is_logged_without_a_word_of_what_it_said(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        judged = judge(a_submission("k7f3q2mx"), [has_a_bug])

    assert judged.reasons == (BROKE_DOWN,)
    assert caplog.messages == ["The spam check has_a_bug broke down over comment k7f3q2mx"]
    assert "s3cret" not in caplog.text


def test_an_error_of_our_own_that_no_check_should_raise_is_a_bug_too() -> None:
    def asks_the_queue(_: Submission) -> Reason | None:
        raise QueueUnavailable("no such table")

    judged = judge(a_submission(), [asks_the_queue])

    assert judged.reasons == (Reason("asks_the_queue", "could not be asked: it broke down"),)


def test_a_later_round_adds_to_an_earlier_one() -> None:
    earlier = (Reason("links", "there are 7 links in it, more than 2", 3),)

    judged = judge(a_submission(), sees(5), earlier)

    assert (judged.verdict, judged.score, judged.reasons[0]) == (Verdict.SPAM, 8, earlier[0])


@pytest.mark.parametrize(
    ("earlier", "now", "verdict"),
    [
        pytest.param(5, 5, Verdict.SPAM, id="saying the same does not weigh twice"),
        pytest.param(5, 0, Verdict.HAM, id="it may change its mind"),
    ],
)
def test_a_check_asked_again_replaces_what_it_said(earlier: float, now: float, verdict: Verdict) -> None:
    judged = judge(a_submission(), sees(now), (Reason("eye", "something", earlier),))

    assert (judged.verdict, judged.reasons) == (verdict, (Reason("eye", "something", now),))


def test_a_check_that_sees_nothing_any_more_takes_its_reason_back() -> None:
    assert judge(a_submission(), [sees_nothing], (Reason("sees_nothing", "something", 5),)).reasons == ()


def test_a_check_that_fails_takes_back_nothing() -> None:
    earlier = Reason("Oracle", "spam", 5)

    judged = judge(a_submission(), [cannot_be_asked], (earlier,))

    assert (judged.verdict, judged.reasons) == (Verdict.SPAM, (earlier, UNASKED))


def test_a_check_that_fails_again_says_so_once() -> None:
    assert judge(a_submission(), [cannot_be_asked], (UNASKED,)).reasons == (UNASKED,)


def test_an_answer_at_last_ends_the_doubt() -> None:
    judged = judge(a_submission(), sees(0, check="Oracle"), (UNASKED,))

    assert (judged.verdict, judged.reasons) == (Verdict.HAM, (Reason("Oracle", "something", 0),))


def test_a_comment_stays_unchecked_while_an_earlier_check_is_still_owed() -> None:
    assert judge(a_submission(), sees(0), (UNASKED,)).verdict == Verdict.UNCHECKED


def test_an_unnamed_check_goes_by_its_class() -> None:
    class Moody:
        def __call__(self, _: Submission) -> Reason | None:
            raise RuntimeError

    assert judge(a_submission(), [Moody()]).reasons[0].check == "Moody"
