"""What the doctor says of the owner's lists, the filter that learns, and Akismet."""

from __future__ import annotations

from contextlib import closing, nullcontext
from pathlib import Path

import pytest

from akismet_server import KEY, AkismetServer, Answer
from builders import a_submission
from emptyqueue import empty_queue
from moderation.desk.desk import Desk
from moderation.desk.doctor import spam
from moderation.desk.doctor.finding import Finding, of
from moderation.errors import CheckFailed, InvalidList, InvalidSetting
from moderation.queue.ledger import Action
from moderation.settings import Settings
from moderation.spam.checks import remote
from moderation.spam.learned import FEWEST
from test_akismet import a_check

KNOWN = Finding("It knows the key.")


def rules(path: Path) -> list[Finding]:
    return list(spam.rules(Settings(lists=path)))


def test_a_blog_needs_no_lists(tmp_path: Path) -> None:
    assert rules(tmp_path / "lists.txt") == [Finding(f"There is no {tmp_path}/lists.txt, and there need not be one.")]


def test_rules_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "lists.txt"
    path.write_text("# mine\nhold word casino\ndiscard email *@mail.example\n")

    assert rules(path) == [Finding(f"{path} has 2 rules.")]


def test_a_line_that_says_nothing_is_told(tmp_path: Path) -> None:
    path = tmp_path / "lists.txt"
    path.write_text("hold word casino\nhold network casino\n")

    with pytest.raises(InvalidList) as caught:
        rules(path)

    assert of(caught.value) == Finding(f"{path}, line 2: 'casino' is no network.", f"correct {path}")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (FEWEST - 1, "It has learned 14 spam and 14 ham; it says nothing before it knows at least 15 of both."),
        (FEWEST, "It has learned 15 spam and 15 ham."),
    ],
)
def test_the_filter_says_how_much_it_knows(tmp_path: Path, number: int, said: str) -> None:
    with closing(empty_queue(tmp_path / "queue.db")) as queue:
        desk = Desk(queue, Settings(content=tmp_path))
        for count in range(number):
            queue.add([a_submission(f"spam{count:04}"), a_submission(f"ham{count:05}")])
            desk.decide(f"spam{count:04}", Action.SPAM)
            desk.decide(f"ham{count:05}", Action.APPROVE)

        assert list(spam.learned(desk)) == [Finding(said)]


# Akismet.


def asked(server: AkismetServer, key: str = KEY) -> list[Finding]:
    with a_check(server.address, key) as check:
        return list(spam.akismet(nullcontext(check)))


def test_nobody_needs_a_key() -> None:
    assert list(spam.akismet(remote(Settings(), {}))) == [Finding("It is not used: no key is set.")]


def test_half_a_setting_is_told() -> None:
    with pytest.raises(InvalidSetting) as caught:
        list(spam.akismet(remote(Settings(), {"PYTHON_AKISMET_API_KEY": KEY})))

    assert of(caught.value) == Finding(
        "PYTHON_AKISMET_BLOG_URL is '', but must be set, as PYTHON_AKISMET_API_KEY is.",
        "correct PYTHON_AKISMET_BLOG_URL",
    )


def test_a_key_that_is_known_is_in_order() -> None:
    with AkismetServer() as server:
        assert asked(server) == [KNOWN, Finding("Calls this month: 7463 of 350000.")]


def test_a_plan_without_a_limit_is_in_order() -> None:
    with AkismetServer() as server:
        server.usage = Answer('{"limit": "none", "usage": 7, "throttled": false}')

        assert asked(server) == [KNOWN, Finding("Calls this month: 7 of any number.")]


def test_a_plan_that_is_used_up_is_told() -> None:
    with AkismetServer() as server:
        server.usage = Answer('{"limit": 500, "usage": 900, "throttled": true}')

        assert asked(server) == [
            KNOWN,
            Finding(
                "Calls this month: 900 of 500; it no longer answers all.",
                "take a larger plan at https://akismet.com/account/",
            ),
        ]


def test_a_key_that_it_does_not_know_is_told_and_not_shown() -> None:
    with AkismetServer() as server:
        assert asked(server, "wr0ng-k3y") == [
            Finding(
                "It does not know this key for this blog.",
                "correct PYTHON_AKISMET_API_KEY or PYTHON_AKISMET_BLOG_URL",
            )
        ]


def test_a_service_that_is_out_of_order_is_told() -> None:
    with AkismetServer() as server:
        server.broken = Answer("", 503)
        with pytest.raises(CheckFailed) as caught:
            asked(server)

    assert of(caught.value) == Finding(
        "Akismet could not be asked: it answered with status 503.",
        "try again later; until then, comments wait unchecked",
    )
