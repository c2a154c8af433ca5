"""The receipt: what its writer may know of a comment, and do about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from builders import NOON
from door import FORM, HOST, INDEX, JSON, Door
from moderation import siteindex
from moderation.errors import UnknownComment
from moderation.intake.gate import client_hash
from moderation.intake.receipt import Receipts
from moderation.queue.ledger import Action
from moderation.queue.submission import State
from moderation.spam.rules import trapped
from receipts import change, decide, posted, withdraw

WAITS = "has arrived, and waits for a moderator."
PUBLISHED = "Your comment is published"
REFUSED = "Your comment was not accepted"
NOT_THERE = "There is nothing at this address."
FORM_TO_CORRECT = 'class="comment-form"'


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    with Door(tmp_path) as door:
        yield door


# What it says.


def test_it_thanks_and_has_the_form_as_it_was_filled_in(door: Door) -> None:
    text = door.client.get(posted(door, comment="\n1 < 2", comment_parent="k7f3q2mx")).text

    assert ("<h1>Thank you</h1>" in text, WAITS in text) == (True, True)
    assert (
        '<textarea id="comment" name="comment" rows="8" required aria-describedby="allowed-tags">\n\n1 &lt; 2<' in text
    )
    assert [*re.findall(r' value="([^"]+)"', text)] == [
        FORM["author"],
        FORM["email"],
        FORM["url"],
        "k7f3q2mx",
        "1",
        "1",
    ]


def test_once_it_is_published_it_leads_there(door: Door) -> None:
    receipt = posted(door)
    decide(door, Action.APPROVE)

    text = door.client.get(receipt).text

    assert (PUBLISHED in text, FORM_TO_CORRECT in text) == (True, False)
    assert f'href="{HOST}/hello/#comment-{door.kept()[0].id}"' in text


@pytest.mark.parametrize("action", [Action.SPAM, Action.TRASH])
def test_that_it_is_not_accepted_only_a_person_says(door: Door, action: Action) -> None:
    receipt = posted(door)
    decide(door, action)

    text = door.client.get(receipt).text

    assert (REFUSED in text, FORM_TO_CORRECT in text) == (True, False)


@pytest.mark.parametrize("spam", ["sort", "discard"])
def test_what_only_the_filter_thinks_nobody_learns(tmp_path: Path, spam: str) -> None:
    with Door(tmp_path, quick=[trapped], spam=spam) as door:
        receipt = posted(door, topic="pills")
        assert door.judged()[0].state is not State.PENDING
        text = door.client.get(receipt).text

        assert (WAITS in text, FORM_TO_CORRECT in text) == (True, True)


@pytest.mark.parametrize("actions", [(Action.APPROVE, Action.UNAPPROVE), (Action.TRASH, Action.UNTRASH)])
def test_what_a_person_has_put_back_waits_and_can_no_longer_be_changed(door: Door, actions: tuple[Action, ...]) -> None:
    receipt = posted(door)
    decide(door, *actions)

    text = door.client.get(receipt).text

    assert (WAITS in text, FORM_TO_CORRECT in text, "Withdraw" in text) == (True, False, False)


def test_programs_are_told_the_same(door: Door) -> None:
    told = door.post(headers=JSON).json()

    before = door.client.get(told["receipt"], headers=JSON).json()
    decide(door, Action.APPROVE)

    assert (
        before
        == {"id": told["id"], "status": told["status"]}
        == {"id": told["id"], "status": "waiting for a moderator"}
    )
    assert door.client.get(told["receipt"], headers=JSON).json() == {"id": told["id"], "status": "published"}


def test_of_an_article_that_is_gone_it_can_still_be_withdrawn(door: Door) -> None:
    receipt = posted(door)
    siteindex.dump(replace(INDEX, articles={}), door.index)

    text = door.client.get(receipt).text

    assert (WAITS.replace("has", "Your comment has") in text, FORM_TO_CORRECT in text) == (True, False)
    assert (withdraw(door, receipt).status_code, door.kept()) == (200, [])


def test_to_look_at_it_changes_nothing(door: Door) -> None:
    receipt = posted(door)
    before = door.judged()

    door.client.get(f"{receipt}?withdraw=1&comment=Other&author=Other")
    door.client.head(receipt)

    assert (door.kept(), door.queue.decisions()) == (before, [])


# Whose it is.


def gone(door: Door, receipt: str) -> str:
    door.queue.decide(door.kept()[0].id, Action.DELETE, who="ann", at=NOON)
    return receipt


def withdrawn(door: Door, receipt: str) -> str:
    withdraw(door, receipt)
    return receipt


def of_another(door: Door, receipt: str) -> str:
    return "/".join([*receipt.split("/")[:-1], posted(door).split("/")[-1]])


def cut_off(door: Door, receipt: str) -> str:
    return receipt[:-1]


def odd(door: Door, receipt: str) -> str:
    return f"{receipt[:-1]}é"


@pytest.mark.parametrize("spoiled", [gone, withdrawn, of_another, cut_off, odd])
@pytest.mark.parametrize("headers", [{}, JSON], ids=["page", "JSON"])
def test_an_address_that_is_none_says_as_much_as_any(door: Door, spoiled: Any, headers: dict[str, str]) -> None:
    receipt = spoiled(door, posted(door))

    answer, any = (door.client.get(address, headers=headers) for address in (receipt, "/comments/nothing/here"))

    assert (answer.status_code, answer.text, answer.headers) == (404, any.text, any.headers)
    assert [post(door, receipt).status_code for post in (change, withdraw)] == [404, 404]


def test_nobody_without_the_secret_makes_an_address(door: Door) -> None:
    receipt = posted(door)
    id, signature = receipt.split("/")[-2:]

    assert re.fullmatch(r"[0-9a-f]{32}", signature)
    with pytest.raises(UnknownComment):
        Receipts(door.queue, b"another secret").find(id, signature)


def test_an_address_is_no_hash_of_a_sender_though_the_secret_is_the_same(door: Door) -> None:
    id, signature = posted(door).split("/")[-2:]

    assert not signature.startswith(client_hash(id, door.settings.key()))
