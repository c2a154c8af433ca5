from __future__ import annotations

import pytest

from builders import a_submission
from moderation.comment import without_controls
from moderation.queue.store import Queue
from moderation.queue.submission import Reason, State, Submission
from moderation.spam.judge import Check
from moderation.spam.links import Links, shortened
from moderation.spam.rules import Duplicates, KnownAccount, KnownGood, trapped


def test_whoever_fills_in_the_hidden_field_is_caught() -> None:
    assert trapped(a_submission(trap="Cheap pills")) == Reason("trapped", "the hidden field was filled in", 5)


def test_whoever_leaves_the_hidden_field_alone_is_not() -> None:
    assert trapped(a_submission()) is None


def lookalikes(*found: Submission) -> Duplicates:
    """The rule, where the queue holds these with the same text."""
    return Duplicates(lambda _: list(found))


def test_a_text_never_seen_before_is_no_duplicate() -> None:
    assert lookalikes()(a_submission()) is None


def test_a_submission_is_no_duplicate_of_itself() -> None:
    submission = a_submission(state=State.SPAM)

    assert lookalikes(submission)(submission) is None


def test_the_text_of_spam_is_spam() -> None:
    rule = lookalikes(
        a_submission("aaaaaaaa", state=State.APPROVED),
        a_submission("bbbbbbbb", state=State.SPAM),
        a_submission("cccccccc", state=State.SPAM, article="other"),
    )

    assert rule(a_submission()) == Reason("duplicates", "the same text is in the spam list: bbbbbbbb, cccccccc", 5)


@pytest.mark.parametrize("state", [State.PENDING, State.APPROVED, State.TRASH])
def test_the_same_text_under_another_article_is_suspicious(state: State) -> None:
    rule = lookalikes(a_submission("aaaaaaaa", article="other", state=state))

    assert rule(a_submission()) == Reason("duplicates", "the same text was sent more than once: aaaaaaaa", 2)


def test_the_same_text_once_under_this_article_is_a_person_who_pressed_twice() -> None:
    assert lookalikes(a_submission())(a_submission()) is None


def test_the_same_text_twice_under_this_article_is_suspicious() -> None:
    rule = lookalikes(a_submission("aaaaaaaa"), a_submission("bbbbbbbb"))

    assert rule(a_submission()) == Reason("duplicates", "the same text was sent more than once: aaaaaaaa, bbbbbbbb", 2)


def test_of_many_duplicates_a_few_are_named() -> None:
    reason = lookalikes(*(a_submission(str(10**17 + n)) for n in range(4000)))(a_submission())

    assert reason is not None
    assert reason.saw.endswith("100000000000000004 and 3995 more")
    assert len(reason.saw) <= 200


NASTY = a_submission(
    author="ann@example.com",
    email="ann@example.com",
    ip="192.0.2.7",
    trap="ann@example.com\x1b[2J\n192.0.2.7",
    text=without_controls("<a href='mailto:ann@example.com'>x</a> https://192.0.2.7/ https://bit.ly/x ") * 5000,
)


@pytest.mark.parametrize(
    "check",
    [
        pytest.param(trapped, id="trapped"),
        pytest.param(Links(), id="links"),
        pytest.param(shortened, id="shortened"),
        pytest.param(lookalikes(a_submission(article="other", email="ann@example.com")), id="duplicates"),
    ],
)
def test_a_reason_is_one_short_line_and_holds_nothing_private(check: Check) -> None:
    reason = check(NASTY)

    assert reason is not None
    assert len(reason.saw) <= 200
    assert reason.saw.isprintable()
    assert "@" not in reason.saw
    assert "192.0.2.7" not in reason.saw


@pytest.mark.parametrize(
    ("least", "approved", "email", "trusted"),
    [
        pytest.param(3, 3, "ann@example.com", True, id="often enough"),
        pytest.param(3, 2, "ann@example.com", False, id="not yet"),
        pytest.param(0, 9, "ann@example.com", False, id="switched off"),
        pytest.param(1, 9, "", False, id="no address"),
    ],
)
def test_who_was_approved_often_enough_is_trusted_more(least: int, approved: int, email: str, trusted: bool) -> None:
    reason = KnownGood(least, lambda _: approved)(a_submission(email=email))

    known = Reason("known", f"{approved} comments with this address were approved", -2)
    assert reason == (known if trusted else None)


def test_only_approved_comments_count(queue: Queue) -> None:
    states = [State.APPROVED, State.APPROVED, State.PENDING, State.SPAM, State.TRASH]
    queue.add([a_submission(f"c000000{n}", email="ann@example.com", state=state) for n, state in enumerate(states)])
    queue.add([a_submission("d0000000", email="ben@example.com", state=State.APPROVED)])

    assert queue.approved_from("ann@example.com") == 2


@pytest.mark.parametrize(
    ("least", "account", "approved", "trusted"),
    [
        pytest.param(0, "5f2c", 9, False, id="off"),
        pytest.param(2, "", 9, False, id="nobody signed in"),
        pytest.param(2, "5f2c", 1, False, id="not often enough"),
        pytest.param(2, "5f2c", 2, True, id="often enough"),
    ],
)
def test_whoever_signed_in_and_was_approved_before_is_trusted_if_the_owner_wants(
    least: int, account: str, approved: int, trusted: bool
) -> None:
    reason = KnownAccount(least, lambda _: approved)(a_submission(account=account))

    assert reason == (Reason("verified", f"{approved} comments of this account were approved", -2) if trusted else None)


def test_only_approved_comments_of_the_account_itself_count(queue: Queue) -> None:
    states = [State.APPROVED, State.APPROVED, State.PENDING, State.SPAM]
    queue.add([a_submission(f"c000000{n}", account="5f2c", state=state) for n, state in enumerate(states)])
    queue.add([a_submission("d0000000", account="77aa", author="Ann", state=State.APPROVED)])

    assert queue.approved_of("5f2c") == 2
