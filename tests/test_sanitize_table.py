"""What a stranger typed, and what a reader gets."""

from __future__ import annotations

import pytest

from moderation.sanitize import render
from thirdparser import faults

A = '<a href="https://a.example/" rel="ugc nofollow">'
REL = 'rel="ugc nofollow"'


def linked(address: str) -> str:
    """A bare address as a link."""
    return f'<a href="{address}" {REL}>{address}</a>'


PARAGRAPHS = [
    pytest.param("a", "<p>a</p>", id="a word"),
    pytest.param("a\nb", "<p>a<br>b</p>", id="a line break"),
    pytest.param("a\n\nb", "<p>a</p><p>b</p>", id="a blank line"),
    pytest.param("a\n\n\n\n\nb", "<p>a</p><p>b</p>", id="many blank lines"),
    pytest.param("a\n \t \nb", "<p>a</p><p>b</p>", id="a line of white space"),
    pytest.param("\n\n a\n\n", "<p>a</p>", id="blank lines around"),
    pytest.param("a  b\tc", "<p>a  b\tc</p>", id="white space inside"),
    pytest.param("a\u2028b", "<p>a\u2028b</p>", id="line separators are no line breaks"),
    pytest.param("<b>a\nb</b>", "<p><b>a<br>b</b></p>", id="a line break in emphasis"),
    pytest.param("<b>a\n\nb</b>", "<p><b>a</b></p><p><b>b</b></p>", id="emphasis over paragraphs"),
    pytest.param("<i>a <b>b\n\nc</b> d</i>", "<p><i>a <b>b</b></i></p><p><i><b>c</b> d</i></p>", id="nested, too"),
    pytest.param("<b>\n\na</b>", "<p><b>a</b></p>", id="blank lines in emphasis, before"),
    pytest.param("<b>a\n\n</b>b", "<p><b>a</b></p><p>b</p>", id="blank lines in emphasis, after"),
    pytest.param(f"{A}a\n\nb</a>", f"<p>{A}a</a></p><p>{A}b</a></p>", id="a link over paragraphs"),
    pytest.param("<code>a\n  b</code>", "<p><code>a<br>  b</code></p>", id="code with its indents"),
]

QUOTATIONS = [
    pytest.param("<blockquote>a</blockquote>", "<blockquote><p>a</p></blockquote>", id="alone"),
    pytest.param("a<blockquote>b</blockquote>c", "<p>a</p><blockquote><p>b</p></blockquote><p>c</p>", id="between"),
    pytest.param("<blockquote>a\n\nb</blockquote>", "<blockquote><p>a</p><p>b</p></blockquote>", id="two paragraphs"),
    pytest.param(
        "<blockquote>a<blockquote>b</blockquote>c</blockquote>",
        "<blockquote><p>a</p><blockquote><p>b</p></blockquote><p>c</p></blockquote>",
        id="nested",
    ),
    pytest.param(
        "<em>a<blockquote>b</blockquote>c</em>",
        "<p><em>a</em></p><blockquote><p><em>b</em></p></blockquote><p><em>c</em></p>",
        id="inside emphasis",
    ),
    pytest.param(
        f"{A}a<blockquote>b</blockquote></a>",
        f"<p>{A}a</a></p><blockquote><p>{A}b</a></p></blockquote>",
        id="inside a link",
    ),
    pytest.param(
        "<blockquote><b>a</blockquote>b</b>",
        "<blockquote><p><b>a</b></p></blockquote><p><b>b</b></p>",
        id="overlapping emphasis",
    ),
    pytest.param("<blockquote>a", "<blockquote><p>a</p></blockquote>", id="never closed"),
    pytest.param("a</blockquote>b", "<p>ab</p>", id="never opened"),
    pytest.param("a<blockquote> \n</blockquote>b", "<p>a</p><p>b</p>", id="of nothing"),
    pytest.param(
        "<blockquote><blockquote>a</blockquote></blockquote>",
        "<blockquote><blockquote><p>a</p></blockquote></blockquote>",
        id="of a quotation alone",
    ),
    pytest.param(
        "<blockquote cite='https://a.example/?b&amp;c'>a</blockquote>",
        '<blockquote cite="https://a.example/?b&amp;c"><p>a</p></blockquote>',
        id="with its source",
    ),
    pytest.param("<q cite=mailto:x@a.example>a</q>", '<p><q cite="mailto:x@a.example">a</q></p>', id="in a line"),
]

TAGS = [
    *(
        pytest.param(f"<{tag}>a</{tag}>", f"<p><{tag}>a</{tag}></p>", id=tag)
        for tag in (
            "abbr",
            "acronym",
            "b",
            "cite",
            "code",
            "del",
            "em",
            "i",
            "q",
            "strike",
            "strong",
        )
    ),
    pytest.param("<STRONG>a</Strong>", "<p><strong>a</strong></p>", id="capital letters"),
    pytest.param('<abbr title="x > y">a</abbr>', '<p><abbr title="x &gt; y">a</abbr></p>', id="a title"),
    pytest.param(
        "<abbr title='\"'>a</abbr>", '<p><abbr title="&quot;">a</abbr></p>', id="a title with a quotation mark"
    ),
    pytest.param("<abbr title='&shy;a'>b</abbr>", "<p><abbr>b</abbr></p>", id="a title with something invisible"),
    pytest.param(
        "<abbr title='a&b&amp;c'>d</abbr>", '<p><abbr title="a&amp;b&amp;c">d</abbr></p>', id="a title with ampersands"
    ),
    pytest.param("<abbr title='a\nb'>c</abbr>", "<p><abbr>c</abbr></p>", id="a title with a line break"),
    pytest.param("<abbr title='a&#10;b'>c</abbr>", "<p><abbr>c</abbr></p>", id="a title with an encoded line break"),
    pytest.param("<del datetime=2026-11-23>a</del>", '<p><del datetime="2026-11-23">a</del></p>', id="a date"),
    pytest.param("<del datetime=yesterday>a</del>", "<p><del>a</del></p>", id="no date"),
    pytest.param("<b title=x class=y style=z id=c>a</b>", "<p><b>a</b></p>", id="other attributes"),
    pytest.param("<s>a</s><u>b</u><h1>c</h1>", "<p>ab<br>c</p>", id="other tags"),
    pytest.param("<p>a</p><p>b</p>", "<p>a<br>b</p>", id="their own paragraphs"),
    pytest.param("<!-- a -->b<!DOCTYPE c>", "<p>b</p>", id="comments and declarations"),
    pytest.param("a<b> </b>b", "<p>a b</p>", id="an element without text"),
    pytest.param(f"a{A}</a>b", "<p>ab</p>", id="a link without text"),
    pytest.param("<b></b>", "<p>&lt;b&gt;&lt;/b&gt;</p>", id="nothing but an element without text"),
    pytest.param("<blockquote></blockquote>", "<p>&lt;blockquote&gt;&lt;/blockquote&gt;</p>", id="nor a quotation"),
    pytest.param("<hr>", "<p>&lt;hr&gt;</p>", id="nothing but another tag"),
]

BROKEN = [
    pytest.param("<b>a", "<p><b>a</b></p>", id="not closed"),
    pytest.param("a</b>", "<p>a</p>", id="not opened"),
    pytest.param("<b>a<i>b</b>c</i>", "<p><b>a<i>b</i></b><i>c</i></p>", id="overlapping"),
    pytest.param(f"{A}a{A}b</a></a>", f"<p>{A}a</a>{A}b</a></p>", id="a link in a link"),
    pytest.param("<b/>a", "<p><b>a</b></p>", id="closing itself"),
    pytest.param("a < b > c", "<p>a &lt; b &gt; c</p>", id="comparisons"),
    pytest.param("I <3 you", "<p>I &lt;3 you</p>", id="a heart"),
    pytest.param("a<b", "<p>a&lt;b</p>", id="half a tag"),
    pytest.param("a</b", "<p>a&lt;/b</p>", id="half an end"),
    pytest.param(
        "AT&T & &bogus; &amp; &lt;b&gt; &copy; &#169;",
        "<p>AT&amp;T &amp; &amp;bogus; &amp; &lt;b&gt; © ©</p>",
        id="ampersands",
    ),
    pytest.param("<b>" * 40 + "a" + "</b>" * 40 + "b", "<p>" + "<b>" * 12 + "a" + "</b>" * 12 + "b</p>", id="deep"),
    pytest.param(
        "<blockquote>" * 40 + "a" + "</blockquote>" * 40 + "b",
        "<blockquote>" * 12 + "<p>a</p>" + "</blockquote>" * 12 + "<p>b</p>",
        id="deep quotations",
    ),
]

UNSEEN = [
    pytest.param("a\u202eb\u202cc", "<p>abc</p>", id="a change of direction"),
    pytest.param("a&#8238;b&#x202C;c", "<p>abc</p>", id="an encoded one"),
    pytest.param("v\u200bi\u200da&shy;gra", "<p>viagra</p>", id="zero-width characters in a word"),
    pytest.param("<b>\u2060</b>a", "<p>a</p>", id="an element with nothing to see"),
    pytest.param("<a>א\u200f</a><a>\u200fב</a>", "<p>א\u200fב</p>", id="across tags that are left out"),
    pytest.param("<hr>\u202ea", "<p>a</p>", id="beside a tag that is not allowed"),
    pytest.param("<hr \u202e>", "<p>&lt;hr &gt;</p>", id="in a text shown as it was typed"),
    pytest.param("می\u200cشد &zwnj;❤\ufe0f\u200d🔥", "<p>می\u200cشد ❤\ufe0f\u200d🔥</p>", id="none where it is needed"),
    pytest.param("a&#13;b&#10;c&#1;d", "<p>a<br>b<br>cd</p>", id="encoded controls"),
]

LINKS = [
    pytest.param("<a href='https://a.example/'>a</a>", f"<p>{A}a</a></p>", id="a link"),
    pytest.param("<a rel=follow href=https://a.example/>a</a>", f"<p>{A}a</a></p>", id="with a rel of its own"),
    pytest.param("<a target=_blank href=https://a.example/>a</a>", f"<p>{A}a</a></p>", id="with a target"),
    pytest.param("<a href=mailto:x@a.example>a</a>", f'<p><a href="mailto:x@a.example" {REL}>a</a></p>', id="mail"),
    pytest.param(
        "<a href='https://a.example/?b=1&copy=2'>a</a>",
        f'<p><a href="https://a.example/?b=1&amp;copy=2" {REL}>a</a></p>',
        id="what looks like an entity",
    ),
    pytest.param("<a>a</a>", "<p>a</p>", id="no address"),
    pytest.param("<a href=''>a</a>", "<p>a</p>", id="an empty address"),
    pytest.param("<a href='/b'>a</a> <a href='#c'>a</a>", "<p>a a</p>", id="relative addresses"),
    pytest.param("<a href='//a.example/'>a</a>", "<p>a</p>", id="no scheme"),
    pytest.param("<a href=' https://a.example/ '>a</a>", "<p>a</p>", id="white space around"),
    pytest.param("<a href='javascript:x'>a</a>", "<p>a</p>", id="a script"),
    pytest.param("<a href='&#x6a;avascript&colon;x'>a</a>", "<p>a</p>", id="a script in entities"),
    pytest.param("<a href='java\tscript:x'>a</a>", "<p>a</p>", id="a script with a tab"),
    pytest.param("<a href='java&Tab;script:x'>a</a>", "<p>a</p>", id="a script with an encoded tab"),
    pytest.param("<a href='java\u200bscript:x'>a</a>", "<p>a</p>", id="a script with a zero-width space"),
    pytest.param("<a href='&#1;javascript:x'>a</a>", "<p>a</p>", id="after a control"),
    pytest.param("<a href='https://a.example/\u200b'>a</a>", "<p>a</p>", id="an address with a zero-width space"),
    pytest.param("<a href='https://a.example/&#8203;'>a</a>", "<p>a</p>", id="an address with an encoded one"),
]

ADDRESSES = [
    pytest.param("See https://a.example/b", f"<p>See {linked('https://a.example/b')}</p>", id="at the end"),
    pytest.param("HTTP://A.EXAMPLE/B is it", f"<p>{linked('HTTP://A.EXAMPLE/B')} is it</p>", id="in capitals"),
    *(
        pytest.param(
            f"https://a.example/b{end} c", f"<p>{linked('https://a.example/b')}{end} c</p>", id=f"before {end}"
        )
        for end in (".", ",", ":", ";", "!", "?", "?!", "…", "'", "*", "_", ")", ").", ".)", "]", "}", "|", "”")
    ),
    pytest.param("(https://a.example/b)", f"<p>({linked('https://a.example/b')})</p>", id="in brackets"),
    pytest.param("https://a.example/b_(c)", f"<p>{linked('https://a.example/b_(c)')}</p>", id="with brackets"),
    pytest.param(
        "(https://a.example/b_(c))", f"<p>({linked('https://a.example/b_(c)')})</p>", id="brackets in brackets"
    ),
    pytest.param('"https://a.example"', f'<p>"{linked("https://a.example")}"</p>', id="in quotation marks"),
    pytest.param("**https://a.example**", f"<p>**{linked('https://a.example')}**</p>", id="in Markdown"),
    pytest.param("[a](https://a.example)", f"<p>[a]({linked('https://a.example')})</p>", id="as a Markdown link"),
    pytest.param("[url=https://a.example]b[/url]", f"<p>[url={linked('https://a.example')}]b[/url]</p>", id="BBCode"),
    pytest.param("[url]https://a.example[/url]", f"<p>[url]{linked('https://a.example')}[/url]</p>", id="more BBCode"),
    pytest.param("https://ä.example/ü", f"<p>{linked('https://ä.example/ü')}</p>", id="in another alphabet"),
    pytest.param("https://a.example/?b=1&copy=2", f"<p>{linked('https://a.example/?b=1&amp;copy=2')}</p>", id="query"),
    pytest.param("https://a.example/?b=1&amp;c=2", f"<p>{linked('https://a.example/?b=1&amp;c=2')}</p>", id="entity"),
    pytest.param(
        "https://a.example/?b&amp;lt;c", f"<p>{linked('https://a.example/?b&amp;lt;c')}</p>", id="an entity's entity"
    ),
    pytest.param("<b>https://a.example</b>", f"<p><b>{linked('https://a.example')}</b></p>", id="in emphasis"),
    pytest.param(
        "https://a.example\nhttps://b.example",
        f"<p>{linked('https://a.example')}<br>{linked('https://b.example')}</p>",
        id="two lines",
    ),
    pytest.param(f"{A}<b>https://b.example</b></a>", f"<p>{A}<b>https://b.example</b></a></p>", id="in a link"),
    pytest.param("<code>https://a.example</code>", "<p><code>https://a.example</code></p>", id="in code"),
    pytest.param(
        "<a>https://a.example</a>", f"<p>{linked('https://a.example')}</p>", id="in a link that leads nowhere"
    ),
    pytest.param("<i>It</i> begins with https://...", "<p><i>It</i> begins with https://...</p>", id="no host"),
    pytest.param("<i>http://?a</i> http://# http://@", "<p><i>http://?a</i> http://# http://@</p>", id="nor here"),
    pytest.param("<i>Or</i> http://localhost:PORT/", "<p><i>Or</i> http://localhost:PORT/</p>", id="no port"),
    pytest.param(
        "www.a.example x@a.example ftp://a.example javascript:x",
        "<p>www.a.example x@a.example ftp://a.example javascript:x</p>",
        id="other addresses",
    ),
    pytest.param("<https://a.example>", f"<p>&lt;{linked('https://a.example')}&gt;</p>", id="in angle brackets"),
    pytest.param("a <ann@a.example>", "<p>a &lt;ann@a.example&gt;</p>", id="an e-mail address in angle brackets"),
    pytest.param("a https://b.example@c.example/", "<p>a https://b.example@c.example/</p>", id="another host's name"),
    pytest.param(
        "a http://\u0928\u092e\u0938\u094d\u0924\u0947.example",
        "<p>a http://\u0928\u092e\u0938\u094d\u0924\u0947.example</p>",
        id="cut by a mark",
    ),
]


@pytest.mark.parametrize(("typed", "shown"), PARAGRAPHS)
def test_blank_lines_make_paragraphs_and_line_breaks_stay(typed: str, shown: str) -> None:
    assert render(typed).html == shown


@pytest.mark.parametrize(("typed", "shown"), QUOTATIONS)
def test_quotations_stand_between_paragraphs(typed: str, shown: str) -> None:
    assert render(typed).html == shown


@pytest.mark.parametrize(("typed", "shown"), TAGS)
def test_tags_of_the_list_stay_and_others_leave_their_text(typed: str, shown: str) -> None:
    assert render(typed).html == shown


@pytest.mark.parametrize(("typed", "shown"), BROKEN)
def test_broken_markup_comes_out_whole(typed: str, shown: str) -> None:
    assert render(typed).html == shown


@pytest.mark.parametrize(("typed", "shown"), UNSEEN)
def test_what_only_hides_or_reorders_is_left_out(typed: str, shown: str) -> None:
    assert render(typed).html == shown


@pytest.mark.parametrize(("typed", "shown"), LINKS)
def test_links_lead_to_the_web_or_to_mail_and_are_never_followed(typed: str, shown: str) -> None:
    assert render(typed).html == shown


@pytest.mark.parametrize(("typed", "shown"), ADDRESSES)
def test_bare_addresses_become_links(typed: str, shown: str) -> None:
    assert render(typed).html == shown


@pytest.mark.parametrize(("typed", "shown"), [*PARAGRAPHS, *QUOTATIONS, *TAGS, *BROKEN, *UNSEEN, *LINKS, *ADDRESSES])
def test_no_line_of_these_tables_expects_anything_unsafe(typed: str, shown: str) -> None:
    assert faults(shown) == []
