"""Comments in the order of a conversation."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

import pytest

from builders import NOON, a_comment, outline
from moderation.comment import Comment
from moderation.published.threads import flat, threads

# The oldest has the lowest number, as imported comments have.
A, B, C, D, E, F = "1", "2", "3", "4", "5", "6"


def said(id: str, parent: str | None = None, *, day: int | None = None) -> Comment:
    """A comment; the day is the id's, if no other is given."""
    return a_comment(id, parent=parent, day=int(id) if day is None else day)


def a_chain(length: int) -> list[Comment]:
    """Comments of which each answers the one before."""
    return [said("1"), *(said(str(number), str(number - 1)) for number in range(2, length + 1))]


def conversation(*comments: Comment, max_depth: int = 5) -> str:
    """The comments' threads as an outline."""
    return outline(threads(comments, max_depth))


def test_no_comments_make_no_threads() -> None:
    assert threads([]) == []


def test_comments_that_answer_none_stand_one_after_the_other() -> None:
    assert conversation(said(A), said(B), said(C)) == "1\n2\n3"


def test_a_reply_stands_under_the_comment_it_answers() -> None:
    assert conversation(said(A), said(B), said(C, A), said(D, C)) == "1\n  3\n    4\n2"


def test_threads_and_replies_are_in_the_order_of_their_dates() -> None:
    comments = [said(C, day=1), said(A, day=2), said(D, C, day=5), said(B, C, day=6), said(E, C, day=4)]

    assert conversation(*comments) == "3\n  5\n  4\n  2\n1"


def test_comments_of_the_same_moment_are_in_the_order_of_their_ids() -> None:
    comments = [a_comment(id, date=NOON) for id in ("c0000000", "a0000000", "b0000000")]

    assert conversation(*comments) == "a0000000\nb0000000\nc0000000"


def test_imported_comments_of_the_same_moment_are_in_the_order_of_their_numbers() -> None:
    assert conversation(*(a_comment(id, date=NOON) for id in ("100", "9", "10"))) == "9\n10\n100"


def test_imported_replies_of_the_same_moment_are_in_the_order_of_their_numbers() -> None:
    comments = [a_comment("1"), *(a_comment(id, parent="1", date=NOON) for id in ("10", "9"))]

    assert conversation(*comments) == "1\n  9\n  10"


def test_the_order_in_which_comments_are_read_makes_no_difference() -> None:
    comments = [said(A), said(B, A), said(C, B), said(D, A), said(E), said(F, "99")]
    expected = conversation(*comments)

    assert {conversation(*order) for order in itertools.permutations(comments)} == {expected}


def test_a_reply_to_a_comment_that_is_missing_starts_a_thread() -> None:
    assert conversation(said(A), said(B, "99")) == "1\n2"


def test_a_reply_stands_under_a_comment_that_is_dated_later() -> None:
    assert conversation(said(A, B), said(B)) == "2\n  1"


def test_a_chain_of_replies_holds_though_its_dates_run_backwards() -> None:
    assert conversation(said(A, B), said(B, C), said(C, D), said(D)) == "4\n  3\n    2\n      1"


def test_a_reply_stands_under_a_comment_of_the_same_moment_whatever_their_ids() -> None:
    comments = [a_comment("b0000000", date=NOON), a_comment("a0000000", parent="b0000000", date=NOON)]

    assert conversation(*comments) == "b0000000\n  a0000000"


def test_a_reply_to_itself_starts_a_thread() -> None:
    assert conversation(said(A, A)) == "1"


def test_a_loop_of_replies_is_cut_at_the_oldest() -> None:
    assert conversation(said(A, C), said(B, A), said(C, B)) == "1\n  2\n    3"


def test_the_oldest_of_a_loop_is_the_one_with_the_earliest_date() -> None:
    assert conversation(said(A, C, day=9), said(B, A, day=4), said(C, B, day=5)) == "2\n  3\n    1"


def test_a_reply_to_a_loop_starts_no_thread_though_it_is_older() -> None:
    assert conversation(said(A, B), said(B, C), said(C, B)) == "2\n  1\n  3"


def test_each_of_two_loops_is_cut_on_its_own() -> None:
    assert conversation(said(A, B), said(B, A), said(C, D), said(D, C)) == "1\n  2\n3\n  4"


def test_replies_to_a_comment_that_lost_its_parent_stay_under_it() -> None:
    assert conversation(said(B, A), said(C, B)) == "2\n  3"


@pytest.mark.parametrize(
    ("max_depth", "expected"),
    [
        (1, "1\n2\n3\n4\n5"),
        (2, "1\n  2\n  3\n  4\n  5"),
        (3, "1\n  2\n    3\n    4\n    5"),
        (4, "1\n  2\n    3\n      4\n      5"),
        (5, "1\n  2\n    3\n      4\n        5"),
        (9, "1\n  2\n    3\n      4\n        5"),
    ],
)
def test_replies_deeper_than_the_limit_stand_beside_what_they_answer(max_depth: int, expected: str) -> None:
    assert conversation(*a_chain(5), max_depth=max_depth) == expected


def test_replies_beyond_the_limit_stay_in_their_own_branch() -> None:
    comments = [said(A), said(B, A), said(C, A), said(D, B), said(E, D), said(F, C)]

    assert conversation(*comments, max_depth=3) == "1\n  2\n    4\n    5\n  3\n    6"


def test_a_reply_beside_the_comment_it_answers_stands_after_it_though_it_is_dated_before() -> None:
    assert conversation(said(A), said(C, A), said(B, C), max_depth=2) == "1\n  3\n  2"


def test_reading_order_is_that_of_the_outline() -> None:
    roots = threads([said(A), said(B), said(C, A), said(D, C), said(E, B)])

    assert [comment.id for comment in flat(roots)] == outline(roots).split()


def test_no_comment_is_lost_or_shown_twice_whatever_they_answer() -> None:
    dice = random.Random(4)  # noqa: S311  the same every time
    ids = [str(number) for number in range(1, 200)]
    comments = [said(id, dice.choice([None, "999", *ids]), day=dice.randrange(50)) for id in ids]

    shown = list(flat(threads(comments)))

    assert sorted(comment.id for comment in shown) == sorted(ids)


@pytest.mark.parametrize("max_depth", [5, 100_000])
def test_a_chain_of_a_hundred_thousand_replies_hits_no_limit(max_depth: int) -> None:
    roots = threads(a_chain(100_000), max_depth)

    assert [int(comment.id) for comment in flat(roots)] == list(range(1, 100_001))


def test_a_loop_of_a_hundred_thousand_replies_hits_no_limit() -> None:
    first, *others = a_chain(100_000)

    roots = threads([replace(first, parent="100000"), *others])

    assert [int(comment.id) for comment in flat(roots)] == list(range(1, 100_001))


def test_a_long_chain_of_replies_is_no_deeper_than_others() -> None:
    lines = outline(threads(a_chain(10_000))).splitlines()

    assert max(len(line) - len(line.lstrip()) for line in lines) == 4 * len("  ")


def test_threads_are_of_the_very_comments_they_were_made_from() -> None:
    comment = replace(said(A), text="Word for word.")

    assert [thread.comment for thread in threads([comment])] == [comment]


def test_a_reply_beside_the_comment_it_answers_names_it() -> None:
    a, b, c = said(A), said(B, A), said(C, B)
    (root,) = threads([a, b, c], max_depth=2)

    assert [thread.beside for thread in (root, *root.replies)] == [None, None, b]
