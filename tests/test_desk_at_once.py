"""Several moderators at one queue, and decisions that were cut off half-way."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime

import pytest

from blog import Blog
from builders import NOON, a_comment, a_submission
from moderation import siteindex
from moderation.desk.desk import Desk
from moderation.errors import AlreadyDecided, QueueUnavailable
from moderation.published import commentfile
from moderation.queue.connection import open_engine, open_queue
from moderation.queue.ledger import Action
from moderation.queue.store import Queue
from moderation.queue.submission import State, Submission


def noon() -> datetime:
    return NOON


@pytest.fixture
def desk(queue: Queue, site: Blog) -> Desk:
    """Where Ann sits."""
    return Desk(queue, site.settings, now=noon)


def colleague(desk: Desk, now: Callable[[], datetime] = noon) -> Desk:
    """Bob's desk, over the same queue."""
    return Desk(desk.queue, replace(desk.settings, moderator="bob"), now=now)


def waiting(desk: Desk) -> Submission:
    submission = a_submission("k7f3q2mx")
    desk.queue.add([submission])
    return submission


def published(desk: Desk) -> list[str]:
    return sorted(path.stem for path in desk.folder.rglob("*.md"))


def test_who_comes_second_is_told_who_decided_and_when(desk: Desk) -> None:
    waiting(desk)
    colleague(desk).decide("k7f3q2mx", Action.APPROVE)

    with pytest.raises(AlreadyDecided) as caught:
        desk.decide("k7f3q2mx", Action.APPROVE)

    assert str(caught.value) == "k7f3q2mx is approved already, decided by bob at 2026-11-23 12:00:00 UTC."


def test_a_decision_made_while_another_is_under_way_is_not_overruled_unseen(desk: Desk) -> None:
    """Bob is asked for the time after he has looked at the comment, and before he decides."""

    def meanwhile() -> datetime:
        desk.decide("k7f3q2mx", Action.SPAM)
        return NOON

    waiting(desk)

    with pytest.raises(AlreadyDecided, match=r"k7f3q2mx is spam already, decided by ann at"):
        colleague(desk, meanwhile).decide("k7f3q2mx", Action.APPROVE)

    assert [decision.who for decision in desk.queue.decisions()] == ["ann"]
    assert published(desk) == []


def test_a_comment_deleted_while_a_decision_is_under_way_stays_deleted(desk: Desk) -> None:
    def meanwhile() -> datetime:
        desk.delete("k7f3q2mx", force=True)
        return NOON

    waiting(desk)

    with pytest.raises(Exception, match="There is no comment 'k7f3q2mx' in the queue"):
        colleague(desk, meanwhile).decide("k7f3q2mx", Action.APPROVE)

    assert published(desk) == []


def test_overruling_a_colleague_is_possible_and_not_done_unawares(desk: Desk) -> None:
    waiting(desk)
    earlier = colleague(desk).decide("k7f3q2mx", Action.SPAM)

    outcome = desk.decide("k7f3q2mx", Action.APPROVE)

    assert outcome.decision.after is State.APPROVED
    assert outcome.overruled == earlier.decision


def test_changing_ones_own_mind_overrules_nobody(desk: Desk) -> None:
    waiting(desk)
    desk.decide("k7f3q2mx", Action.SPAM)

    assert desk.decide("k7f3q2mx", Action.APPROVE).overruled is None


def test_approving_again_mends_a_missing_file(desk: Desk) -> None:
    submission = waiting(desk)
    desk.queue.decide("k7f3q2mx", Action.APPROVE, who="ann", at=NOON)  # and nothing after that

    with pytest.raises(AlreadyDecided):
        desk.decide("k7f3q2mx", Action.APPROVE)

    assert commentfile.read_folder(desk.folder, "hello") == ([submission.comment], [])


@pytest.mark.parametrize("action", [Action.SPAM, Action.TRASH])
def test_deciding_again_takes_down_a_file_that_was_left(desk: Desk, action: Action) -> None:
    commentfile.write(desk.folder, waiting(desk).comment)
    desk.queue.decide("k7f3q2mx", action, who="ann", at=NOON)

    with pytest.raises(AlreadyDecided):
        desk.decide("k7f3q2mx", action)

    assert published(desk) == []


def test_approving_again_mends_a_page_that_was_not_reached(desk: Desk, site: Blog) -> None:
    waiting(desk)
    desk.decide("k7f3q2mx", Action.APPROVE)  # without the merge
    again = Desk(desk.queue, desk.settings, now=noon)
    with pytest.raises(AlreadyDecided):
        again.decide("k7f3q2mx", Action.APPROVE)

    again.merge()

    assert 'id="comment-k7f3q2mx"' in site.page("hello/index.html")


def test_trashing_again_mends_a_page_that_was_not_reached(desk: Desk, site: Blog) -> None:
    waiting(desk)
    desk.decide("k7f3q2mx", Action.APPROVE)
    desk.merge()
    desk.decide("k7f3q2mx", Action.TRASH)  # without the merge
    again = Desk(desk.queue, desk.settings, now=noon)
    with pytest.raises(AlreadyDecided):
        again.decide("k7f3q2mx", Action.TRASH)

    again.merge()

    assert 'id="comment-k7f3q2mx"' not in site.page("hello/index.html")


def test_approving_again_leaves_alone_what_was_edited_by_hand(desk: Desk) -> None:
    waiting(desk)
    desk.decide("k7f3q2mx", Action.APPROVE)
    edited = a_comment("k7f3q2mx", text="I agree. (Typing error mended.)")
    commentfile.write(desk.folder, edited)

    with pytest.raises(AlreadyDecided):
        desk.decide("k7f3q2mx", Action.APPROVE)

    assert commentfile.read_folder(desk.folder, "hello") == ([edited], [])


def test_publishing_while_a_colleague_approves_takes_nothing_down(desk: Desk) -> None:
    """The file is there before the decision is final; whoever looks then must wait, not tidy up."""
    publishing = threading.Thread(target=desk.publish)

    def publish(submission: Submission) -> None:
        commentfile.write(desk.folder, submission.comment)
        publishing.start()
        publishing.join(timeout=0.3)  # it cannot end before the decision does

    waiting(desk)

    desk.queue.decide("k7f3q2mx", Action.APPROVE, who="bob", at=NOON, publish=publish)

    publishing.join()
    assert published(desk) == ["k7f3q2mx"]


def test_a_merge_waits_for_one_that_is_under_way(desk: Desk, site: Blog) -> None:
    """Who reads the comments first and writes the page last would undo what the other did."""
    waiting(desk)
    desk.decide("k7f3q2mx", Action.APPROVE)
    merging = threading.Thread(target=desk.merge)

    with siteindex.turn(site.settings.site_index):
        merging.start()
        merging.join(timeout=0.3)  # it cannot end before we do
        assert 'id="comment-k7f3q2mx"' not in site.page("hello/index.html")

    merging.join()
    assert 'id="comment-k7f3q2mx"' in site.page("hello/index.html")


LOST_AT_THE_END = """
CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER lose AFTER INSERT ON decisions
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lose();
"""


def test_an_approval_that_cannot_be_recorded_is_not_public(postgresql_queue_url: str, site: Blog) -> None:
    """The connection is lost while the decision is made final: after the file has been written."""
    engine = open_engine(postgresql_queue_url)
    with engine.begin() as connection:
        connection.exec_driver_sql(LOST_AT_THE_END)
    engine.dispose()
    with closing(open_queue(postgresql_queue_url)) as queue:
        desk = Desk(queue, site.settings, now=noon)
        waiting(desk)

        with pytest.raises(QueueUnavailable):
            desk.decide("k7f3q2mx", Action.APPROVE)

        assert queue.get("k7f3q2mx").state is State.PENDING
        assert published(desk) == []
