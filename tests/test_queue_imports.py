"""What an import asks of the queue: which comments are taken already, and their words anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from builders import NOON, a_submission, ids
from moderation.queue.catalogue import AT_ONCE
from moderation.queue.connection import exists, open_queue
from moderation.queue.ledger import Action
from moderation.queue.store import Queue
from moderation.queue.submission import State


def delete(queue: Queue, id: str) -> None:
    queue.decide(id, Action.DELETE, who="ann", at=NOON)


def test_a_comment_in_the_queue_is_known_with_its_submission(queue: Queue) -> None:
    submission = a_submission("12", state=State.SPAM, email="ann@example.org")
    queue.add([submission])

    assert queue.known(["12", "13"]) == {"12": submission}


def test_a_deleted_comment_is_known_by_the_ledger_alone(queue: Queue) -> None:
    queue.add([a_submission("12")])
    delete(queue, "12")

    assert queue.known(["12"]) == {"12": None}


def test_a_comment_that_came_back_after_it_was_deleted_is_known_as_it_is_now(queue: Queue) -> None:
    queue.add([a_submission("12")])
    delete(queue, "12")
    again = a_submission("12", text="Once more.")
    queue.add([again])

    assert queue.known(["12"]) == {"12": again}


def test_one_that_was_only_moved_by_a_decision_is_known_with_its_submission(queue: Queue) -> None:
    queue.add([a_submission("12")])
    queue.decide("12", Action.SPAM, who="ann", at=NOON)

    assert queue.known(["12"]) == {"12": queue.get("12")}


def test_more_ids_than_fit_into_one_query_are_all_looked_up(queue: Queue) -> None:
    many = [str(number) for number in range(1, 2 * AT_ONCE + 2)]
    queue.add([a_submission(id) for id in many])

    assert {*queue.known([*many, "9999"])} == {*many}


def test_no_ids_are_no_question(queue: Queue) -> None:
    assert queue.known([]) == {}


def test_a_rewritten_comment_keeps_its_state_its_private_part_and_its_decisions(queue: Queue) -> None:
    submission = a_submission("12", email="ann@example.org", text="Befor.")
    queue.add([submission, a_submission("13")])
    queue.decide("12", Action.SPAM, who="ann", at=NOON)
    better = replace(submission.comment, text="Before.", author="Anne")

    queue.rewrite([better])

    assert queue.get("12") == replace(submission, comment=better, state=State.SPAM)
    assert queue.get("13").comment.text == "I agree."
    assert len(queue.decisions("12")) == 1


def test_a_rewritten_comment_looks_like_what_it_says_now(queue: Queue) -> None:
    submission = a_submission("12", text="Buy cheap watches at our shop today.")
    queue.add([submission])
    words = "A quite different thing to say, and at some length."

    queue.rewrite([replace(submission.comment, text=words)])

    assert ids(queue.lookalikes(a_submission("14", text=words))) == ["12"]


def test_rewriting_nothing_is_no_transaction(queue: Queue) -> None:
    queue.rewrite([])

    assert queue.list() == []


def test_a_queue_in_a_file_exists_once_it_was_opened(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/queue.db"
    assert not exists(url)

    open_queue(url).close()

    assert exists(url)


def test_a_queue_on_a_server_counts_as_there() -> None:
    assert exists("postgresql://nobody@localhost/none")
