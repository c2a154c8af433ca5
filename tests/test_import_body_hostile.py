"""Bodies made to break an importer: it neither fails nor takes longer than for others of their length."""

from __future__ import annotations

import time

import pytest

from moderation.imports.bodies.body import to_html, to_markdown
from moderation.imports.bodies.rendering import render
from test_import_body import no_images

SIZE = 100_000
SECONDS = 10
"""What takes quadratic time takes minutes."""


def repeated(text: str) -> str:
    """The text, again and again, up to the size."""
    return text * (SIZE // len(text))


PIECES = [
    *(
        "[",
        "[[",
        "<",
        "<a ",
        '<a b="',
        "<!--",
        "<![CDATA[",
        "<?",
        "&",
        "&#",
        "\\",
        "*a ",
        "_",
        "`",
        "\n",
        "a\n",
        "a\n\n",
    ),
    *("<p><b><i><a href=b>c", "<ul><li>", "<b></b>", "a<br>", "<hr>", "<li>a", "<td>a", "<script>", "\0\x02a"),
    *("[caption]", "[gallery]", "[a-b c=1]"),
]
BODIES = [
    *(pytest.param(repeated(piece), id=repr(piece)) for piece in PIECES),
    pytest.param("<div>" * 2_000 + "a" + "</div>" * 2_000, id="deep"),
    pytest.param("<blockquote>" * 2_000, id="deep, and never closed"),
    pytest.param(repeated("<!--") + "-->", id="comments that end late"),
    pytest.param(repeated("<a ") + ">", id="a tag that ends late"),
    pytest.param(repeated("[caption]") + "[/caption]", id="a shortcode that ends late"),
    pytest.param("".join(f"[a{n}]" for n in range(9_000)) + "".join(f"[/a{n}]" for n in range(9_000)), id="nested"),
    pytest.param("a" + " " * SIZE + "b", id="spaces"),
    pytest.param("<pre>" + "\t" * SIZE, id="tabs in code"),
    pytest.param("<pre>" + repeated("`\n"), id="backticks in code"),
]


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("editor", ["", "<!-- wp:html -->"], ids=["classic", "blocks"])
def test_no_body_is_too_much(body: str, editor: str) -> None:
    begin = time.perf_counter()

    to_html(editor + body, no_images, str)
    render(to_markdown(editor + body, no_images, str).text)

    assert time.perf_counter() - begin < SECONDS


def test_what_is_too_deep_loses_tags_but_no_text() -> None:
    body = "".join(f"<div>{number} " for number in range(2_000))

    assert to_markdown(body, no_images, str).text.split() == [str(number) for number in range(2_000)]


def test_control_characters_are_left_out() -> None:
    assert to_markdown("a\0b\x02c\x03d\x7fe", no_images, str).text == "abcde"


@pytest.mark.parametrize("body", ["<", "<p", "</", "<!", "<!--", "<![x", "&", "a<b", "<a href='x", "[", "[x", "[[x]"])
def test_what_never_ends_is_text(body: str) -> None:
    assert to_html(body, no_images, str).text.startswith("<p>")


def test_an_attribute_cannot_ask_for_markdown_within_html() -> None:
    assert to_markdown('<nav markdown="1">*a*</nav>', no_images, str).text == "<nav>*a*</nav>"
