"""What the queue promises, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import traceback
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone

import pytest

from builders import NOON, a_comment, a_submission, ids
from moderation.comment import Kind
from moderation.errors import AlreadyDecided, AmbiguousId, InvalidComment, QueueUnavailable, UnknownComment
from moderation.queue.connection import open_queue
from moderation.queue.ledger import Action, Decision
from moderation.queue.store import CANDIDATES, LOOKALIKES, Queue
from moderation.queue.submission import Reason, State, Submission, Verdict

PITCH = "Buy cheap watches, café style!"


def decide(queue: Queue, id: str, *actions: Action, who: str = "ann") -> None:
    for action in actions:
        queue.decide(id, action, who=who, at=NOON)


# Adding and reading


def test_what_was_added_comes_back_whole(queue: Queue) -> None:
    submission = Submission(
        comment=a_comment(
            "k7f3q2mx",
            author="Ann ☂",
            text="It's <em>so</em>:\n\n\t“100 %”",
            website="https://example.com/",
            parent="123",
            kind=Kind.WEBMENTION,
        ),
        email="ann@example.com",
        ip="2001:db8::1",
        client="9f86d081",
        user_agent="Mozilla/5.0",
        referrer="https://example.com/hello/",
        trap="a bot",
        state=State.SPAM,
        verdict=Verdict.SPAM,
        reasons=(Reason("honeypot", "filled in “topic”", 3.5), Reason("links", "none", -0.25)),
    )

    queue.add([submission])

    assert queue.get("k7f3q2mx") == submission


def test_what_nobody_filled_in_stays_empty(queue: Queue) -> None:
    submission = a_submission()

    queue.add([submission])

    assert queue.get(submission.id) == submission


def test_dates_come_back_in_utc(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa")])

    decision = queue.decide(
        "aaaaaaaa", Action.SPAM, who="ann", at=datetime(2026, 11, 24, 1, 0, 0, 7, timezone(timedelta(hours=13)))
    )

    assert queue.get("aaaaaaaa").comment.date.tzinfo is UTC
    assert (decision.at, decision.at.tzinfo) == (NOON + timedelta(microseconds=7), UTC)


def test_characters_no_database_can_store_are_left_out_of_the_private_part(queue: Queue) -> None:
    reasons = (Reason("trap", "\0\ud800", 1.0),)

    queue.add([a_submission("aaaaaaaa", trap="a\0b\ud800c", user_agent="\0", reasons=reasons)])

    assert queue.get("aaaaaaaa") == a_submission("aaaaaaaa", trap="abc", reasons=reasons)


def test_a_group_is_added_whole_or_not_at_all(queue: Queue) -> None:
    with pytest.raises(InvalidComment, match="in the queue already"):
        queue.add([a_submission("aaaaaaaa"), a_submission("bbbbbbbb"), a_submission("aaaaaaaa")])

    assert queue.list() == []


def test_an_error_holds_nothing_private_not_even_in_its_cause(queue: Queue) -> None:
    group = [a_submission("aaaaaaaa", email="ann@example.com", ip="192.0.2.1", text="I am Ann")] * 2

    with pytest.raises(InvalidComment) as caught:
        queue.add(group)

    shown = "".join(traceback.format_exception(caught.value))
    assert not [private for private in ("ann@example.com", "192.0.2.1", "I am Ann") if private in shown]


def test_adding_nobody_is_no_error(queue: Queue) -> None:
    queue.add([])

    assert queue.list() == []


def test_a_comment_that_is_not_there_is_unknown(queue: Queue) -> None:
    with pytest.raises(UnknownComment, match="'aaaaaaaa'"):
        queue.get("aaaaaaaa")


def test_all_are_listed_oldest_first(queue: Queue) -> None:
    queue.add([a_submission("cccccccc", day=1), a_submission("bbbbbbbb", day=1), a_submission("dddddddd", day=0)])

    assert ids(queue.list()) == ["dddddddd", "bbbbbbbb", "cccccccc"]


def test_a_list_can_keep_to_a_state_and_an_article(queue: Queue) -> None:
    queue.add(
        [
            a_submission("aaaaaaaa", article="hello"),
            a_submission("bbbbbbbb", article="hello", state=State.SPAM),
            a_submission("cccccccc", article="other", state=State.SPAM),
        ]
    )

    assert ids(queue.list(state=State.SPAM)) == ["bbbbbbbb", "cccccccc"]
    assert ids(queue.list(article="hello")) == ["aaaaaaaa", "bbbbbbbb"]
    assert ids(queue.list(state=State.SPAM, article="hello")) == ["bbbbbbbb"]


def test_every_state_is_counted_even_when_nobody_is_in_it(queue: Queue) -> None:
    queue.add([a_submission(), a_submission(), a_submission(article="other", state=State.SPAM)])

    assert queue.count() == {State.PENDING: 2, State.APPROVED: 0, State.SPAM: 1, State.TRASH: 0}
    assert queue.count(article="other") == {State.PENDING: 0, State.APPROVED: 0, State.SPAM: 1, State.TRASH: 0}


# Shortened ids


@pytest.mark.parametrize("beginning", ["k7f", "k7f3q2mx"])
def test_the_beginning_of_an_id_is_enough(queue: Queue, beginning: str) -> None:
    queue.add([a_submission("k7f3q2mx"), a_submission("k8f3q2mx")])

    assert queue.find(beginning) == "k7f3q2mx"


def test_a_complete_id_is_found_even_if_others_begin_with_it(queue: Queue) -> None:
    queue.add([a_submission("123"), a_submission("12"), a_submission("1234")])

    assert queue.find("12") == "12"


def test_a_beginning_that_fits_several_is_answered_with_some_of_them(queue: Queue) -> None:
    queue.add([a_submission(f"1{number}") for number in range(10, 10 + CANDIDATES + 5)])

    with pytest.raises(AmbiguousId) as caught:
        queue.find("1")

    assert caught.value.candidates == tuple(f"1{number}" for number in range(10, 10 + CANDIDATES))


@pytest.mark.parametrize("beginning", ["", "%", "k_f", "K7F", "k7f3q2mxx", "7f3", "\0", "\ud800", "k7f'"])
def test_what_begins_no_id_finds_nobody(queue: Queue, beginning: str) -> None:
    queue.add([a_submission("k7f3q2mx")])

    with pytest.raises(UnknownComment):
        queue.find(beginning)


# What the checks want to know


def test_lookalikes_are_others_that_say_the_same_newest_first(queue: Queue) -> None:
    one = a_submission("aaaaaaaa", text=PITCH)
    queue.add(
        [
            one,
            a_submission("bbbbbbbb", text=PITCH.upper(), day=1),
            a_submission("cccccccc", text=f"<b>{PITCH}</b>", day=2, state=State.SPAM),
            a_submission("dddddddd", text="Something else entirely"),
        ]
    )

    assert ids(queue.lookalikes(one)) == ["cccccccc", "bbbbbbbb"]


def test_lookalikes_are_found_before_a_submission_is_added(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa", text=PITCH)])

    assert ids(queue.lookalikes(a_submission(text=PITCH))) == ["aaaaaaaa"]


def test_a_short_text_has_no_lookalikes(queue: Queue) -> None:
    queue.add([a_submission(text="Thanks!"), a_submission(text="Thanks!")])

    assert queue.lookalikes(a_submission(text="Thanks!")) == []


def test_lookalikes_are_never_very_many(queue: Queue) -> None:
    queue.add([a_submission(text=PITCH) for _ in range(LOOKALIKES + 1)])

    assert len(queue.lookalikes(a_submission(text=PITCH))) == LOOKALIKES


def test_arrivals_are_the_dates_of_one_client_since_then_oldest_first(queue: Queue) -> None:
    queue.add([a_submission(client="one", day=day) for day in (3, 1, 2, 0)] + [a_submission(client="two", day=2)])

    since = NOON + timedelta(days=1)

    assert queue.arrivals("one", since) == [since, since + timedelta(days=1), since + timedelta(days=2)]


def test_unchecked_are_those_that_wait_for_a_check_and_a_person(queue: Queue) -> None:
    queue.add(
        [
            a_submission("aaaaaaaa", day=1),
            a_submission("bbbbbbbb", day=0),
            a_submission("cccccccc", verdict=Verdict.HAM),
            a_submission("dddddddd", state=State.APPROVED),
        ]
    )

    assert ids(queue.unchecked()) == ["bbbbbbbb", "aaaaaaaa"]


# Late verdicts


def test_a_late_verdict_is_recorded(queue: Queue) -> None:
    reasons = (Reason("akismet", "says spam", 4.0),)
    submission = a_submission("aaaaaaaa")
    queue.add([submission])

    assert queue.judged("aaaaaaaa", Verdict.SPAM, reasons, State.SPAM)
    assert queue.get("aaaaaaaa") == a_submission(
        comment=submission.comment, state=State.SPAM, verdict=Verdict.SPAM, reasons=reasons
    )


def test_a_late_verdict_overrules_no_person(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa")])
    decide(queue, "aaaaaaaa", Action.APPROVE, Action.UNAPPROVE)

    assert not queue.judged("aaaaaaaa", Verdict.SPAM, (), State.SPAM)
    assert queue.get("aaaaaaaa") == a_submission("aaaaaaaa")


def test_a_late_verdict_about_a_deleted_comment_is_dropped(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa")])
    decide(queue, "aaaaaaaa", Action.DELETE)

    assert not queue.judged("aaaaaaaa", Verdict.HAM, (), State.PENDING)


def test_a_comment_deleted_and_imported_again_is_a_new_one(queue: Queue) -> None:
    queue.add([a_submission("123")])
    decide(queue, "123", Action.DELETE)
    queue.add([a_submission("123")])

    assert queue.judged("123", Verdict.SPAM, (), State.SPAM)


# Decisions


@pytest.mark.parametrize(
    ("before", "action", "after"),
    [
        (State.PENDING, Action.APPROVE, State.APPROVED),
        (State.APPROVED, Action.UNAPPROVE, State.PENDING),
        (State.APPROVED, Action.SPAM, State.SPAM),
        (State.SPAM, Action.UNSPAM, State.PENDING),
        (State.SPAM, Action.TRASH, State.TRASH),
        (State.TRASH, Action.UNTRASH, State.PENDING),
    ],
    ids=lambda value: value.value,
)
def test_a_decision_moves_the_comment_and_goes_into_the_ledger(
    queue: Queue, before: State, action: Action, after: State
) -> None:
    queue.add([a_submission("aaaaaaaa", state=before)])

    decision = queue.decide("aaaaaaaa", action, who="ann", at=NOON, why="I know him")

    assert queue.get("aaaaaaaa").state is after
    assert queue.decisions() == [decision]
    assert decision == Decision(
        number=decision.number,
        comment="aaaaaaaa",
        action=action,
        before=before,
        after=after,
        who="ann",
        at=NOON,
        why="I know him",
    )


def test_unspam_and_untrash_lead_back_by_the_ledger(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa")])
    decide(queue, "aaaaaaaa", Action.APPROVE, Action.SPAM, Action.TRASH)

    decide(queue, "aaaaaaaa", Action.UNTRASH)
    assert queue.get("aaaaaaaa").state is State.SPAM
    decide(queue, "aaaaaaaa", Action.UNSPAM)
    assert queue.get("aaaaaaaa").state is State.APPROVED


def test_a_deleted_comment_is_gone_and_the_ledger_remembers(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa", state=State.SPAM)])

    decision = queue.decide("aaaaaaaa", Action.DELETE, who="ann", at=NOON)

    assert queue.list() == []
    assert queue.decisions("aaaaaaaa") == [decision]
    assert (decision.before, decision.after) == (State.SPAM, None)


def test_who_decides_too_late_is_told_who_was_first(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa")])
    decide(queue, "aaaaaaaa", Action.APPROVE, who="ben")

    with pytest.raises(AlreadyDecided) as caught:
        decide(queue, "aaaaaaaa", Action.APPROVE)

    assert str(caught.value) == "aaaaaaaa is approved already, decided by ben at 2026-11-23 12:00:00 UTC."
    assert len(queue.decisions()) == 1


def test_what_the_machine_did_has_no_name_on_it(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa", state=State.SPAM)])

    with pytest.raises(AlreadyDecided, match=r"^aaaaaaaa is spam already\.$"):
        decide(queue, "aaaaaaaa", Action.SPAM)


def test_who_saw_another_state_overrules_nobody_unawares(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa")])
    decide(queue, "aaaaaaaa", Action.SPAM, who="ben")

    with pytest.raises(AlreadyDecided, match="is spam already, decided by ben"):
        queue.decide("aaaaaaaa", Action.APPROVE, who="ann", at=NOON, expected=State.PENDING)

    assert queue.get("aaaaaaaa").state is State.SPAM


def test_who_saw_the_present_state_may_overrule(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa")])
    decide(queue, "aaaaaaaa", Action.SPAM, who="ben")

    queue.decide("aaaaaaaa", Action.APPROVE, who="ann", at=NOON, expected=State.SPAM)

    assert queue.get("aaaaaaaa").state is State.APPROVED


def test_nobody_can_decide_what_is_not_there(queue: Queue) -> None:
    with pytest.raises(UnknownComment):
        decide(queue, "aaaaaaaa", Action.DELETE)

    assert queue.decisions() == []


def test_a_reason_typed_in_another_encoding_loses_what_cannot_be_stored(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa")])

    decision = queue.decide("aaaaaaaa", Action.SPAM, who="ann", at=NOON, why="caf\udce9 \0spam")

    assert decision.why == "caf spam"
    assert queue.decisions() == [decision]


def test_the_ledger_is_in_order_and_can_keep_to_one_comment(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa"), a_submission("bbbbbbbb")])
    decide(queue, "bbbbbbbb", Action.SPAM)
    decide(queue, "aaaaaaaa", Action.APPROVE)
    decide(queue, "bbbbbbbb", Action.UNSPAM)

    assert [line.comment for line in queue.decisions()] == ["bbbbbbbb", "aaaaaaaa", "bbbbbbbb"]
    assert [line.action for line in queue.decisions("bbbbbbbb")] == [Action.SPAM, Action.UNSPAM]


def test_the_last_decision_is_the_newest_of_this_comment(queue: Queue) -> None:
    queue.add([a_submission("aaaaaaaa"), a_submission("bbbbbbbb")])
    decide(queue, "aaaaaaaa", Action.SPAM, Action.UNSPAM)
    decide(queue, "bbbbbbbb", Action.APPROVE)

    assert queue.last_decision("aaaaaaaa") == queue.decisions("aaaaaaaa")[-1]


def test_who_has_not_been_decided_has_no_last_decision(queue: Queue) -> None:
    assert queue.last_decision("aaaaaaaa") is None


# Publishing


@pytest.mark.parametrize(
    ("action", "published"),
    [(Action.APPROVE, State.APPROVED), (Action.SPAM, State.SPAM), (Action.DELETE, State.TRASH)],
    ids=lambda value: value.value,
)
def test_the_publisher_gets_the_comment_as_it_now_is(queue: Queue, action: Action, published: State) -> None:
    submission = a_submission("aaaaaaaa")
    queue.add([submission])
    seen: list[Submission] = []

    queue.decide("aaaaaaaa", action, who="ann", at=NOON, publish=seen.append)

    assert seen == [a_submission(comment=submission.comment, state=published)]


@pytest.mark.parametrize("action", [Action.APPROVE, Action.DELETE], ids=lambda action: action.value)
def test_what_cannot_be_published_has_not_been_decided(queue: Queue, action: Action) -> None:
    def fail(submission: Submission) -> None:
        raise PermissionError("content/comments/hello")

    queue.add([a_submission("aaaaaaaa")])

    with pytest.raises(PermissionError):
        queue.decide("aaaaaaaa", action, who="ann", at=NOON, publish=fail)

    assert queue.get("aaaaaaaa") == a_submission("aaaaaaaa")
    assert queue.decisions() == []


def test_nobody_else_can_decide_while_a_comment_is_being_published(queue: Queue, database_url: str) -> None:
    def meanwhile(submission: Submission) -> None:
        other = open_queue(database_url, timeout=0.01)
        with closing(other), pytest.raises(QueueUnavailable, match="somebody else"):
            decide(other, "aaaaaaaa", Action.SPAM)

    queue.add([a_submission("aaaaaaaa")])

    queue.decide("aaaaaaaa", Action.APPROVE, who="ann", at=NOON, publish=meanwhile)

    assert queue.get("aaaaaaaa").state is State.APPROVED


def test_everybody_can_read_while_a_comment_is_being_published(queue: Queue, database_url: str) -> None:
    def meanwhile(submission: Submission) -> None:
        with closing(open_queue(database_url, timeout=0.01)) as other:
            seen.extend(other.list())

    seen: list[Submission] = []
    queue.add([a_submission("aaaaaaaa")])

    queue.decide("aaaaaaaa", Action.APPROVE, who="ann", at=NOON, publish=meanwhile)

    assert seen == [a_submission("aaaaaaaa")]


def test_a_queue_that_can_be_read_answers_a_ping(queue: Queue) -> None:
    queue.ping()


def test_a_queue_keeps_its_submissions_after_closing(queue: Queue, database_url: str) -> None:
    queue.add([a_submission("aaaaaaaa")])
    queue.close()

    with closing(open_queue(database_url)) as again:
        assert ids(again.list()) == ["aaaaaaaa"]
