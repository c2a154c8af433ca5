"""Bodies of WordPress posts as Markdown: what it can say, and what stays HTML."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from moderation.imports.bodies.body import Body, Image, to_html, to_markdown


def no_images(ids: Sequence[int]) -> Sequence[Image]:
    """A post without any."""
    return []


def markdown(html: str) -> str:
    """What becomes of the body of a block-editor post."""
    return to_markdown(f"<!-- wp:paragraph -->{html}", no_images, str).text


SAID = [
    pytest.param("<p>one</p><p>two</p>", "one\n\ntwo", id="paragraphs"),
    pytest.param("<p>one<br />two</p>", "one  \ntwo", id="a line break"),
    pytest.param("<p>a<br><br>b</p>", "a<br>  \nb", id="two of them"),
    pytest.param("<p><b>a</b> and <i>b</i></p>", "**a** and *b*", id="emphasis"),
    pytest.param("<p>so<strong> it </strong>is</p>", "so **it** is", id="spaces move out of emphasis"),
    pytest.param("<p><b>a</b><strong><b>b</b></strong></p>", "**ab**", id="bold in bold beside bold"),
    pytest.param("<h2 class='x'>A <em>b</em></h2>", "## A *b*", id="a heading"),
    pytest.param('<h2 id="why">What for?</h2>', "## What for? {#why}", id="a heading with an anchor"),
    pytest.param('<h2 id="what-for">What for?</h2>', "## What for?", id="the anchor it would have anyway"),
    pytest.param('<p><a href="/x" rel="y">z</a></p>', "[z](/x)", id="a link"),
    pytest.param('<p><a href="/x" title="y">z</a></p>', '[z](/x "y")', id="with a title"),
    pytest.param('<p><a href="https://x.example/">https://x.example/</a></p>', "<https://x.example/>", id="an address"),
    pytest.param('<p><a href="/x"><img src="y"></a></p>', "[![](y)](/x)", id="a linked image"),
    pytest.param('<p><img src="x" alt="y" width="9" class="alignleft"></p>', "![y](x)", id="an image loses its look"),
    pytest.param("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "- a\n- b\n    - c", id="lists"),
    pytest.param("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b", id="numbers"),
    pytest.param("<ul><li><p>a</p><p>b</p></li><li>c</li></ul>", "- a\n\n    b\n\n- c", id="paragraphs in items"),
    pytest.param("<ul><li>a<li>b</ul>", "- a\n- b", id="end tags left out"),
    pytest.param("<ul><li>a</li></ul><ol><li>b</li></ol>", "- a\n\n<!-- -->\n\n1. b", id="two lists stay two"),
    pytest.param("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b", id="a quotation"),
    pytest.param('<hr class="wp-block-separator"/>', "---", id="a rule"),
    pytest.param("<p>use <code>a`b</code></p>", "use `` a`b ``", id="code with a backtick"),
    pytest.param("<pre>a\n\n  b</pre>", "```\na\n\n  b\n```", id="a block of code"),
    pytest.param('<pre class="wp-block-code"><code class="language-php">$a</code></pre>', "```php\n$a\n```", id="PHP"),
    pytest.param('<pre class="brush: php; notranslate">$a</pre>', "```php\n$a\n```", id="SyntaxHighlighter's PHP"),
    pytest.param("<pre>```\na\n```</pre>", "````\n```\na\n```\n````", id="a fence within code"),
    pytest.param("<pre>a\n\tb</pre>", "```\na\n    b\n```", id="a tab in code"),
    pytest.param(
        "<figure><table><tr><th>a</th><th>b</th></tr><tr><td>c|d</td><td></td></tr></table></figure>",
        "| a | b |\n| --- | --- |\n| c\\|d |  |",
        id="a table",
    ),
    pytest.param("<div class='x'><div>a</div><p><span>b</span></p></div>", "a\n\nb", id="layout"),
    pytest.param("<p>&nbsp;</p><p></p><p>a</p>", "a", id="empty paragraphs"),
    pytest.param("<figure class='x'><img src='a'/></figure>", "![](a)", id="a figure without caption"),
    pytest.param(
        "<figure class='wp-block-gallery'><figure><img src='a'></figure><figure><img src='b'></figure></figure>",
        "![](a)\n\n![](b)",
        id="a gallery",
    ),
    pytest.param(
        "<figure class='wp-block-embed'><div>\nhttps://v.example/1\n</div></figure>",
        "<https://v.example/1>",
        id="embed",
    ),
]


@pytest.mark.parametrize(("html", "expected"), SAID)
def test_markdown_says_what_it_can(html: str, expected: str) -> None:
    assert markdown(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        '<iframe src="https://v.example/1"></iframe>',
        '<video controls src="a.mp4"></video>',
        "<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>",
        "<details>\n<summary>a</summary>\nb</details>",
        '<figure class="x"><img src="a" width="9">\n<figcaption>b <em>c</em></figcaption>\n</figure>',
        '<ol start="3">\n<li>a</li>\n</ol>',
        '<p id="x">a</p>',
        '<p lang="de">a</p>',
        '<table>\n<tr>\n<td colspan="2">a</td>\n</tr>\n<tr>\n<td>b</td>\n<td>c</td>\n</tr>\n</table>',
        "<table>\n<tr>\n<td>no headings</td>\n</tr>\n<tr>\n<td>b</td>\n</tr>\n</table>",
        "<pre>with <em>emphasis</em>\n\nin *code*</pre>",
        '<div><a href="/x">\n<h2>a</h2>\n</a></div>',
        "<p>x</p>".replace("x", "[" * 20_000),
    ],
)
def test_a_block_that_it_cannot_say_stays_as_it_is(html: str) -> None:
    assert markdown(html) == html


@pytest.mark.parametrize(
    "html",
    [
        "H<sub>2</sub>O",
        "x<sup>2</sup>",
        '<abbr title="Hypertext">HTML</abbr>',
        "<kbd>F1</kbd> <mark>a</mark> <small>b</small>",
        "<del>a</del> <ins>b</ins> <s>c</s> <u>d</u>",
        "<q>a</q> <cite>b</cite>",
        '<span lang="fr">oui</span>',
        '<a id="here"></a>text',
        "<audio controls src=a.mp3></audio>".replace("a.mp3", '"a.mp3"'),
        '<a href="/a(b">unbalanced</a>',
    ],
)
def test_words_that_it_cannot_say_stay_html_in_their_paragraph(html: str) -> None:
    assert markdown(f"<p>*a* {html}</p>") == f"\\*a\\* {html}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*a* _b_ `c` [d](e) \\", r"\*a\* \_b\_ \`c\` \[d\](e) \\"),
        ("snake_case", "snake_case"),
        ("# a", r"\# a"),
        ("1. a", r"1\. a"),
        ("1.5 a", "1.5 a"),
        ("- a", r"\- a"),
        ("-5 a", "-5 a"),
        ("> a > b", r"\> a > b"),
        (": a", "&#58; a"),
        ("~~~", "&#126;~~"),
        ("[TOC]", r"\[TOC\]"),
        ("*[HTML]: x", r"\*\[HTML\]: x"),
        ("a {: .b}", r"a \{: .b}"),
        ("1 < 2 && 3 &amp; &copy;", "1 &lt; 2 && 3 &amp;amp; &amp;copy;"),
    ],
)
def test_text_that_would_mean_something_to_markdown_is_escaped(text: str, expected: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")

    assert markdown(f"<p>{escaped}</p>") == expected


def test_a_fence_within_html_is_none() -> None:
    assert markdown("<pre><b>a</b>\n```\nb\n```\n</pre>") == "<pre><b>a</b>\n&#96;``\nb\n&#96;``\n</pre>"


def test_comments_of_the_block_editor_vanish() -> None:
    body = '<!-- wp:list {"a":"<b>"} --><ul><!-- wp:list-item --><li>a</li></ul><!--more--><!-- x -->'

    assert to_markdown(body, no_images, str) == Body("- a", (), ())


def test_scripts_styles_and_handlers_are_left_out_and_named() -> None:
    body = (
        "<p onclick='a()'>b<script>c < d</script><style>e</style></p>"
        '<p><a href="java\nscript:x()">f</a><iframe srcdoc="g"></iframe></p>'
    )

    assert to_markdown(body, no_images, str) == Body(
        "b\n\nf\n\n<iframe></iframe>", (), ("onclick", "script", "style", "javascript:", "srcdoc")
    )


def test_every_address_is_rewritten() -> None:
    body = '<p><a href="/1"><img src="/2" srcset="/3 1x, /4 2x"></a></p><video src="/5" poster="/6"></video>'

    rewritten = to_html(f"<!-- wp:x -->{body}", no_images, "https://x.example{}".format).text

    assert rewritten == (
        '<p><a href="https://x.example/1"><img src="https://x.example/2"'
        ' srcset="https://x.example/3 1x, https://x.example/4 2x"></a></p>\n'
        '<video src="https://x.example/5" poster="https://x.example/6"></video>'
    )


def test_a_place_of_pelican_can_be_an_address() -> None:
    body = '<p><img src="/a.jpg"></p>'

    assert to_markdown(body, no_images, "{{static}}/images{}".format).text == "![]({static}/images/a.jpg)"
