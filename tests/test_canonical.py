"""The strict reader: comments' HTML in our own spelling, and nothing else."""

from __future__ import annotations

import pytest

from moderation.markup.canonical import fault

REL = 'rel="ugc nofollow"'


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>a &amp; b &lt; c &gt; d \" ' é\n</p>",
        f'<p><a href="https://a.example/?b&amp;c" title="&quot;d&quot;" {REL}>e</a></p>',
        '<blockquote cite="mailto:a@b.example"><p>c<br>d</p></blockquote>',
        '<p><del datetime="2026-11-23">a</del></p>',
    ],
)
def test_what_we_write_has_no_fault(html: str) -> None:
    assert fault(html) == ""


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p><img></p>", "<img> is not allowed"),
        ('<p><b onclick="alert(1)">a</b></p>', "<b> may not have onclick='alert(1)'"),
        (f'<p><a href="javascript:a" {REL}>a</a></p>', "<a> may not have href='javascript:a'"),
        ('<p><a href="https://a.example/" rel="opener">a</a></p>', "<a> may not have rel='opener'"),
        ('<p><b rel="ugc nofollow">a</b></p>', "<b> may not have rel='ugc nofollow'"),
        ('<p><abbr title="a\u202eb">c</abbr></p>', r"<abbr> may not have title='a\u202eb'"),
        ('<p><abbr title="a&lt;&#10;b">c</abbr></p>', """'<abbr title="a&lt;&#10;b">c</abbr></p>' is not written"""),
        ('<p><a href="https://a.example/">a</a></p>', "<a> has an attribute twice, or leads nowhere"),
        (f"<p><a {REL}>a</a></p>", "<a> has an attribute twice, or leads nowhere"),
        ('<p><abbr title="a" title="b">c</abbr></p>', "<abbr> has an attribute twice, or leads nowhere"),
        ("<p><b>a</p></b>", "</p> closes nothing"),
        ("a</b>", "</b> closes nothing"),
        ("<p><b>a</b>", "<p> is not closed"),
        ("<p><br></br></p>", "</br> closes nothing"),
    ],
)
def test_what_is_not_allowed_is_named(html: str, found: str) -> None:
    assert fault(html).startswith(found)


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<P>a</P>", id="capital letters"),
        pytest.param("<p >a</p>", id="a space in a tag"),
        pytest.param("<p>a</p >", id="a space in an end tag"),
        pytest.param("<p><br/></p>", id="a slash"),
        pytest.param("<p><abbr title='a'>b</abbr></p>", id="other quotation marks"),
        pytest.param("<p><abbr title=a>b</abbr></p>", id="no quotation marks"),
        pytest.param("<p><abbr title>b</abbr></p>", id="no value"),
        pytest.param('<p><abbr title="<">b</abbr></p>', id="an angle bracket in a value"),
        pytest.param("<p>a & b</p>", id="an ampersand alone"),
        pytest.param("<p>&copy;</p>", id="another entity"),
        pytest.param("<p>&#60;</p>", id="a numbered entity"),
        pytest.param("<p>a > b</p>", id="an angle bracket alone"),
        pytest.param("<p>a<!-- b --></p>", id="a comment"),
        pytest.param("<!DOCTYPE html><p>a</p>", id="a declaration"),
        pytest.param("<p>a<?php b ?></p>", id="an instruction"),
        pytest.param("<p>a</p><", id="half a tag"),
    ],
)
def test_another_spelling_is_a_fault(html: str) -> None:
    assert "is not written as it should be" in fault(html)
