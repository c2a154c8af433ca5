"""What programs are told of a page's comments."""

from __future__ import annotations

import json
from html import escape
from typing import Any

import pytest

from builders import a_comment
from moderation.comment import Comment
from moderation.errors import UnsafeHtml
from moderation.published.verification import verify
from test_section import section
from themesite import Page

ADDRESS = "https://blog.example/hello/"
SCRIPT = "script[type='application/ld+json']"


def data(*comments: Comment) -> Any:
    """What is said in the section of these comments."""
    return json.loads(Page(f"<!DOCTYPE html><title>Hello</title>{section(*comments)}").texts(SCRIPT)[0])


def test_an_article_without_comments_says_so() -> None:
    said = data()

    assert (said["@type"], said["@id"], said["commentCount"], said["comment"]) == ("BlogPosting", ADDRESS, 0, [])


def test_everything_about_a_comment_is_said() -> None:
    comment = a_comment("k7f3q2mx", website="https://ann.example/?a&b", text="I <em>agree</em> &amp; more.")

    assert data(comment)["comment"] == [
        {
            "@type": "Comment",
            "@id": f"{ADDRESS}#comment-k7f3q2mx",
            "author": {"@type": "Person", "name": "Ann", "url": "https://ann.example/?a&b"},
            "datePublished": "2026-11-23T12:00:00+00:00",
            "text": "I agree & more.",
        }
    ]


def test_a_reply_says_what_it_answers() -> None:
    said = data(a_comment("k7f3q2mx"), a_comment("m2x7q3fk", day=1, parent="k7f3q2mx"))

    assert [comment.get("parentItem") for comment in said["comment"]] == [None, {"@id": f"{ADDRESS}#comment-k7f3q2mx"}]
    assert said["commentCount"] == 2


@pytest.mark.parametrize("typed", ["</script><script>alert(1)</script>", "<!--<script>", "]]>", '"}', "\\"])
def test_no_text_leaves_its_place(typed: str) -> None:
    comment = a_comment(author=typed, text=escape(typed))

    [said] = data(comment)["comment"]
    assert (section(comment).count("<script"), section(comment).count("</script")) == (1, 1)
    assert (said["author"]["name"], said["text"]) == (typed, typed)


@pytest.mark.parametrize(
    "script",
    [
        "<script>1</script>",
        "<script type='application/ld+json' src='a.js'></script>",
        "<script type='module'>1</script>",
        "<script type='application/ld+json' type='module'>1</script>",
        "<script type='application/ld+json'><!--<script></script>",
    ],
)
def test_a_script_that_is_more_than_data_is_found(script: str) -> None:
    with pytest.raises(UnsafeHtml, match="<script>"):
        verify(script)
