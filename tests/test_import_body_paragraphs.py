"""Posts written without the block editor: their lines are paragraphs and line breaks."""

from __future__ import annotations

import pytest

from moderation.imports.bodies.body import to_html
from test_import_body import no_images


def html(body: str) -> str:
    """What becomes of the body of a post, as HTML."""
    return to_html(body, no_images, str).text


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("a\nb\n\nc", "<p>a<br>b</p>\n<p>c</p>", id="lines and blank lines"),
        pytest.param("a\r\n\r\nb", "<p>a</p>\n<p>b</p>", id="of Windows"),
        pytest.param("a\n \t\n\n\nb", "<p>a</p>\n<p>b</p>", id="many blank lines"),
        pytest.param("a<br />\nb", "<p>a<br>b</p>", id="a break and a line end are one break"),
        pytest.param("a<br /><br />b", "<p>a</p>\n<p>b</p>", id="two breaks are a paragraph"),
        pytest.param("a <b>b\nc</b> d", "<p>a <b>b<br>c</b> d</p>", id="within emphasis"),
        pytest.param("a\n<h2>b</h2>\nc", "<p>a</p>\n<h2>b</h2>\n<p>c</p>", id="around a block"),
        pytest.param("<p>a\n\nb</p>", "<p>a</p>\n<p>b</p>", id="within a paragraph"),
        pytest.param("<p>a<p>b", "<p>a</p>\n<p>b</p>", id="a paragraph ends where the next begins"),
        pytest.param("<blockquote>a\n\nb</blockquote>", "<blockquote>\n<p>a</p>\n<p>b</p>\n</blockquote>", id="quoted"),
        pytest.param("<ul>\n\n<li>a\nb</li>\n\n</ul>", "<ul>\n<li>a<br>b</li>\n</ul>", id="in lists"),
        pytest.param("<pre>a\n\nb</pre>", "<pre>a\n\nb</pre>", id="not in code"),
        pytest.param("<textarea>a\n\nb</textarea>", "<textarea>a\n\nb</textarea>", id="nor in a text area"),
        pytest.param('<img alt="a\n\nb" src="c">', '<p><img alt="a b" src="c"></p>', id="nor in a tag"),
        pytest.param("a<!-- x -->\n\n<!--more-->\n\nb", "<p>a</p>\n<p>b</p>", id="comments are nothing"),
        pytest.param("<!-- wp:p -->\na\n\nb", "a\n\nb", id="not with the block editor"),
    ],
)
def test_lines_become_paragraphs(body: str, expected: str) -> None:
    assert html(body) == expected


def test_an_address_on_a_line_of_its_own_is_a_link() -> None:
    assert html("a\nhttps://v.example/?a=1&amp;b=2\nb https://x.example") == (
        '<p>a<br><a href="https://v.example/?a=1&amp;b=2">https://v.example/?a=1&amp;b=2</a><br>b https://x.example</p>'
    )


def test_a_body_of_one_address_is_a_link() -> None:
    assert html("https://v.example/") == '<p><a href="https://v.example/">https://v.example/</a></p>'


@pytest.mark.parametrize(
    "body",
    ["<pre>https://v.example/\n</pre>", '<a href="/x">\n<p>https://v.example/</p>\n</a>'],
    ids=["in code", "in a link"],
)
def test_but_no_address_is_one(body: str) -> None:
    assert html(body) == body
