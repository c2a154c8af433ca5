"""Which texts say the same."""

from __future__ import annotations

import time

import pytest

from moderation.queue.likeness import likeness

PITCH = "Buy cheap watches, café style!"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("BUY Cheap watches, Café STYLE!", id="case"),
        pytest.param("Buy cheap watches - café style...", id="punctuation"),
        pytest.param("  Buy cheap\n\nwatches,\tcafé style ! ", id="spacing"),
        pytest.param("Buy che\u200bap watches, café style!", id="invisible characters"),
        pytest.param("Buy cheap watches, cafe style!", id="accents left out"),
        pytest.param("Buy cheap watches, cafe\u0301 style!", id="accents composed"),
        pytest.param("Buy cheap ⓦⓐⓣⓒⓗⓔⓢ, café ﬆyle!", id="compatibility forms"),
        pytest.param("Buy <b>cheap</b> watches,<br/> café <!-- 17 --> style!", id="tags"),
        pytest.param('Buy <a href="https://a.example/1">cheap</a> watches, café style!', id="link target"),
        pytest.param("Buy cheap watches, café style! https://b.example/?q=2", id="bare address"),
        pytest.param("Buy cheap watches, caf&eacute; style!", id="character references"),
        pytest.param("🎉 Buy cheap watches, café style! 🎉", id="emoji"),
    ],
)
def test_texts_are_alike_whatever_their_dress(text: str) -> None:
    assert likeness(text) == likeness(PITCH)


@pytest.mark.parametrize(
    "text", ["Buy cheap watches, café style 2!", "Buy dear watches, café style!", "Купить часы недорого"]
)
def test_texts_that_say_something_else_are_not_alike(text: str) -> None:
    assert likeness(text) not in (likeness(PITCH), "")


@pytest.mark.parametrize("text", ["Thanks!", "Me too, Ann", "", "?!", "<b></b>", "https://a.example/a-long-address"])
def test_a_text_with_little_to_say_is_like_no_other(text: str) -> None:
    assert likeness(text) == ""


def test_a_comparison_is_not_a_tag() -> None:
    assert likeness("if price < cost and cost > 0 then stop") != likeness("if price 0 then stop")


@pytest.mark.parametrize("part", ["<a", "<!--", "&#", "http://", "\ufdfa"])
def test_a_text_made_to_be_slow_is_not(part: str) -> None:
    began = time.process_time()

    likeness(part * 30_000)

    assert time.process_time() - began < 1  # a quadratic one takes ten seconds and more
