"""The clock is put back by a year: nobody is locked out, nothing is purged, and what was decided stays in order."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from builders import NOON, a_submission
from door import Door
from moderation.queue.ledger import Action
from moderation.queue.purge import Purged, Terms
from moderation.queue.store import Queue
from moderation.queue.submission import State

BEFORE = NOON - timedelta(days=365)


def test_a_reader_is_taken_as_if_nobody_had_come_before(tmp_path: Path) -> None:
    clock = [NOON]
    with Door(tmp_path, now=lambda: clock[0], rate=1, site_rate=1, close_days=7) as door:
        statuses = [door.post().status_code, door.post().status_code]
        clock[0] = BEFORE
        statuses += [door.post().status_code, door.post().status_code]

        assert statuses == [303, 429, 303, 429]
        assert [submission.comment.date for submission in door.kept()] == [BEFORE, NOON]


def test_a_purge_finds_nothing_old(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa", state=State.SPAM, ip="192.0.2.7")])

    assert queue.purge(Terms(spam=1, trash=1), who="retention", at=BEFORE) == Purged()


def test_decisions_stay_in_the_order_in_which_they_were_made(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa")])
    queue.decide("aaaaaaaa", Action.APPROVE, who="ann", at=NOON)
    queue.decide("aaaaaaaa", Action.SPAM, who="ann", at=BEFORE)

    queue.decide("aaaaaaaa", Action.UNSPAM, who="ann", at=BEFORE)

    assert [decision.action for decision in queue.decisions()] == [Action.APPROVE, Action.SPAM, Action.UNSPAM]
    assert queue.get("aaaaaaaa").state is State.APPROVED
