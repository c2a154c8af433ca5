"""Pictures of names: made here, of nothing but the name that everybody sees."""

from __future__ import annotations

import re

import pytest

from blog import PROJECT
from moderation.avatar import HUES, hue, initials


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ann", "A"),
        ("Kofi Brandt", "KB"),
        ("Maria del Carmen Ruiz", "MR"),
        ("o'brien", "OB"),
        ("Ann Ann", "A"),
        ("山田 太郎", "山太"),
        ("_ _", "·"),
        ("\N{UMBRELLA}", "·"),
        ("\u202eAnn \u202ekcab", "AK"),
        ("<b>", "B"),
    ],
)
def test_a_name_has_the_initials_of_its_first_word_and_its_last(name: str, expected: str) -> None:
    assert initials(name) == expected


def test_a_name_has_one_colour_however_it_is_spelt() -> None:
    assert hue("Ann") == hue("ANN") == hue("A\u202enn")


def test_names_are_spread_over_all_colours() -> None:
    assert {hue(f"Ann {number}") for number in range(200)} == {*range(HUES)}


def test_the_stylesheet_has_every_colour() -> None:
    stylesheet = (PROJECT / "theme/static/css/style.css").read_text(encoding="utf-8")

    assert {int(number) for number in re.findall(r'\[data-hue="(\d+)"\]', stylesheet)} == {*range(HUES)}
