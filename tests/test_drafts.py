"""Drafts: kept for minutes, given back once, and never too many."""

from __future__ import annotations

import pytest

from builders import NOON
from moderation.queue import drafts
from moderation.queue.store import Queue


def test_what_was_kept_is_given_back_once(queue: Queue) -> None:
    kept = {"form": {"comment": "Two\nlines \0 and “more”"}}
    queue.drafts.put("key", kept, at=NOON)

    assert [queue.drafts.take("key", at=NOON) for _ in range(2)] == [kept, None]


def test_nobody_gets_anothers(queue: Queue) -> None:
    queue.drafts.put("key", {"form": {}}, at=NOON)

    assert queue.drafts.take("", at=NOON) is None
    assert queue.drafts.take("key%", at=NOON) is None


def test_after_its_life_it_is_not_given_back(queue: Queue) -> None:
    queue.drafts.put("key", {"form": {}}, at=NOON)

    assert queue.drafts.take("key", at=NOON + drafts.LIFE) is None


def test_whoever_comes_when_too_many_are_kept_has_to_wait_for_room(
    queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "MOST", 2)

    took = [queue.drafts.put(key, {}, at=NOON) for key in ("one", "two", "three")]

    assert took == [True, True, False]
    assert queue.drafts.put("three", {}, at=NOON + drafts.LIFE)


def test_a_sweep_forgets_what_is_over_and_nothing_else(queue: Queue) -> None:
    queue.drafts.put("old", {"form": "old"}, at=NOON)
    queue.drafts.put("new", {"form": "new"}, at=NOON + drafts.LIFE / 2)

    queue.drafts.sweep(at=NOON + drafts.LIFE)

    assert [queue.drafts.take(key, at=NOON) for key in ("old", "new")] == [None, {"form": "new"}]
