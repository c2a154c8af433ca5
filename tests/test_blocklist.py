"""The block list: what it takes, what it keeps as it is, and that no stranger can put more on it than himself."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import NOON, a_submission
from moderation.errors import InvalidList
from moderation.queue.submission import Submission
from moderation.spam.blocklist import Blocklist, offers
from moderation.spam.lists import Lists

BY_HAND = "# ours\nhold word casino\n\ndiscard email *@mail.example  # all of them"


@pytest.fixture
def blocklist(tmp_path: Path) -> Blocklist:
    return Blocklist(tmp_path / "lists.txt")


def block(blocklist: Blocklist, *patterns: str) -> None:
    for pattern in patterns:
        blocklist.add(pattern, "ann", NOON)


@pytest.mark.parametrize(
    ("pattern", "kind", "submission"),
    [
        ("Joe@example.com", "email", a_submission(email="joe@example.com")),
        ("*@example.com", "email", a_submission(email="joe@example.com")),
        ("203.0.113.7", "network", a_submission(ip="203.0.113.7")),
        ("2001:db8::/64", "network", a_submission(ip="2001:db8::7")),
        ("bargains.example", "domain", a_submission(text="See https://shop.bargains.example/x")),
    ],
)
def test_what_is_blocked_is_spam_by_this_reason_alone(
    blocklist: Blocklist, pattern: str, kind: str, submission: Submission
) -> None:
    block(blocklist, pattern)

    reason = Lists(blocklist.path)(submission)

    assert reason is not None
    assert (reason.saw, reason.weight) == (f"your list says discard {kind} {pattern}", 10)


def test_it_is_a_line_of_the_lists_that_says_who_and_when(blocklist: Blocklist) -> None:
    blocklist.add("joe@example.com", "ann\nof sales", NOON)

    assert blocklist.path.read_text() == "discard email joe@example.com  # by ann of sales, 2026-11-23\n"


def test_what_was_written_by_hand_stays_as_it_is(blocklist: Blocklist) -> None:
    blocklist.path.write_text(BY_HAND)
    blocklist.path.chmod(0o640)

    block(blocklist, "joe@example.com", "203.0.113.7")
    blocklist.remove("joe@example.com")
    blocklist.remove("203.0.113.7")

    assert blocklist.path.read_text() == f"{BY_HAND}\n"
    assert blocklist.path.stat().st_mode & 0o777 == 0o640


def test_a_new_list_is_its_owners_to_read(blocklist: Blocklist) -> None:
    block(blocklist, "joe@example.com")

    assert blocklist.path.stat().st_mode & 0o777 == 0o600


def test_nothing_is_blocked_twice(blocklist: Blocklist) -> None:
    block(blocklist, "joe@example.com", "JOE@example.com", "203.0.113.7")

    assert [rule.pattern for rule in blocklist.rules()] == ["joe@example.com", "203.0.113.7"]


def test_only_what_blocks_is_on_the_block_list(blocklist: Blocklist) -> None:
    blocklist.path.write_text(BY_HAND)

    assert [rule.pattern for rule in blocklist.rules()] == ["*@mail.example"]


def test_what_is_not_blocked_cannot_be_let_in_again(blocklist: Blocklist) -> None:
    assert not blocklist.remove("joe@example.com")
    assert not blocklist.path.exists()


@pytest.mark.parametrize(
    "pattern", ["", "two words", "a@b.example # c", "#a@b.example", "a@b\nhold word x", "http://x/"]
)
def test_what_a_line_cannot_say_is_refused(blocklist: Blocklist, pattern: str) -> None:
    with pytest.raises(InvalidList):
        block(blocklist, pattern)

    assert not blocklist.path.exists()


def test_a_comment_can_be_blocked_by_address_sender_and_links() -> None:
    submission = a_submission(
        email="joe@example.com",
        ip="203.0.113.7",
        website="https://joe.example/",
        text="https://www.bargains.example/x and https://joe.example/y",
    )

    assert offers(submission) == ["joe@example.com", "203.0.113.7", "joe.example", "bargains.example"]


@pytest.mark.parametrize(
    ("ip", "offered"),
    [
        ("2001:db8:0:1:2:3:4:5", ["2001:db8:0:1::/64"]),
        ("::ffff:203.0.113.7", ["203.0.113.7"]),
        ("", []),
        ("0.0.0.0/0", []),
    ],
)
def test_a_sender_is_an_address_or_a_network_of_his_own(ip: str, offered: list[str]) -> None:
    assert offers(a_submission(ip=ip)) == offered


@pytest.mark.parametrize("email", ["*@*", "*@example.com", "a@b.example # c", "a @b.example"])
def test_no_stranger_can_have_others_blocked(email: str) -> None:
    assert offers(a_submission(email=email)) == []
