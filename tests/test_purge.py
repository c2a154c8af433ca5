"""What the queue keeps for so many days and no longer, and the command that sees to it."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event

from blog import Blog
from builders import NOON, a_submission, ids
from moderation.comment import Comment
from moderation.queue.connection import open_queue
from moderation.queue.ledger import Action, Decision
from moderation.queue.lessons import Lessons
from moderation.queue.purge import PORTION, SENDERS, Purged, Terms
from moderation.queue.store import Queue
from moderation.queue.submission import State, Submission

DAY = timedelta(days=1)
WEEK = Terms(spam=7, trash=7)
STATES = [pytest.param(state, id=state.value) for state in (State.SPAM, State.TRASH)]


def purged(queue: Queue, terms: Terms = WEEK, *, days: float, dry_run: bool = False) -> Purged:
    """What goes so many days after noon."""
    return queue.purge(terms, who="moderate purge", at=NOON + days * DAY, dry_run=dry_run)


def deleted(number: int, id: str, before: State, days: int) -> Decision:
    return Decision(
        number=number,
        comment=id,
        action=Action.DELETE,
        before=before,
        after=None,
        who="moderate purge",
        at=NOON + days * DAY,
        why=f"in {before.value} for 7 days",
    )


# Spam and trash.


@pytest.mark.parametrize("state", STATES)
def test_what_has_been_there_for_long_is_deleted(queue: Queue, state: State) -> None:
    queue.add([a_submission("aaaaaaaa", state=state), a_submission("bbbbbbbb", state=state, day=2)])

    assert purged(queue, days=8) == Purged(**{state.value: 1})
    assert ids(queue.list()) == ["bbbbbbbb"]


@pytest.mark.parametrize("state", STATES)
def test_the_ledger_says_who_deleted_it_when_and_why(queue: Queue, state: State) -> None:
    queue.add([a_submission("aaaaaaaa", state=state)])

    purged(queue, days=8)

    assert queue.decisions() == [deleted(1, "aaaaaaaa", state, 8)]


def test_everything_else_stays_however_old_it_is(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa"), a_submission("bbbbbbbb", state=State.APPROVED)])

    assert purged(queue, Terms(spam=1, trash=1), days=20) == Purged()
    assert ids(queue.list()) == ["aaaaaaaa", "bbbbbbbb"]


@pytest.mark.parametrize("action", [Action.SPAM, Action.TRASH], ids=lambda action: str(action.value))
def test_the_days_are_counted_from_the_decision(queue: Queue, action: Action) -> None:
    queue.add([a_submission("aaaaaaaa")])
    queue.decide("aaaaaaaa", action, who="ann", at=NOON + 5 * DAY)

    assert purged(queue, days=11.9) == Purged()
    assert purged(queue, days=12.1) != Purged()


def test_of_several_decisions_from_the_last(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa")])
    for day, action in enumerate((Action.SPAM, Action.UNSPAM, Action.SPAM)):
        queue.decide("aaaaaaaa", action, who="ann", at=NOON + day * DAY)

    assert purged(queue, days=8.5) == Purged()
    assert purged(queue, days=9.5) == Purged(spam=1)


def test_decisions_about_others_do_not_count(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa", state=State.SPAM), a_submission("bbbbbbbb")])
    queue.decide("bbbbbbbb", Action.SPAM, who="ann", at=NOON + 5 * DAY)

    purged(queue, days=8)

    assert ids(queue.list()) == ["bbbbbbbb"]


def test_spam_and_trash_have_days_of_their_own(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa", state=State.SPAM), a_submission("bbbbbbbb", state=State.TRASH)])

    assert purged(queue, Terms(spam=3, trash=9), days=5) == Purged(spam=1)


@pytest.mark.parametrize("days", [0, 800_000, 10**12], ids=["none", "before the year 1", "beyond all numbers"])
def test_what_is_kept_for_ever_stays(queue: Queue, days: int) -> None:
    queue.add([a_submission("aaaaaaaa", state=State.SPAM), a_submission("bbbbbbbb", state=State.TRASH)])

    assert purged(queue, Terms(spam=days, trash=days), days=100_000) == Purged()


def test_what_the_filter_has_learned_of_it_stays(queue: Queue) -> None:
    def words(comment: Comment, lessons: Lessons) -> list[str]:
        return comment.text.split()

    queue.add([a_submission("aaaaaaaa", text="cheap")])
    queue.decide("aaaaaaaa", Action.SPAM, who="ann", at=NOON, study=words)

    assert purged(queue, days=8) == Purged(spam=1)
    assert queue.counts(["cheap"]) == {"cheap": (1, 0)}


def test_there_is_nothing_to_purge_a_second_time(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa", state=State.SPAM, ip="192.0.2.1")])
    purged(queue, days=31)

    assert purged(queue, days=31) == Purged()
    assert len(queue.decisions()) == 1


def test_more_than_go_in_one_transaction_go_in_several(queue: Queue) -> None:
    queue.add([a_submission(state=State.SPAM) for _ in range(PORTION + 1)])

    assert purged(queue, days=8) == Purged(spam=PORTION + 1)
    assert (queue.list(), len(queue.decisions())) == ([], PORTION + 1)


def test_what_somebody_takes_back_meanwhile_stays(queue: Queue, queue_url: str) -> None:
    queue.add([a_submission("aaaaaaaa", state=State.SPAM)])

    def meanwhile(connection: Connection) -> None:
        if connection.get_execution_options().get("writing"):  # the list of what is due has been read
            with closing(open_queue(queue_url)) as other:
                other.decide("aaaaaaaa", Action.UNSPAM, who="ann", at=NOON)

    event.listen(queue._engine, "engine_connect", meanwhile)

    assert purged(queue, days=8) == Purged()
    assert [line.action for line in queue.decisions()] == [Action.UNSPAM]


# Senders.


@pytest.mark.parametrize(
    "known", [{"ip": "192.0.2.1"}, {"user_agent": "x"}, {"referrer": "x"}], ids=lambda known: min(known)
)
def test_whatever_is_known_of_an_old_comments_sender_goes(queue: Queue, known: dict[str, Any]) -> None:
    before = a_submission("aaaaaaaa", **known)
    queue.add([before])

    assert purged(queue, days=SENDERS.days + 1) == Purged(senders=1)
    assert queue.list() == [a_submission(comment=before.comment)]


def test_a_sender_is_known_for_so_long(queue: Queue) -> None:
    queue.add([a_submission(ip="192.0.2.1")])

    assert purged(queue, days=SENDERS.days) == Purged()


def test_name_address_and_hash_are_not_the_senders_to_forget(queue: Queue) -> None:
    kept = a_submission("aaaaaaaa", email="ann@private.example", client="hash", trap="x")
    queue.add([kept])

    assert purged(queue, days=SENDERS.days + 1) == Purged()
    assert queue.list() == [kept]


# The dry run.


def test_a_dry_run_says_the_same_and_does_nothing(queue: Queue) -> None:
    before = [
        a_submission("aaaaaaaa", ip="192.0.2.1"),
        a_submission("bbbbbbbb", state=State.SPAM, ip="192.0.2.1"),
        a_submission("cccccccc", state=State.TRASH, user_agent="x"),
    ]
    queue.add(before)

    assert purged(queue, days=31, dry_run=True) == Purged(senders=3, spam=1, trash=1)
    assert (queue.list(), queue.decisions()) == (before, [])
    assert purged(queue, days=31) == Purged(senders=3, spam=1, trash=1)


# The command.


def old(id: str, **fields: Any) -> Submission:
    """Older than any blog's terms are by default, whenever this test is run."""
    return a_submission(id, date=NOON.replace(year=2020), **fields)


@pytest.fixture
def full(blog: Blog) -> Blog:
    """A blog with something of all kinds in its queue."""
    with blog.queue() as queue:
        queue.add(
            [old("aaaaaaaa", ip="192.0.2.1"), old("bbbbbbbb", state=State.SPAM), old("cccccccc", state=State.TRASH)]
        )
    return blog


def left(blog: Blog) -> list[str]:
    with blog.queue() as queue:
        return ids(queue.list())


def test_the_command_does_it_all_and_says_how_many(full: Blog) -> None:
    result = full.moderate("purge")

    assert (result.stdout, result.stderr, result.exit_code) == ("Purged: senders 1, spam 1, trash 1, likes 0.\n", "", 0)
    assert left(full) == ["aaaaaaaa"]


def test_the_command_is_who_did_it(full: Blog) -> None:
    full.moderate("purge")

    with full.queue() as queue:
        assert {(line.who, line.why) for line in queue.decisions()} == {
            ("moderate purge", "in spam for 30 days"),
            ("moderate purge", "in trash for 30 days"),
        }


def test_the_commands_dry_run_does_nothing(full: Blog) -> None:
    result = full.moderate("purge", "--dry-run")

    assert (result.stdout, result.exit_code) == ("To be purged: senders 1, spam 1, trash 1, likes 0.\n", 0)
    assert left(full) == ["aaaaaaaa", "bbbbbbbb", "cccccccc"]


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("--spam-days", "Purged: senders 1, spam 0, trash 1, likes 0.\n"),
        ("--trash-days", "Purged: senders 1, spam 1, trash 0, likes 0.\n"),
    ],
)
def test_the_settings_say_what_is_kept_for_ever(full: Blog, setting: str, said: str) -> None:
    assert full.moderate(setting, "0", "purge").stdout == said
