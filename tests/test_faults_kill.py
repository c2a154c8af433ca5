"""Intake and desk are killed at random moments: what was promised holds. ``make soak`` does it many times more."""

from __future__ import annotations

from collections import Counter

from blog import Blog
from crowd import Reckoning
from kills import damages, killed_approvals, killed_intakes

SEED = 6


def test_whoever_was_thanked_is_in_the_queue_whenever_the_intake_is_killed(site: Blog) -> None:
    reckoning = Reckoning()

    assert list(killed_intakes(site, 5, SEED, reckoning)) == []
    assert reckoning.thanked


def test_file_record_and_page_agree_after_the_next_command_whenever_the_desk_is_killed(site: Blog) -> None:
    reached: Counter[str] = Counter()

    assert list(killed_approvals(site, 8, SEED, reached)) == []
    assert len(reached) > 1
    assert damages(site.root / "var/queue.db") == []
