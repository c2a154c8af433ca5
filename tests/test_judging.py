from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from akismet_server import BLOG, DISCARD, HAM, HANG_UP, INVALID, KEY, SPAM, AkismetServer, Answer, client_of
from builders import NOON, a_submission
from emptyqueue import IMPATIENT, empty_queue
from moderation.intake.judging import Judging
from moderation.queue.ledger import Action
from moderation.queue.store import Queue
from moderation.queue.submission import Reason, State, Submission, Verdict
from moderation.spam.akismet import AkismetCheck
from moderation.spam.judge import Check
from moderation.spam.rules import trapped

BRIEFLY = 0.2  # seconds: how long a test waits for an answer that does not come
WAITING = a_submission("k7f3q2mx", ip="192.0.2.7", email="zoe@example.com", text="I agree.")
NONSENSE = "it gave an answer that makes no sense"


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[Queue]:
    with contextlib.closing(empty_queue(tmp_path / "queue.db", IMPATIENT)) as queue:
        yield queue


@pytest.fixture
def akismet() -> Iterator[AkismetServer]:
    with AkismetServer() as server:
        yield server


@contextlib.contextmanager
def a_check(address: str, key: str = KEY) -> Iterator[AkismetCheck]:
    """A check that finds its service at this address."""
    check = AkismetCheck(key, BLOG, lambda slug: f"{BLOG}{slug}/", client=client_of(address, timeout=BRIEFLY))
    with contextlib.closing(check):
        yield check


def check_all(queue: Queue, check: Check, *new: Submission, quick: Sequence[Check] = ()) -> None:
    """What the process does from start to stop, while these submissions come in; the check is a slow one."""

    async def life() -> None:
        judging = Judging(queue, quick, [check], "sort", lambda judged: None)
        await judging.start()
        for submission in new:
            queue.add([submission])
            judging.add(submission)
        async with asyncio.timeout(20):
            await judging.finish()
        await judging.stop()

    asyncio.run(life())


Findings = tuple[State, Verdict, tuple[Reason, ...]]


def findings(queue: Queue, id: str = WAITING.id) -> Findings:
    """What the queue says of it now."""
    submission = queue.get(id)
    return submission.state, submission.verdict, submission.reasons


def unasked(problem: str) -> Findings:
    """What the queue says of one that Akismet could not be asked about."""
    return State.PENDING, Verdict.UNCHECKED, (Reason("Akismet", f"could not be asked: {problem}"),)


@pytest.mark.parametrize(
    ("opinion", "found"),
    [
        pytest.param(HAM, (State.PENDING, Verdict.HAM, (Reason("Akismet", "ham"),)), id="ham"),
        pytest.param(SPAM, (State.SPAM, Verdict.SPAM, (Reason("Akismet", "spam", 5),)), id="spam"),
        pytest.param(DISCARD, (State.SPAM, Verdict.DISCARD, (Reason("Akismet", "discard", 10),)), id="blatant spam"),
    ],
)
def test_what_akismet_thinks_is_recorded(
    queue: Queue, akismet: AkismetServer, opinion: Answer, found: Findings
) -> None:
    akismet.opinion = opinion

    with a_check(akismet.address) as check:
        check_all(queue, check, WAITING)

    assert findings(queue) == found


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        pytest.param(Answer("<h1>Hello</h1>"), NONSENSE, id="nonsense"),
        pytest.param(HANG_UP, NONSENSE, id="nothing at all"),
        pytest.param(Answer("false", 503), "it answered with status 503", id="out of order"),
        pytest.param(INVALID, "it refused the key", id="key refused"),
    ],
)
def test_an_answer_that_is_none_leaves_the_comment_unchecked(
    queue: Queue, akismet: AkismetServer, answer: Answer, problem: str
) -> None:
    akismet.broken = answer

    with a_check(akismet.address) as check:
        check_all(queue, check, WAITING)

    assert findings(queue) == unasked(problem)


def test_a_service_that_is_slow_leaves_the_comment_unchecked(queue: Queue, akismet: AkismetServer) -> None:
    akismet.silent = True

    with a_check(akismet.address) as check:
        check_all(queue, check, WAITING)

    assert findings(queue) == unasked("it did not answer in time")


def test_a_service_that_is_down_leaves_the_comment_unchecked(queue: Queue) -> None:
    with socket.socket() as taken:  # and nobody listens on it
        taken.bind(("127.0.0.1", 0))

        with a_check(f"http://127.0.0.1:{taken.getsockname()[1]}") as check:
            check_all(queue, check, WAITING)

    assert findings(queue) == unasked("it could not be reached")


def test_a_wrong_key_leaves_the_comment_unchecked(queue: Queue, akismet: AkismetServer) -> None:
    with a_check(akismet.address, "wr0ng-k3y") as check:
        check_all(queue, check, WAITING)

    assert findings(queue) == unasked("it refused the key")


def test_what_the_quick_checks_saw_still_counts(queue: Queue, akismet: AkismetServer) -> None:
    links = Reason("links", "there are 7 links in it, more than 2", 3)
    submission = a_submission("k7f3q2mx", ip="192.0.2.7", reasons=(links,))

    with a_check(akismet.address) as check:
        check_all(queue, check, submission)

    assert findings(queue) == (State.PENDING, Verdict.UNSURE, (links, Reason("Akismet", "ham")))


def test_what_is_spam_already_is_not_asked_about(queue: Queue, akismet: AkismetServer) -> None:
    with a_check(akismet.address) as check:
        check_all(queue, check, a_submission(ip="192.0.2.7", trap="pills"), quick=[trapped])

    assert akismet.asked == []


# A person knows better.


@pytest.mark.parametrize("action", [Action.APPROVE, Action.SPAM, Action.TRASH])
def test_a_moderator_who_decided_meanwhile_is_not_overruled(
    queue: Queue, akismet: AkismetServer, action: Action
) -> None:
    akismet.opinion = HAM if action is Action.SPAM else SPAM

    def while_a_moderator_decides(submission: Submission) -> Reason | None:
        queue.decide(submission.id, action, who="ann", at=NOON)
        return check(submission)

    with a_check(akismet.address) as check:
        check_all(queue, while_a_moderator_decides, WAITING)

    assert len(akismet.asked) == 1
    assert findings(queue) == (queue.decisions()[0].after, Verdict.UNCHECKED, ())


def test_a_comment_that_was_deleted_meanwhile_stays_deleted(queue: Queue) -> None:
    def while_a_moderator_deletes(submission: Submission) -> Reason | None:
        queue.decide(submission.id, Action.DELETE, who="ann", at=NOON)
        return Reason("eye", "spam", 5)

    check_all(queue, while_a_moderator_deletes, WAITING)

    assert queue.list() == []


# What an earlier run left behind.


def test_what_an_earlier_run_left_unchecked_is_taken_up(queue: Queue, akismet: AkismetServer) -> None:
    queue.add([WAITING])
    akismet.opinion = SPAM

    with a_check(akismet.address) as check:
        check_all(queue, check)

    assert findings(queue) == (State.SPAM, Verdict.SPAM, (Reason("Akismet", "spam", 5),))


def test_what_could_not_be_asked_is_asked_again_at_the_next_start(queue: Queue, akismet: AkismetServer) -> None:
    with a_check(akismet.address) as check:
        akismet.broken = Answer("", 500)
        check_all(queue, check, WAITING)
        akismet.broken = None
        check_all(queue, check)

    assert findings(queue) == (State.PENDING, Verdict.HAM, (Reason("Akismet", "ham"),))


def test_what_was_checked_or_decided_is_not_asked_about_again(queue: Queue, akismet: AkismetServer) -> None:
    queue.add([WAITING, a_submission(ip="192.0.2.7", verdict=Verdict.HAM)])
    queue.decide(WAITING.id, Action.APPROVE, who="ann", at=NOON)

    with a_check(akismet.address) as check:
        check_all(queue, check)

    assert akismet.asked == []


def test_what_is_being_checked_when_it_stops_is_recorded_all_the_same(queue: Queue) -> None:
    asked, answers = threading.Event(), threading.Event()

    def slowly(submission: Submission) -> Reason | None:
        asked.set()
        assert answers.wait(20)
        return Reason("slowly", "spam", 5)

    async def life() -> None:
        judging = Judging(queue, [], [slowly], "sort", lambda judged: None)
        await judging.start()
        assert await asyncio.to_thread(asked.wait, 20)
        await judging.stop()
        answers.set()

    queue.add([WAITING])
    asyncio.run(life())

    assert findings(queue) == (State.SPAM, Verdict.SPAM, (Reason("slowly", "spam", 5),))


# When something breaks.


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("BEGIN IMMEDIATE", "ROLLBACK", id="locked for a while"),
        pytest.param(
            "CREATE TRIGGER x BEFORE UPDATE ON submissions BEGIN SELECT RAISE(ABORT, 'no'); END",
            "DROP TRIGGER x",
            id="unforeseen",
        ),
    ],
)
def test_a_result_that_cannot_be_recorded_costs_nobody_else_the_check(
    queue: Queue, tmp_path: Path, caplog: pytest.LogCaptureFixture, before: str, after: str
) -> None:
    first, second = a_submission("aaaaaaaa"), a_submission("bbbbbbbb")
    queue.add([first, second])

    with contextlib.closing(sqlite3.connect(tmp_path / "queue.db", check_same_thread=False)) as other:

        def see(submission: Submission) -> Reason | None:
            """Somebody meddles with the database while the first result is to be recorded, and not for the second."""
            other.execute(before if submission.id == first.id else after)
            return Reason("eye", "spam", 5)

        check_all(queue, see)

    assert [queue.get(submission.id).state for submission in (first, second)] == [State.PENDING, State.SPAM]
    assert "Comment aaaaaaaa stays unchecked" in caplog.text


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(HAM, id="ham"),
        pytest.param(INVALID, id="key refused"),
        pytest.param(Answer(f"Your key is {KEY}"), id="it says the key"),
        pytest.param(Answer(KEY, 500), id="out of order"),
        pytest.param(HANG_UP, id="nothing at all"),
    ],
)
def test_neither_the_key_nor_the_sender_is_in_the_log(
    queue: Queue, akismet: AkismetServer, answer: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    akismet.broken = answer

    with a_check(akismet.address) as check:
        check_all(queue, check, WAITING)

    assert not [private for private in (KEY, "192.0.2.7", "zoe@example.com", "I agree") if private in caplog.text]
