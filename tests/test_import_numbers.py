"""Ids and numbers: what WordPress numbers, and what it must not mistake."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import strategies
from builders import a_comment
from moderation.comment import ID
from moderation.imports.numbers import FIRST, id_of, number_of, numbers_of, post_number

LARGEST = 2**63 - 1
"""What PHP and most databases can count to."""


@given(strategies.ids, st.integers(0, 1_000_000))
@settings(derandomize=True)
def test_every_id_is_told_from_its_number_again(id: str, depth: int) -> None:
    number = number_of(id, depth)

    assert (id_of(str(number)), number <= LARGEST) == (id, True)


@given(strategies.random_ids, strategies.imported_ids)
@settings(derandomize=True)
def test_no_random_id_has_the_number_of_an_imported_comment(random: str, imported: str) -> None:
    assert number_of(random) > number_of(imported)


def test_an_imported_comment_keeps_its_number() -> None:
    assert (number_of("123"), id_of("123")) == (123, "123")


@given(st.text())
@settings(derandomize=True)
def test_whatever_another_system_calls_a_comment_it_gets_an_id(name: str) -> None:
    assert ID.match(id_of(name))


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("", id="nothing"),
        pytest.param("0", id="zero"),
        pytest.param("007", id="leading zeros"),
        pytest.param("-5", id="a negative number"),
        pytest.param("5\n", id="a line break after it"),
        pytest.param("٣", id="digits of another script"),
        pytest.param("1" + "0" * 18, id="a number like ours, of an id that begins with a digit"),
        pytest.param("9" * 40, id="a number larger than any"),
        pytest.param("8f14e45f-ceea-467f-a8f0-0d2d3f1c9c3a", id="a UUID"),
        pytest.param("k7f3q2mx", id="an id that looks like ours"),
        pytest.param("\ud800", id="half a character"),
    ],
)
def test_what_is_no_number_of_wordpress_gets_an_id_that_begins_with_a_letter(name: str) -> None:
    id = id_of(name)

    assert (ID.match(id) is not None, id[0].isalpha(), id != name) == (True, True, True)


def test_the_id_of_a_name_is_always_the_same() -> None:
    assert (id_of("remark42-8f14e45f"), id_of("remark42-8f14e460")) == ("pgrxm0fe", "vng65wca")


def test_a_reply_has_a_greater_number_than_what_it_answers_whatever_their_ids() -> None:
    first, second, third = a_comment("zzzzzzzz"), a_comment("b0000000"), a_comment("a0000000")
    thread = [first, a_comment("b0000000", parent=first.id), a_comment("a0000000", parent=second.id)]

    numbers = numbers_of(thread)

    assert sorted(numbers, key=numbers.__getitem__) == [first.id, second.id, third.id]


@pytest.mark.parametrize(
    ("replies", "depths"),
    [
        pytest.param({"a0000000": "99"}, {"99": 0, "a0000000": 1}, id="to a comment that is missing"),
        pytest.param({"a0000000": "b0000000"}, {"b0000000": 0, "a0000000": 1}, id="to one of ours that is missing"),
        pytest.param({"a0000000": "a0000000"}, {"a0000000": 0}, id="to itself"),
        pytest.param({"a0000000": "b0000000", "b0000000": "a0000000"}, {"a0000000": 0, "b0000000": 0}, id="in a loop"),
        pytest.param({"a0000000": None, "5": "a0000000"}, {"a0000000": 0, "5": 1}, id="with a number of its own"),
    ],
)
def test_every_comment_of_an_article_and_every_one_answered_has_a_number(
    replies: dict[str, str | None], depths: dict[str, int]
) -> None:
    comments = [a_comment(id, parent=parent) for id, parent in replies.items()]

    assert numbers_of(comments) == {id: number_of(id, depth) for id, depth in depths.items()}


def test_the_numbers_of_a_thread_of_ten_thousand_are_all_different() -> None:
    chain = [a_comment(f"a{n:07}", parent=f"a{n - 1:07}" if n else None) for n in range(10_000)]

    assert len(set(numbers_of(chain).values())) == 10_000


def test_a_post_gets_a_number_that_wordpress_never_gives_and_its_editor_can_count_to() -> None:
    assert FIRST <= post_number("hello") < 2**53
    assert post_number("hello") == post_number("hello") != post_number("other")
