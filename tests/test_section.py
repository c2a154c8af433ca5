"""What a page shows of an article's comments."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from typing import Any

import pytest

from builders import a_comment, a_site, an_article
from moderation.comment import Comment
from moderation.published.section import SLOT, Renderer, slots
from moderation.siteindex import Article, Site
from pages import Page

HELLO = an_article()
HOSTILE = "</textarea></option><script>alert('x')</script>\"'&"
ESCAPED = "&lt;/textarea&gt;&lt;/option&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&#34;&#39;&amp;"


def shown(part: str, *comments: Comment, article: Article = HELLO, site: Site | None = None) -> str:
    """The part of the article's page, with its markers."""
    renderer = Renderer(site or a_site(), [])
    return renderer.part(part, article, renderer.threads(comments))


def section(*comments: Comment, article: Article = HELLO, site: Site | None = None) -> str:
    """The section, without its markers."""
    return re.sub(r"<!-- /?comments:.*? -->", "", shown("section", *comments, article=article, site=site))


def count(*comments: Comment, article: Article = HELLO) -> str:
    """What the link to the comments says to everybody."""
    return re.sub(r"<!--.*?-->|<span.*?</span>|<.*?>", "", shown("count", *comments, article=article))


def fingerprint(article: Article = HELLO, **site: Any) -> str:
    """The fingerprint of the article's parts."""
    return Renderer(a_site(**site), []).fingerprint(article)


@pytest.mark.parametrize(
    ("comments", "expected"), [(0, "Leave a comment"), (1, "1 comment"), (2, "2 comments"), (11, "11 comments")]
)
def test_the_link_to_the_comments_says_how_many_there_are(comments: int, expected: str) -> None:
    assert count(*(a_comment() for _ in range(comments))) == expected


def test_nobody_is_invited_to_comment_on_a_closed_article() -> None:
    assert count(article=an_article(open=False)) == "0 comments"


@pytest.mark.parametrize(("comments", "expected"), [(0, "No comments yet"), (1, "1 comment"), (2, "2 comments")])
def test_the_heading_says_how_many_comments_there_are(comments: int, expected: str) -> None:
    html = section(*(a_comment() for _ in range(comments)))

    assert f'<h2 id="comments-title">{expected}</h2>' in html


def test_whoever_hears_the_link_is_told_which_article_it_belongs_to() -> None:
    assert (
        'href="/hello/#comments" lang="en">Leave a comment<span class="visually-hidden"> on Hello</span></a>'
        in shown("count")
    )


def test_comments_are_shown_as_threads() -> None:
    html = section(a_comment("1", day=1), a_comment("2", day=2), a_comment("3", day=3, parent="1"))

    assert Page(f"<article>{html}</article>").outline == ["1", "  3", "2"]


def test_comments_are_shown_no_deeper_than_the_site_wants() -> None:
    chain = [
        a_comment(str(number), day=number, parent=str(number - 1) if number > 1 else None) for number in range(1, 5)
    ]

    assert Page(f"<article>{section(*chain, site=a_site(max_depth=2))}</article>").outline == ["1", "  2", "  3", "  4"]


def test_a_chain_of_thousands_of_replies_is_shown() -> None:
    chain = [a_comment("1"), *(a_comment(str(n), day=n, parent=str(n - 1)) for n in range(2, 2_001))]
    renderer = Renderer(a_site(), [], cache={})

    assert renderer.part("section", HELLO, renderer.threads(chain)).count("<article ") == 2_000


@pytest.mark.parametrize(
    "expected",
    [
        pytest.param('<article id="comment-k7f3q2mx" class="comment u-comment h-cite"', id="an anchor"),
        pytest.param('<a class="comment-permalink u-url" href="#comment-k7f3q2mx">', id="an address"),
        pytest.param(
            '<a class="u-url p-name" href="https://example.com/" rel="external ugc nofollow">Ann</a>', id="an author"
        ),
        pytest.param(
            '<time class="dt-published" datetime="2026-11-23T12:00:00+00:00">23 November 2026</time>', id="a date"
        ),
        pytest.param('e-content" dir="auto"><p>I <em>agree</em>.</p></div>', id="a text"),
    ],
)
def test_a_comment_has_everything_that_readers_and_machines_look_for(expected: str) -> None:
    html = section(a_comment("k7f3q2mx", website="https://example.com/", text="I <em>agree</em>."))

    assert html.count(expected) == 1


def test_a_name_reorders_and_hides_nothing() -> None:
    html = section(a_comment(author="\u202emoc.elpmaxe\u200b Ann"))

    assert ">moc.elpmaxe Ann</" in html
    assert not {*"\u202e\u200b"} & {*html}


def test_an_author_without_a_website_is_no_link() -> None:
    assert '<span class="p-name">Ann</span></h3>' in section(a_comment())


def test_links_are_to_the_site_wherever_the_page_is() -> None:
    html = section(site=a_site(url="https://blog.example", intake="https://comments.example"))

    assert (Page(html).links, re.findall(r'action="(.*?)"', html)) == (
        ["https://blog.example/hello/comments.atom.xml"],
        ["https://comments.example/comments/hello"],
    )


def test_a_hostile_name_is_text() -> None:
    html = section(a_comment(author=HOSTILE))

    assert (HOSTILE in html, html.count("<script"), f'<span class="p-name">{ESCAPED}</span>' in html) == (
        False,
        1,  # of ours, for data
        True,
    )


def test_a_hostile_text_is_text_in_the_list_of_comments_to_reply_to() -> None:
    html = section(a_comment("k7f3q2mx", text="</option></select><script>x</script>"))

    assert (html.count("<script"), html.count("</select>")) == (1, 1)


def test_a_hostile_title_is_text() -> None:
    assert f" on {ESCAPED}</span>" in shown("count", article=an_article(title=HOSTILE))


def test_no_website_leaves_its_attribute() -> None:
    website = "https://a.example/?b&c=(d);e"

    assert f'href="{escape(website)}"' in section(a_comment(website=website))


@pytest.mark.parametrize("part", ["section", "count"])
def test_no_comment_ends_its_part_before_its_time(part: str) -> None:
    forged = f"<!-- /comments:{part} hello -->"
    html = shown(part, a_comment(author=forged, text=f"{forged} I agree."), article=an_article(title=f"On {forged}"))

    assert [slot.group() for slot in SLOT.finditer(f"before {html} after {forged}")] == [html]


def test_the_slots_of_an_article_are_found_among_those_of_others() -> None:
    mine = shown("count")
    others = [shown("section"), *(shown("count", article=an_article(slug=slug)) for slug in ("other", "hello-2"))]
    unfinished = "<!-- comments:count hello -->"

    assert [slot.group() for slot in slots("".join([*others, unfinished, mine, *others]), "count", "hello")] == [mine]


def test_an_open_article_has_a_form_with_a_label_for_every_field() -> None:
    html = section()
    fields = re.findall(r'<(?:input|textarea|select) id="(\w+)" name="(\w+)"', html)

    assert {name for _, name in fields} == {"author", "email", "url", "comment", "topic"}
    assert all(id == name and f'<label for="{id}">' in html for id, name in fields)


def test_the_form_names_the_tags_that_may_be_used() -> None:
    tags = (
        '<a href="" title=""> <abbr title=""> <acronym title=""> <b> <blockquote cite=""> <cite> <code> '
        '<del datetime=""> <em> <i> <q cite=""> <strike> <strong>'
    )

    assert f"<code>{escape(tags).replace('&quot;', '&#34;')}</code>" in section()


def test_the_form_has_a_field_that_people_do_not_see_and_browsers_do_not_fill_in() -> None:
    assert re.search(
        r'<p class="field-topic" aria-hidden="true">\n.*\n<input id="topic" name="topic" tabindex="-1" '
        r'autocomplete="off" value="">',
        section(),
    )


def test_with_the_first_comment_the_form_offers_to_reply_to_it() -> None:
    options = re.findall(r'<option value="(.*?)">(.*?)</option>', section(a_comment("k7f3q2mx", text="word " * 20)))

    assert options == [
        ("", "the article"),
        ("k7f3q2mx", "Ann, 23 November 2026: word word word word word word word..."),
    ]


def test_a_closed_article_shows_its_comments_and_a_notice_and_no_form() -> None:
    html = section(a_comment("k7f3q2mx"), article=an_article(open=False))

    assert ("Comments are closed." in html, "<form" in html, 'id="comment-k7f3q2mx"' in html) == (True, False, True)


@pytest.mark.parametrize("part", ["section", "count"])
def test_a_part_stands_between_its_markers(part: str) -> None:
    html = shown(part)

    assert html.startswith(f"<!-- comments:{part} hello {fingerprint()} -->")
    assert html.endswith(f"<!-- /comments:{part} hello -->")


def test_the_fingerprint_does_not_change_with_comments() -> None:
    assert fingerprint() in shown("section", a_comment())


@pytest.mark.parametrize(
    "change",
    [{"title": "Hello again"}, {"url": "2026/hello/"}, {"open": False}, {"listed": False}, {"slug": "other"}],
    ids=lambda change: next(iter(change)),
)
def test_the_fingerprint_changes_with_the_article(change: dict[str, Any]) -> None:
    assert fingerprint(replace(HELLO, **change)) != fingerprint()


def test_the_fingerprint_does_not_change_with_the_pages_that_show_the_article() -> None:
    assert fingerprint(replace(HELLO, pages=("index.html",))) == fingerprint()


@pytest.mark.parametrize(
    ("setting", "value"),
    [("name", "x"), ("url", "https://b.example"), ("intake", "https://c.example"), ("max_depth", 4), ("feed_items", 9)],
)
def test_the_fingerprint_changes_with_the_settings(setting: str, value: Any) -> None:
    assert fingerprint(**{setting: value}) != fingerprint()


def test_a_comment_says_where_its_author_signed_in() -> None:
    assert '<span class="comment-verified">via Google</span>' in section(a_comment(verified="google"))
    assert '<span class="comment-verified">via id.example.org</span>' in section(a_comment(verified="id.example.org"))


def test_a_comment_of_somebody_who_only_gave_a_name_says_nothing_of_it() -> None:
    assert "comment-verified" not in section(a_comment())


def test_there_is_a_button_for_each_provider_after_the_one_that_the_enter_key_presses() -> None:
    html = section(site=a_site(signin="google mastodon id.example.org"))

    buttons = re.findall(r'<button type="submit"(?: name="(\w+)" value="(\S+)"( formnovalidate)?)?>(.*?)<', html)
    assert buttons == [
        ("", "", "", "Post Comment"),
        ("preview", "1", "", "Preview"),
        ("signin", "google", " formnovalidate", "Google"),
        ("signin", "mastodon", " formnovalidate", "Mastodon"),
        ("signin", "id.example.org", " formnovalidate", "id.example.org"),
    ]
    assert "server" in re.findall(r'<input id="(\w+)"', html)


def test_without_providers_there_is_no_row_for_them() -> None:
    assert "sign" not in section().lower().replace("design", "")
