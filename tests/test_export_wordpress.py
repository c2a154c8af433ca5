"""Articles as WordPress's importer takes them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from blog import Blog
from builders import an_article
from exporting import INDEX, exported, item, put, text_of
from moderation.imports.articlefile import HTML
from moderation.imports.numbers import post_number
from moderation.imports.wxr.addresses import Addresses

# The file


def test_the_file_is_one_that_wordpress_knows_for_its_own(blog: Blog) -> None:
    text = text_of(blog)

    assert text.startswith('<?xml version="1.0" encoding="UTF-8" ?>\n')
    assert "<!DOCTYPE" not in text
    assert 'xmlns:wp="http://wordpress.org/export/1.2/"' in text
    assert exported(blog).channel == {
        "title": "A Blog",
        "link": "https://blog.example",
        "description": "",
        "wp:wxr_version": "1.2",
        "wp:base_site_url": "https://blog.example",
        "wp:base_blog_url": "https://blog.example",
    }


def test_the_same_blog_gives_the_same_bytes(blog: Blog) -> None:
    put(blog, tags=("b", "a", "c"), author="Ann", image="images/cat.jpg")

    assert text_of(blog) == text_of(blog)


def test_authors_categories_and_tags_come_first_each_once(blog: Blog) -> None:
    put(blog, slug="one", author="Mara Lindqvist", category="Q & A", tags=("C", "C++"))
    put(blog, slug="two", author="Mara Lindqvist", category="Q & A", tags=("C",))

    export = exported(blog)

    assert export.authors == [
        {
            "wp:author_id": "1",
            "wp:author_login": "mara-lindqvist",
            "wp:author_email": "",
            "wp:author_display_name": "Mara Lindqvist",
            "wp:author_first_name": "",
            "wp:author_last_name": "",
        }
    ]
    assert export.categories == [
        {
            "wp:term_id": "1",
            "wp:category_nicename": "q-a",
            "wp:category_parent": "",
            "wp:cat_name": "Q &amp; A",
        }
    ]
    assert export.tags == [
        {"wp:term_id": "2", "wp:tag_slug": "c", "wp:tag_name": "C"},
        {"wp:term_id": "3", "wp:tag_slug": "c-2", "wp:tag_name": "C++"},
    ]


# Articles


def test_an_article_is_an_item_in_wordpresss_order(blog: Blog) -> None:
    found = item(
        blog,
        title="Q & A: <b>",
        modified="2012-01-01 00:30:00+02:00",
        author="Mara Lindqvist",
        category="Trust",
        summary="In *short*.",
        body="Words.\n\n- a list",
    )

    assert [*found.fields.items()] == [
        ("title", "Q &amp; A: &lt;b&gt;"),
        ("link", "https://blog.example/2011/05/hello/"),
        ("pubDate", "Sun, 01 May 2011 06:00:00 +0000"),
        ("dc:creator", "mara-lindqvist"),
        ("guid", "https://blog.example/hello/"),
        ("description", ""),
        ("content:encoded", "<!-- wp:html -->\n<p>Words.</p>\n<ul>\n<li>a list</li>\n</ul>\n<!-- /wp:html -->"),
        ("excerpt:encoded", "<p>In <em>short</em>.</p>"),
        ("wp:post_id", "12"),
        ("wp:post_date", "2011-05-01 08:00:00"),
        ("wp:post_date_gmt", "2011-05-01 06:00:00"),
        ("wp:post_modified", "2012-01-01 00:30:00"),
        ("wp:post_modified_gmt", "2011-12-31 22:30:00"),
        ("wp:comment_status", "open"),
        ("wp:ping_status", "open"),
        ("wp:post_name", "hello"),
        ("wp:status", "publish"),
        ("wp:post_parent", "0"),
        ("wp:menu_order", "0"),
        ("wp:post_type", "post"),
        ("wp:post_password", ""),
        ("wp:is_sticky", "0"),
    ]
    assert (found.terms, found.meta, found.comments) == ([("category", "trust", "Trust")], {}, [])


def test_its_category_and_tags_are_terms(blog: Blog) -> None:
    assert item(blog, category="Trust", tags=("keeping customers", "Q & A")).terms == [
        ("category", "trust", "Trust"),
        ("post_tag", "keeping-customers", "keeping customers"),
        ("post_tag", "q-a", "Q &amp; A"),
    ]


def test_a_page_is_one_too(blog: Blog) -> None:
    found = item(blog, type="page", slug="about", title="About", date="")

    assert (found.fields["wp:post_type"], found.fields["wp:post_id"]) == ("page", "7")
    assert (found.fields["link"], found.fields["pubDate"]) == ("https://blog.example/about/", "")


def test_the_body_of_an_html_file_is_left_as_it_is(blog: Blog) -> None:
    found = item(blog, body="<p>Not *emphasised*,\nin two lines.</p>", suffix=HTML)

    assert found.fields["content:encoded"] == (
        "<!-- wp:html -->\n<p>Not *emphasised*,\nin two lines.</p>\n<!-- /wp:html -->"
    )


def test_an_article_that_only_writes_about_a_shortcode_runs_none(blog: Blog) -> None:
    assert "Type [[gallery]] there." in item(blog, body="Type [gallery] there.").fields["content:encoded"]


@pytest.mark.parametrize(
    ("status", "expected"),
    [("published", "publish"), ("draft", "draft"), ("hidden", "private"), ("skip", "private"), ("odd", "draft")],
)
def test_nothing_is_published_that_is_not_published_here(status: str, expected: str, blog: Blog) -> None:
    assert item(blog, status=status).fields["wp:status"] == expected


NEVER = "0000-00-00 00:00:00"


@pytest.mark.parametrize(
    ("date", "local", "gmt"),
    [
        pytest.param("2011-05-01T08:00:00-05:30", "2011-05-01 08:00:00", "2011-05-01 13:30:00", id="with a zone"),
        pytest.param("2011-05-01 08:00", "2011-05-01 08:00:00", "2011-05-01 08:00:00", id="without one"),
        pytest.param("2011-05-01", "2011-05-01 00:00:00", "2011-05-01 00:00:00", id="a day"),
        pytest.param("", NEVER, NEVER, id="none"),
        pytest.param("May Day", NEVER, NEVER, id="one we cannot read"),
        pytest.param("0001-01-01 00:00+02:00", "0001-01-01 00:00:00", "0001-01-01 00:00:00", id="before all others"),
    ],
)
def test_a_date_is_on_the_authors_clock_and_in_utc(date: str, local: str, gmt: str, blog: Blog) -> None:
    fields = item(blog, date=date).fields

    assert (fields["wp:post_date"], fields["wp:post_date_gmt"]) == (local, gmt)
    assert (fields["wp:post_modified"], fields["wp:post_modified_gmt"]) == (local, gmt)


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        pytest.param({"comments": "closed"}, "closed", id="closed by the author"),
        pytest.param({"slug": "shut"}, "closed", id="closed by the site"),
        pytest.param({"slug": "shut", "comments": "open"}, "open", id="closed by the site, opened by the author"),
        pytest.param({"slug": "new"}, "open", id="an article that has not been built yet"),
        pytest.param({"slug": "new", "type": "page"}, "closed", id="a page that has not been built yet"),
    ],
)
def test_an_article_takes_comments_there_if_it_does_here(article: dict[str, str], expected: str, blog: Blog) -> None:
    put(blog, **article)
    index = replace(INDEX, articles={"shut": an_article("shut", open=False)})

    (only,) = exported(blog, Addresses(index, {})).items

    assert only.fields["wp:comment_status"] == expected


def test_an_article_that_wordpress_never_knew_has_a_number_of_its_own(blog: Blog) -> None:
    put(blog, slug="one")
    put(blog, slug="two")

    numbers = [one.fields["wp:post_id"] for one in exported(blog).items]

    assert numbers == [str(post_number("one")), str(post_number("two"))]
    assert numbers[0] != numbers[1]


def test_a_lead_image_is_an_attachment(blog: Blog) -> None:
    put(blog, image="images/a cat.jpg", image_alt="A “cat” & co")

    image, post = exported(blog).items

    address = "https://blog.example/images/a%20cat.jpg"
    assert (image.fields["wp:post_type"], image.fields["wp:status"]) == ("attachment", "inherit")
    assert image.fields["title"] == image.fields["wp:post_name"] == "a cat"
    assert (image.fields["wp:attachment_url"], image.fields["wp:post_parent"]) == (address, "12")
    assert image.meta == {"_wp_attachment_image_alt": "A “cat” & co"}
    assert post.meta == {"_thumbnail_id": image.fields["wp:post_id"]}


def test_a_lead_image_elsewhere_stays_there(blog: Blog) -> None:
    put(blog, image="https://cdn.example/cat.jpg?w=9")

    assert exported(blog).items[0].fields["wp:attachment_url"] == "https://cdn.example/cat.jpg?w=9"


def test_links_within_the_site_become_addresses(blog: Blog) -> None:
    put(blog, slug="other", body="See [there]({filename}/articles/hello.md#end) and ![it]({static}/images/it.png).")
    put(blog)

    _, other = exported(blog).items

    assert '<a href="https://blog.example/hello/#end">there</a>' in other.fields["content:encoded"]
    assert 'src="https://blog.example/images/it.png"' in other.fields["content:encoded"]


def test_a_site_that_was_never_built_has_addresses_below_its_root(blog: Blog) -> None:
    put(blog)

    export = exported(blog, Addresses(None, {}))

    assert (export.channel["link"], export.items[0].fields["link"]) == ("", "/hello/")
    assert '<guid isPermaLink="false">/hello/</guid>' in text_of(blog, Addresses(None, {}))
    assert '<guid isPermaLink="true">https://blog.example/hello/</guid>' in text_of(blog)


# What has gone wrong elsewhere

HOSTILE = [
    "]]>",
    "]]]]>>",
    "<![CDATA[x]]>",
    "&amp; &lt; & &#0;",
    "</content:encoded></item>",
    "“quotes” 'and' \"more\"",
    "\U0001f600 e\u0301 \u202e",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_body_says_there_what_it_says_here(text: str, blog: Blog) -> None:
    found = item(blog, body=f"<p>{text}</p>", suffix=HTML)

    assert found.fields["content:encoded"] == f"<!-- wp:html -->\n<p>{text}</p>\n<!-- /wp:html -->"


@pytest.mark.parametrize("text", HOSTILE)
def test_no_name_or_title_breaks_the_file(text: str, blog: Blog) -> None:
    put(blog, title=text, author=text, category=text, tags=(text,), image=text, image_alt=text, comments=text)

    assert len(exported(blog).items) == 2


def test_what_xml_cannot_hold_is_left_out(blog: Blog) -> None:
    blog.write("articles/hello.md", "Title: He\x01llo\nSlug: hello\n\nA\x00B\x0bC\ufffeD\n")

    (only,) = exported(blog).items

    assert (only.fields["title"], "<p>ABCD</p>" in only.fields["content:encoded"]) == ("Hello", True)
