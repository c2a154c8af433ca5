"""The owner's lists: what each kind of rule matches, and that a wrong line is never passed over."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from builders import a_submission
from moderation.errors import CheckFailed, InvalidList
from moderation.queue.submission import Reason, Submission
from moderation.spam.lists import Lists, load


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lists.txt"


def lists(path: Path, text: str) -> Lists:
    """The check, with a file that says this."""
    path.write_text(text, encoding="utf-8")
    return Lists(path)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("hold word casino", "Best CASINO, ever"),
        ("hold word casino", "<b>casino</b>"),
        ("hold word casino", "c\u200basi\u00adno"),
        ("hold word casino", "\N{FULLWIDTH LATIN SMALL LETTER C}asino"),
        ("hold word replica watches", "cheap replica\n watches"),
        ("hold word *cash*", "get fastcashnow today"),
        ("hold word cas*", "casino"),
        ("hold word straße", "STRASSE"),
        ("hold word 赌场", "最好的赌场在这里"),
        ("hold word c++", "I know C++."),
        ("hold domain bargains.example", "https://bargains.example/x"),
        ("hold domain www.bargains.example", "https://shop.bargains.example"),
        ("hold domain BARGAINS.example", "<a href='//bargains.example'>x</a>"),
    ],
)
def test_a_rule_matches_however_it_is_dressed_up(path: Path, rule: str, text: str) -> None:
    reason = lists(path, rule)(a_submission(text=text))

    assert reason is not None
    assert (reason.check, reason.weight) == ("lists", 2)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("hold word cash", "the cashier"),
        ("hold word cas*", "his cat"),
        ("hold word replica watches", "watches replica"),
        ("hold word c.sino", "casino"),
        ("hold domain bargains.example", "https://nobargains.example/"),
        ("hold domain bargains.example", "https://bargains.example.org/"),
        ("hold domain bargains.example", "bargains.example is no link"),
    ],
)
def test_a_rule_matches_whole_words_and_whole_hosts(path: Path, rule: str, text: str) -> None:
    assert lists(path, rule)(a_submission(text=text)) is None


@pytest.mark.parametrize(
    "typed",
    [
        a_submission(author="Casino"),
        a_submission(text="Casino"),
        a_submission(email="casino@a.example"),
        a_submission(website="https://casino.example/"),
    ],
    ids=["author", "text", "email", "website"],
)
def test_words_are_looked_for_in_all_that_was_typed(path: Path, typed: Submission) -> None:
    assert lists(path, "hold word casino")(typed)


@pytest.mark.parametrize(
    ("rule", "email", "matches"),
    [
        ("hold email ann@mail.example", "Ann@Mail.example", True),
        ("hold email *@mail.example", "ann@mail.example", True),
        ("hold email *@mail.example", "ann@mail.example.org", False),
        ("hold email *@mail.example", "", False),
    ],
)
def test_addresses_match_as_a_whole(path: Path, rule: str, email: str, matches: bool) -> None:
    assert bool(lists(path, rule)(a_submission(email=email))) is matches


@pytest.mark.parametrize(
    ("rule", "ip", "matches"),
    [
        ("hold network 203.0.113.0/24", "203.0.113.9", True),
        ("hold network 203.0.113.9", "203.0.113.9", True),
        ("hold network 203.0.113.0/24", "::ffff:203.0.113.9", True),
        ("hold network 2001:db8::/32", "2001:db8::1%eth0", True),
        ("hold network 203.0.113.0/24", "203.0.114.9", False),
        ("hold network 203.0.113.0/24", "2001:db8::1", False),
        ("hold network 0.0.0.0/0", "", False),
    ],
)
def test_networks_match_the_senders_address(path: Path, rule: str, ip: str, matches: bool) -> None:
    assert bool(lists(path, rule)(a_submission(ip=ip))) is matches


def test_of_several_rules_the_strictest_counts(path: Path) -> None:
    check = lists(path, "hold word casino\ndiscard domain bargains.example\n")

    assert check(a_submission(text="Casino: https://bargains.example")) == Reason(
        "lists", "your list says discard domain bargains.example", 10
    )


def test_lines_may_be_empty_or_explain(path: Path) -> None:
    path.write_text("\ufeff# Ours\n\n  hold   word  casino   # since May\n", encoding="utf-8")

    assert [(rule.verb, rule.kind, rule.pattern) for rule in load(path)] == [("hold", "word", "casino")]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("casino", "'casino' is neither hold nor discard"),
        ("hold", "'' is none of word, domain, email, network"),
        ("hold casino", "'casino' is none of word, domain, email, network"),
        ("hold word", "'' is no word"),
        ("hold word ***", "'***' is no word"),
        ("hold domain https://a.example/", "'https://a.example/' is no domain"),
        ("hold email mail.example", "'mail.example' is no email"),
        ("hold network 203.0.113.9/24", "'203.0.113.9/24' is no network"),
        ("hold network example.org", "'example.org' is no network"),
    ],
)
def test_a_line_that_says_nothing_is_an_error(path: Path, line: str, problem: str) -> None:
    path.write_text(f"hold word fine\n{line}\n")

    with pytest.raises(InvalidList) as error:
        load(path)

    assert str(error.value) == f"{path}, line 2: {problem}."


def test_a_file_of_another_kind_is_an_error(path: Path) -> None:
    path.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(InvalidList, match="cannot be read"):
        Lists(path)


def test_without_a_file_there_are_no_rules(path: Path) -> None:
    assert Lists(path)(a_submission(text="casino")) is None


def test_a_change_of_the_file_counts_at_once(path: Path) -> None:
    check = Lists(path)
    path.write_text("hold word casino\n")
    assert check(a_submission(text="casino"))

    path.unlink()
    assert check(a_submission(text="casino")) is None


def test_a_file_that_is_broken_meanwhile_is_no_answer(path: Path) -> None:
    check = lists(path, "hold word casino")
    path.write_text("hold word casino\noops\n")
    os.utime(path, ns=(1, 1))

    with pytest.raises(CheckFailed, match=r"lists could not be asked: .*line 2: 'oops' is neither hold nor discard"):
        check(a_submission(text="casino"))


def test_no_text_takes_long(path: Path) -> None:
    check = lists(path, "hold word a*b*c*d\n" + "".join(f"hold word w{number}*\n" for number in range(200)))
    begun = time.process_time()

    check(a_submission(text="ab" * 8_000))

    assert time.process_time() - begun < 2
