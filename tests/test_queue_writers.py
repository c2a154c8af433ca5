"""What the writer of a comment may do until a person has decided, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

import pytest

from builders import NOON, a_submission
from moderation.errors import AlreadyDecided, UnknownComment
from moderation.queue.ledger import Action, Decision
from moderation.queue.store import Queue
from moderation.queue.submission import Reason, State, Submission, Verdict

SENT = a_submission(
    "k7f3q2mx", text="I agree with every wrd.", email="zoe@example.com", ip="192.0.2.7", verdict=Verdict.HAM
)
CORRECTED = a_submission(
    "m4x8d2wq",
    text="I agree with every word.",
    author="Zoë",
    website="https://zoe.example/",
    parent="aaaaaaaa",
    email="zoe@example.org",
    ip="192.0.2.8",
    user_agent="Firefox",
    reasons=(Reason("writer", "this corrects k7f3q2mx"),),
)


def correct(queue: Queue) -> None:
    queue.correct(SENT.id, CORRECTED, at=NOON)


def withdraw(queue: Queue) -> None:
    queue.withdraw(SENT.id, at=NOON)


Wish = Callable[[Queue], None]
WISHES = pytest.mark.parametrize("wish", [correct, withdraw])


@pytest.mark.parametrize(
    ("wish", "left", "why"),
    [(correct, [CORRECTED], "corrected: now m4x8d2wq"), (withdraw, [], "withdrawn")],
    ids=["corrected", "withdrawn"],
)
def test_what_was_sent_first_is_gone_and_the_record_says_by_whom_and_why(
    queue: Queue, wish: Wish, left: list[Submission], why: str
) -> None:
    queue.add([SENT])

    wish(queue)

    assert queue.list() == left
    assert queue.decisions() == [
        Decision(
            number=1,
            comment=SENT.id,
            action=Action.DELETE,
            before=State.PENDING,
            after=None,
            who="the writer",
            at=NOON,
            why=why,
        )
    ]


@WISHES
@pytest.mark.parametrize("action", [Action.APPROVE, Action.SPAM, Action.TRASH])
def test_once_a_person_has_decided_the_writer_has_no_say(queue: Queue, wish: Wish, action: Action) -> None:
    queue.add([SENT])
    decision = queue.decide(SENT.id, action, who="ann", at=NOON)
    before = queue.get(SENT.id)

    with pytest.raises(AlreadyDecided):
        wish(queue)

    assert (queue.list(), queue.decisions()) == ([before], [decision])


@WISHES
@pytest.mark.parametrize("state", [State.SPAM, State.TRASH])
def test_what_only_a_machine_has_put_away_is_still_the_writers(queue: Queue, wish: Wish, state: State) -> None:
    put_away = replace(SENT, state=state, verdict=Verdict.SPAM)
    queue.add([put_away])

    wish(queue)

    assert put_away not in queue.list()


@WISHES
def test_what_is_not_there_is_not_made(queue: Queue, wish: Wish) -> None:
    with pytest.raises(UnknownComment):
        wish(queue)

    assert (queue.list(), queue.decisions()) == ([], [])


@WISHES
def test_a_wish_that_comes_while_a_moderator_decides_is_too_late(queue: Queue, wish: Wish) -> None:
    meanwhile: list[Future[None]] = []
    queue.add([SENT])

    with ThreadPoolExecutor() as pool:

        def publish(submission: Submission) -> None:
            meanwhile.append(pool.submit(wish, queue))

        queue.decide(SENT.id, Action.APPROVE, who="ann", at=NOON, publish=publish)

    assert isinstance(meanwhile[0].exception(), AlreadyDecided)
    assert queue.list() == [replace(SENT, state=State.APPROVED)]


def test_a_moderator_never_decides_what_was_not_read(queue: Queue) -> None:
    queue.add([SENT])
    correct(queue)

    with pytest.raises(UnknownComment):
        queue.decide(SENT.id, Action.APPROVE, who="ann", at=NOON)
    assert queue.judged([replace(SENT, verdict=Verdict.HAM)]) == []
    assert queue.list() == [CORRECTED]
