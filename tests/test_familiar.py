"""Parts as our own templates write them are seen to be safe at a glance, which takes nothing for safe that is not."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import markupgrammar
import payloads
from builders import a_comment, a_site
from moderation.comment import Comment, Kind
from moderation.errors import UnsafeHtml
from moderation.published.familiar import is_familiar
from moderation.published.section import SLOT
from moderation.published.verification import parse
from test_section import shown
from test_verification import AROUND, INSIDE, page

ALL = a_site(signin="google mastodon", notify=("replies", "comments", "posts"), likes=True)
COMMENTS = [
    a_comment("aaaaaaaa", author='Zoë "Z" <O\'Hara>', website="https://a.example/?b&c", verified="google"),
    a_comment("bbbbbbbb", text='<a href="https://a.example/">a</a>\n\n<q>b</q> <em>c</em>', kind=Kind.AUTHOR),
]


def html(part: str, *comments: Comment) -> str:
    """What stands between the markers of a part with all that a site can have on it."""
    slot = SLOT.match(shown(part, *comments, site=ALL))
    assert slot
    return slot["html"]


FAMILIAR = html("section", *COMMENTS)


def is_refused(html: str) -> bool:
    """Whether the parser of HTML finds something that should not be there."""
    try:
        parse(html)
    except UnsafeHtml:
        return True
    return False


@pytest.mark.parametrize("part", ["section", "count"])
@pytest.mark.parametrize("comments", [[], COMMENTS], ids=["none", "some"])
def test_what_our_own_templates_write_is_familiar(part: str, comments: list[Comment]) -> None:
    assert is_familiar(html(part, *comments))


@pytest.mark.parametrize("unsafe", [*(page("<p>a</p>", name) for name in AROUND), *map(page, INSIDE)])
def test_what_is_unsafe_is_not(unsafe: str) -> None:
    assert is_refused(unsafe)
    assert not is_familiar(unsafe)


@pytest.mark.parametrize(
    "unsafe",
    [
        '<div class="a e-content"><u>a</u></div>',
        '<div class="e-content"><p>a</p><div class="e-content"><p>b</p></div></div>',
        '<p class="e-content"><u>a</u></p>',
        '<p class="e&#45;content"><u>a</u></p>',
        '<p class="a" class="e-content"><u>a</u></p>',
        '<a href="java&#115;cript:a">a</a>',
        '<b <div class="e-content"></div>onclick="a">a</b>',
        "<textarea><script>a</script></textarea>",
        '<script type="application/ld+json"><!--<script></script>',
    ],
)
def test_nor_is_what_only_looks_familiar(unsafe: str) -> None:
    assert is_refused(unsafe)
    assert not is_familiar(unsafe)


def test_nothing_hostile_is_familiar_unless_it_is_safe(corpora: Path) -> None:
    for payload in payloads.hostile(corpora):
        for part in (payload, page(payload), page("<p>a</p>", payload), f'<a href="{payload}" title="{payload}">a</a>'):
            assert not (is_familiar(part) and is_refused(part)), part


@given(st.randoms(use_true_random=False), st.data())
def test_nothing_broken_is_familiar_unless_it_is_safe(random: Random, data: st.DataObject) -> None:
    places = st.integers(0, len(FAMILIAR))
    begin, end = sorted([data.draw(places), data.draw(places)])
    piece = data.draw(st.sampled_from(["", markupgrammar.markup(random), *INSIDE, *AROUND]))
    part = FAMILIAR[:begin] + piece + FAMILIAR[data.draw(st.sampled_from([begin, end])) :]

    assert not (is_familiar(part) and is_refused(part))
