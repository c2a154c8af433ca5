"""Every attack in the folder beside this file: what was sent, a line ``--``, and what a reader gets."""

from __future__ import annotations

from pathlib import Path

import pytest

from moderation.comment import without_controls
from moderation.sanitize import render
from thirdparser import faults

FOLDER = Path(__file__).with_name("attacks")
ATTACKS = [
    pytest.param(*path.read_text().removesuffix("\n").split("\n--\n"), id=path.stem) for path in FOLDER.iterdir()
]


def test_there_are_attacks_to_stand() -> None:
    assert len(ATTACKS) > 30


@pytest.mark.parametrize(("sent", "shown"), ATTACKS)
def test_an_attack_becomes_what_a_reader_may_see(sent: str, shown: str) -> None:
    assert render(without_controls(sent)).html == shown


@pytest.mark.parametrize(("sent", "shown"), ATTACKS)
def test_what_a_reader_sees_of_an_attack_is_harmless(sent: str, shown: str) -> None:
    assert faults(shown) == []
