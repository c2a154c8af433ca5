"""Shortcodes: the known ones become HTML, the others stay, and those that look like a plugin's are named."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from moderation.imports.bodies.body import Image, to_html, to_markdown
from moderation.imports.bodies.rendering import block, render

IMAGES = {1: Image(url="/1.jpg", alt="One"), 2: Image(url="/2.jpg", caption="<em>Two</em>")}


def gallery(ids: Sequence[int]) -> Sequence[Image]:
    """Two images are attached to the post."""
    return [IMAGES[number] for number in ids or IMAGES if number in IMAGES]


def markdown(body: str) -> str:
    """What becomes of the body of a post."""
    return to_markdown(body, gallery, str).text


CAPTIONED = '<figure><img src="a">\n<figcaption>{}</figcaption>\n</figure>'


@pytest.mark.parametrize(
    ("shortcode", "expected"),
    [
        pytest.param('[caption id="x"]<img src="a" /> b[/caption]', CAPTIONED.format("b"), id="caption"),
        pytest.param('[caption caption="b"]<img src="a">[/caption]', CAPTIONED.format("b"), id="caption, as of old"),
        pytest.param(
            '[caption]<img src="a"> <a href="/b">b</a>[/caption]',
            CAPTIONED.format('<a href="/b">b</a>'),
            id="caption with a link",
        ),
        pytest.param('[caption]<img src="a">[/caption]', "![](a)", id="caption without words"),
        pytest.param('[gallery ids="1"]', "![One](/1.jpg)", id="gallery"),
        pytest.param(
            "[gallery columns=2]",
            '![One](/1.jpg)\n\n<figure><img src="/2.jpg" alt>\n<figcaption><em>Two</em></figcaption>\n</figure>',
            id="gallery of what is attached",
        ),
        pytest.param("[embed]https://v.example/1[/embed]", "<https://v.example/1>", id="embed"),
        pytest.param("[embed width=1]https://v.example/1[/embed]", "<https://v.example/1>", id="embed with a size"),
        pytest.param('[audio mp3="a.mp3"][/audio]', '<audio controls src="a.mp3"></audio>', id="audio"),
        pytest.param("[audio http://x/a.mp3]", '<audio controls src="http://x/a.mp3"></audio>', id="audio, as of old"),
        pytest.param(
            '[video width="9" mp4="a.mp4" webm="b"]',
            '<video controls width="9"><source src="a.mp4"><source src="b"></video>',
            id="video",
        ),
        pytest.param("[code]\na <b>\n\n*c*\n[/code]", "```\na <b>\n\n*c*\n```", id="code"),
        pytest.param('[code language="python"]a &lt; b[/code]', "```python\na < b\n```", id="code of a language"),
        pytest.param("[sourcecode lang='sql']a[/sourcecode]", "```sql\na\n```", id="source code"),
        pytest.param("[php]$a[0];[/php]", "```php\n$a[0];\n```", id="php"),
    ],
)
def test_the_known_become_html(shortcode: str, expected: str) -> None:
    assert markdown(shortcode) == expected
    assert markdown(f"a\n\n{shortcode}\n\nb") == f"a\n\n{expected}\n\nb"


@pytest.mark.parametrize(
    "prose",
    ["[sic]", "[1]", "[...]", "[W]hat", "[ssh server]", "[semi-]", "[Version 5]", "[c]", "[code] alone", "[[wiki]]"],
)
def test_brackets_in_prose_are_text_and_nobodys_trouble(prose: str) -> None:
    body = to_html(f"<p>{prose}</p>", gallery, str)

    assert (body.text, body.unknown) == (f"<p>{prose}</p>", ())


@pytest.mark.parametrize(
    ("shortcode", "name"),
    [
        ('[contact-form-7 id="1"]', "contact-form-7"),
        ("[rev_slider home]", "rev_slider"),
        ("[form id=7]", "form"),
        ("[box]a[/box]", "box"),
        ("[playlist ids=1]", "playlist"),
        ("[gallery ids=99]", "gallery"),
    ],
)
def test_what_looks_like_a_shortcode_stays_as_typed_and_is_named(shortcode: str, name: str) -> None:
    body = to_html(f"<p>{shortcode} and {shortcode}</p>", gallery, str)

    assert (body.text, body.unknown) == (f"<p>{shortcode} and {shortcode}</p>", (name,))


def test_code_with_brackets_is_named_by_nobody() -> None:
    assert to_html("<pre>a[some_index]</pre><code>[x-y]</code>", gallery, str).unknown == ()


def test_a_shortcode_in_a_tag_or_a_comment_is_none() -> None:
    body = '<p title="[gallery]">a</p><!-- [gallery] -->'

    assert to_html(body, gallery, str).text == '<p title="[gallery]">a</p>'


@pytest.mark.parametrize("code", ["[gallery ids=1]", "[code]a[/code]", "[my-form x=1]", "[[gallery]]"])
def test_an_escaped_shortcode_is_shown(code: str) -> None:
    assert to_html(f"<p>[{code}]</p>", gallery, str).text == f"<p>{code}</p>"


@pytest.mark.parametrize(
    "code", ["[gallery ids=1]", "[code]a[/code]", "[my-form x=1]", "[[gallery]]", "[[my-form x=1]]"]
)
def test_what_is_shown_comes_back_from_an_export_as_it_was(code: str) -> None:
    shown = markdown(f"<!-- wp:p --><p>[{code}]</p>")

    assert markdown(block(render(shown))) == shown


def test_a_plugins_shortcode_works_again_after_an_export() -> None:
    assert "<p>[my-form x=1]</p>" in block(render(markdown("[my-form x=1]")))


def test_what_is_only_written_about_does_not_run_after_an_export() -> None:
    assert "<p>[[gallery]]</p>" in block(render(r"\[gallery\]"))
