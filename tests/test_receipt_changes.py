"""What a writer does about a comment until a person has decided: corrects it, or withdraws it."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from builders import NOON
from door import HOST, IP, Door
from moderation.queue.ledger import Action
from moderation.queue.submission import Reason, Verdict
from moderation.spam.links import Links
from moderation.spam.rules import trapped
from receipts import change, decide, posted, withdraw

FORM_TO_CORRECT = 'class="comment-form"'


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    with Door(tmp_path) as door:
        yield door


# Corrections.


def test_a_correction_comes_in_again_under_another_id_and_of_the_same_date(tmp_path: Path) -> None:
    clock = [NOON]
    with Door(tmp_path, now=lambda: clock[0]) as door:
        first = posted(door)
        before = door.judged()[0]
        clock[0] += timedelta(hours=1)

        headers = {"Referer": f"{HOST}{first}", "User-Agent": "Lynx"}
        fields = {"author": "Ann", "email": "", "url": "", "comment": "I do.", "comment_parent": "a0000000"}
        answer = change(door, first, headers, **fields)

        kept = door.judged()
        receipt = answer.headers["Location"]
        said = Reason("writer", f"this corrects {before.id}")
        comment = replace(before.comment, id=kept[0].id, author="Ann", website="", text="I do.", parent="a0000000")
        assert kept == [replace(before, comment=comment, email="", user_agent="Lynx", reasons=(said,))]
        assert (answer.status_code, receipt.split("/")[-2]) == (303, kept[0].id)
        assert "I do." in door.client.get(receipt).text
        assert door.client.get(first).status_code == 404


def test_it_is_judged_anew(tmp_path: Path) -> None:
    with Door(tmp_path, quick=[Links(0), trapped]) as door:
        receipt = posted(door, comment="https://a.example/")
        before = door.judged()[0].verdict

        receipt = change(door, receipt, comment="I agree.").headers["Location"]
        corrected = door.judged()[0].verdict
        change(door, receipt, topic="pills")

        assert (before, corrected, door.judged()[0].verdict) == (Verdict.UNSURE, Verdict.HAM, Verdict.SPAM)


def test_a_mistake_is_to_be_corrected_at_the_same_address(door: Door) -> None:
    receipt = posted(door)

    answer = change(door, receipt, author="", comment="I do.")

    assert (answer.status_code, door.kept()[0].comment.text) == (422, "I agree.")
    assert f'method="post" action="{receipt}"' in answer.text
    assert ">\nI do.</textarea>" in answer.text


def test_a_correction_can_be_looked_at_first(door: Door) -> None:
    receipt = posted(door)

    answer = change(door, receipt, preview="1", comment="I <b>do</b>.")

    assert (answer.status_code, door.kept()[0].comment.text) == (200, "I agree.")
    assert '<div class="comment-text e-content" dir="auto"><p>I <b>do</b>.</p></div>' in answer.text
    assert f'method="post" action="{receipt}"' in answer.text


@pytest.mark.parametrize("fields", [{}, {"preview": "1"}], ids=["saved", "looked at"])
def test_who_corrects_too_often_has_to_wait(tmp_path: Path, fields: dict[str, str]) -> None:
    with Door(tmp_path, rate=2) as door:
        receipt = posted(door)
        answers = [change(door, receipt, None, **fields)]
        receipt = answers[0].headers.get("Location", receipt)
        answers += [change(door, receipt, None, **fields)]

        assert [answer.status_code for answer in answers] == [303 if not fields else 200, 429]
        assert withdraw(door, receipt).status_code == 200


def test_only_a_form_of_ours_corrects_or_withdraws(door: Door) -> None:
    receipt = posted(door)
    foreign = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}

    assert change(door, receipt, foreign, comment="I do.").status_code == 403
    assert withdraw(door, receipt, **foreign).status_code == 403
    assert [kept.comment.text for kept in door.kept()] == ["I agree."]


@pytest.mark.parametrize("action", [Action.APPROVE, Action.SPAM])
def test_the_decision_of_a_moderator_who_was_faster_stands(door: Door, action: Action) -> None:
    receipt = posted(door)
    decide(door, action)
    before = door.kept()

    answer = change(door, receipt, comment="I do.")

    assert (answer.status_code, withdraw(door, receipt).status_code) == (409, 409)
    assert door.kept() == before
    assert (">\nI do.</textarea>" in answer.text, f'href="{receipt}"' in answer.text) == (True, True)
    assert FORM_TO_CORRECT not in answer.text


# What is left.


def test_what_is_withdrawn_is_gone(door: Door) -> None:
    answer = withdraw(door, posted(door))

    assert (answer.status_code, "Your comment is withdrawn" in answer.text) == (200, True)
    assert door.kept() == []
    assert [decision.who for decision in door.queue.decisions()] == ["the writer"]


def test_the_log_says_what_happened_and_not_where(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    receipt = posted(door)
    id, signature = receipt.split("/")[-2:]

    door.client.get(receipt)
    receipt = change(door, receipt, comment="Between us").headers["Location"]
    now = receipt.split("/")[-2]
    withdraw(door, receipt)

    said = [record.getMessage() for record in caplog.records if record.name.startswith("moderation")]
    assert said == [f"Took comment {id}", f"Comment {id} was corrected: {now}", f"Comment {now} was withdrawn"]
    assert not [private for private in (signature, IP, "Between us", "zoe") if private in "".join(said)]


def test_an_outage_says_when_to_come_back_and_nothing_of_a_lost_comment(door: Door) -> None:
    receipt = posted(door)
    with closing(sqlite3.connect(door.database)) as other:
        other.execute("ALTER TABLE submissions RENAME TO x")

    answers = [door.client.get(receipt), withdraw(door, receipt), change(door, receipt)]

    assert [(answer.status_code, answer.headers["Retry-After"]) for answer in answers] == [(503, "60")] * 3
    assert ["could not be kept" in answer.text for answer in answers] == [False, False, True]
