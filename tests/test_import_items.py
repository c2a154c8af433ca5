"""The files of imported posts and pages, and what the report says of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from blog import Blog
from wxr import a_page, a_post, a_wp_comment, an_attachment, bring, content, head


def test_a_file_says_what_is_known_and_nothing_else(blog: Blog) -> None:
    image = an_attachment("9", "https://old.example/wp-content/uploads/boat.jpg", "A boat")
    full = a_post(
        categories=["Trust", "Price"],
        tags=["boats"],
        meta={"_thumbnail_id": "9"},
        excerpt="In short.",
        status="draft",
        comment_status="closed",
        post_modified="2020-06-01 09:00:00",
        post_modified_gmt="2020-06-01 07:00:00",
    )

    bring(blog, full, image, a_page(creator="", title="About"))

    assert content(blog)["articles/hello.md"].decode() == (
        "Title: Hello\n"
        "Slug: hello\n"
        "Date: 2020-05-01 10:00:00+02:00\n"
        "Modified: 2020-06-01 09:00:00+02:00\n"
        "Author: Ann Author\n"
        "Category: Trust\n"
        "Tags: Price, boats\n"
        "Summary: In short.\n"
        "Image: https://old.example/wp-content/uploads/boat.jpg\n"
        "Image_Alt: A boat\n"
        "Status: draft\n"
        "Comments: closed\n"
        "\n"
        "Words.\n"
    )
    assert head(blog, "pages/about.md") == ["Title: About", "Slug: about", "Date: 2020-05-01 10:00:00+02:00"]


def test_an_article_as_html_is_a_page_of_its_own(blog: Blog) -> None:
    bring(blog, a_post(title="A &amp; B", excerpt='"So"'), options=["--html"])

    assert content(blog)["articles/hello.html"].decode() == (
        "<!DOCTYPE html>\n<html>\n<head>\n"
        '<meta name="title" content="A &amp; B">\n'
        '<meta name="slug" content="hello">\n'
        '<meta name="date" content="2020-05-01 10:00:00+02:00">\n'
        '<meta name="author" content="Ann Author">\n'
        '<meta name="category" content="Trust">\n'
        '<meta name="summary" content="&lt;p&gt;&quot;So&quot;&lt;/p&gt;">\n'
        "</head>\n<body>\n<p>Words.</p>\n</body>\n</html>\n"
    )


def test_the_report_counts_what_was_written_and_what_nobody_will_see(blog: Blog) -> None:
    items = [
        a_post(),
        a_post("private", status="private"),
        a_post("locked", post_password="boats"),  # noqa: S106
        a_post("later", status="future"),
        a_page(),
    ]

    assert bring(blog, *items).stdout.splitlines()[:2] == [
        "4 articles and 1 page written.",
        "    Of these 1 as drafts, and 2 private: no build shows those (Status: skip).",
    ]


@pytest.mark.parametrize(
    ("fields", "counted"),
    [
        ({"post_type": "attachment"}, "attachment (1)"),
        ({"post_type": "nav_menu_item"}, "nav_menu_item (1)"),
        ({"post_type": "product\x85\u202e"}, r"product\x85\u202e (1)"),
        ({"post_type": "Post"}, "Post (1)"),
        ({"status": "trash"}, "post in the trash (1)"),
        ({"status": "trash", "post_type": "page"}, "page in the trash (1)"),
        ({"status": "auto-draft"}, "post (1)"),
    ],
)
def test_what_has_no_place_here_is_not_carried_but_counted(fields: dict[str, Any], counted: str, blog: Blog) -> None:
    before = content(blog)

    assert f"Not carried over: {counted}.\n" in bring(blog, a_post(**fields)).stdout
    assert content(blog) == before


def test_an_article_without_any_date_has_that_of_its_import(blog: Blog) -> None:
    bring(blog, a_post(post_date="", post_date_gmt="", post_modified="", post_modified_gmt=""))

    [date] = [line for line in head(blog, "articles/hello.md") if line.startswith("Date: ")]
    assert abs(datetime.fromisoformat(date[6:]) - datetime.now(UTC)) < timedelta(minutes=5)


def test_a_report_is_readable_however_much_there_is_to_say(blog: Blog) -> None:
    kinds = [a_post(post_type=f"kind-{n}" if n else "x" * 1000) for n in range(30)]
    nameless = [a_wp_comment("@", content="").replace("[@]", f"[{'9' * 1000}{n}]") for n in range(30)]

    lines = bring(blog, *kinds, a_post(comments=nameless, content="<script>1</script>")).stdout.splitlines()

    [types] = [line for line in lines if line.startswith("Not carried over: ")]
    [dropped] = [line for line in lines if line.startswith("Left out of bodies")]
    left_out = lines[lines.index("30 comments left out:") + 1 :][:21]
    assert types.endswith("kind-19 (1) … and 10 more.")
    assert f"{'x' * 300}… (1), kind-1 (1)" in types
    assert dropped.endswith(": script (1).")
    assert {line[: len("    Comment 999")] for line in left_out[:20]} == {"    Comment 999"}
    assert left_out[20] == "    … and 10 more"
    assert max(map(len, lines)) < 1000
