"""How safe HTML is made: two parsers agree, or the text is shown as it was typed."""

from __future__ import annotations

import time

import pytest
from markupsafe import Markup

from longtexts import LONGEST, PARTS, long_text
from moderation import sanitize
from moderation.markup import limits, policy
from moderation.sanitize import SafeHtml, render
from thirdparser import faults

REL = 'rel="ugc nofollow"'

HOSTILE = [
    pytest.param("<p><script>alert(1)</script></p>", id="a script"),
    pytest.param("<p><b onclick=alert(1)>a</b></p>", id="a handler"),
    pytest.param("<p style=color:red>a</p>", id="a style"),
    pytest.param(f'<p><a href="javascript:alert(1)" {REL}>a</a></p>', id="a script's address"),
    pytest.param(f'<p><a href="java&#10;script:alert(1)" {REL}>a</a></p>', id="a script's address in entities"),
    pytest.param(f'<p><a href="/logout" {REL}>a</a></p>', id="a relative address"),
    pytest.param('<p><a href="https://a.example/" rel="opener">a</a></p>', id="another rel"),
    pytest.param('<p><a href="https://a.example/" title="a\nb" rel="ugc nofollow">a</a></p>', id="a line break"),
    pytest.param('<p><q cite="data:text/html,x">a</q></p>', id="data"),
    pytest.param('<p><del datetime="yesterday">a</del></p>', id="no date"),
    pytest.param("<p><img src=x></p>", id="an image"),
    pytest.param("<svg><p>a</p></svg>", id="another language"),
    pytest.param("<p>a<!-- b --></p>", id="a comment"),
    pytest.param("<!DOCTYPE html><p>a</p>", id="a declaration"),
    pytest.param("<p>a<?php b ?></p>", id="an instruction"),
    pytest.param("<p>a<![CDATA[b]]></p>", id="a section"),
    pytest.param("<p><b>a</p></b>", id="overlapping"),
    pytest.param("<p><b>a</p>", id="not closed"),
    pytest.param("<p>a</b></p>", id="not opened"),
    pytest.param("<p>a<p>b</p></p>", id="a paragraph in a paragraph"),
    pytest.param(
        f'<p><a href="https://a.example/" {REL}>a<a href="https://b.example/" {REL}>b</a></a></p>',
        id="a link in a link",
    ),
    pytest.param("<p>a</p><noscript><p title='</noscript><img src=x onerror=alert(1)>'></p>", id="a mutation"),
]


def test_html_that_both_parsers_read_alike_is_shown() -> None:
    assert render("I <em>agree</em>.") == SafeHtml(Markup("<p>I <em>agree</em>.</p>"), plain=False)


@pytest.mark.parametrize("cleaned", HOSTILE)
def test_if_the_first_parser_lets_anything_pass_the_text_is_shown_as_it_was_typed(
    cleaned: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sanitize, "clean", lambda text: cleaned)

    assert render("<i>a</i>\nb\n\nc") == SafeHtml(Markup("<p>&lt;i&gt;a&lt;/i&gt;<br>b</p><p>c</p>"), plain=True)


@pytest.mark.parametrize("cleaned", HOSTILE)
def test_what_the_second_parser_stops_is_not_kept_as_safe(cleaned: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sanitize, "clean", lambda text: cleaned)
    cache: dict[str, str] = {}

    render("<i>a</i>", cache)

    assert render("<i>a</i>", cache).plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("a & b < c > d \" e ' f", "<p>a &amp; b &lt; c &gt; d \" e ' f</p>", id="every sign"),
        pytest.param("&lt;b&gt;", "<p>&amp;lt;b&amp;gt;</p>", id="entities"),
        pytest.param("\n a\nb \n \n\nc\n", "<p>a<br>b </p><p>c</p>", id="paragraphs"),
        pytest.param("https://a.example/", "<p>https://a.example/</p>", id="addresses"),
    ],
)
def test_a_text_shown_as_it_was_typed_has_no_html_of_its_own(text: str, shown: str) -> None:
    assert (sanitize.escaped(text), faults(shown)) == (shown, [])


def test_a_text_of_which_nothing_would_be_left_is_shown_as_it_was_typed() -> None:
    assert render("<hr>") == SafeHtml(Markup("<p>&lt;hr&gt;</p>"), plain=True)


def test_what_was_rendered_before_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    cache: dict[str, str] = {}
    before = render("I <em>agree</em>.", cache)
    monkeypatch.delattr(sanitize, "clean")

    assert render("I <em>agree</em>.", cache) == before


def test_what_could_not_be_agreed_on_is_looked_up_too(monkeypatch: pytest.MonkeyPatch) -> None:
    cache: dict[str, str] = {}
    before = render("<hr>", cache)
    monkeypatch.delattr(sanitize, "objection")

    assert render("<hr>", cache) == before


def test_another_text_is_rendered_anew() -> None:
    cache: dict[str, str] = {}
    render("I agree.", cache)

    assert render("I agree!", cache).html == "<p>I agree!</p>"


def test_another_policy_renders_everything_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    cache: dict[str, str] = {}
    render("I <em>agree</em>.", cache)
    monkeypatch.setattr(policy, "VERSION", policy.VERSION + 1)
    monkeypatch.setattr(sanitize, "clean", lambda text: "<p>I agree, strictly.</p>")

    assert render("I <em>agree</em>.", cache).html == "<p>I agree, strictly.</p>"


def test_a_comment_may_have_many_tags() -> None:
    assert not render("<b>a</b> " * (limits.MAX_TAGS // 2)).plain


def test_a_text_with_more_tags_than_any_comment_needs_is_shown_as_it_was_typed() -> None:
    text = "<b>a</b> " * limits.MAX_TAGS

    assert render(text).html == sanitize.escaped(text)


def seconds(text: str) -> float:
    """How long it takes to render."""
    began = time.process_time()
    render(text)
    return time.process_time() - began


@pytest.mark.parametrize("name", PARTS)
def test_no_text_takes_much_longer_than_its_length_allows(name: str) -> None:
    """Eight times the text may take forty times as long; with the square of the length it would be sixty-four."""
    short, long = long_text(name, LONGEST // 8), long_text(name)

    assert seconds(long) < 40 * max(min(seconds(short) for _ in range(3)), 0.002)
