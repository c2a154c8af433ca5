"""What a comment of WordPress says and by whom, made to fit: names on one line, dates in UTC, texts as they were."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from blog import Blog
from moderation.comment import Comment
from moderation.published import commentfile
from moderation.queue.submission import Submission
from wxr import a_post, a_wp_comment, bring, submissions

NO_DATE = "0000-00-00 00:00:00"


def imported(blog: Blog, **fields: Any) -> Submission:
    """The only comment of the only post."""
    bring(blog, a_post(comments=[a_wp_comment(**fields)]))
    [submission] = submissions(blog).values()
    return submission


def published(blog: Blog) -> list[Comment]:
    """The comments in the post's folder, all of them good."""
    comments, broken = commentfile.read_folder(blog.comments, "hello")
    assert broken == []
    return comments


@pytest.mark.parametrize(
    ("name", "author"),
    [
        pytest.param("Ann &amp; Bob", "Ann & Bob", id="entities"),
        pytest.param("Gr&#252;&szlig;e &laquo;x&raquo;", "Grüße «x»", id="entities of letters"),
        pytest.param("<b>Ann</b> <script>x</script>", "Ann x", id="markup"),
        pytest.param("Ann &lt;b&gt;", "Ann <b>", id="shown markup"),
        pytest.param("I <3 boats", "I <3 boats", id="a heart"),
        pytest.param("Ann\nDate: 2001-01-01T00:00:00+00:00", "Ann Date: 2001-01-01T00:00:00+00:00", id="a line break"),
        pytest.param("Ann\u2028Kind: pingback", "Ann Kind: pingback", id="a line separator"),
        pytest.param("Ann&#8232;Kind: pingback", "Ann Kind: pingback", id="a line separator as an entity"),
        pytest.param("Ann&#10;&#x85;&NewLine;x", "Ann … x", id="line breaks as entities"),
        pytest.param("\x85Ann\x9b31m", "Ann31m", id="control characters"),
        pytest.param("&#27;[31mAnn&#0;", "[31mAnn\ufffd", id="control characters as entities"),
        pytest.param("  Ann \t", "Ann", id="white space"),
        pytest.param("x" * 300, "x" * 245, id="300 characters"),
        pytest.param("日" * 244 + " x", "日" * 244, id="a space at the limit"),
        pytest.param("", "Anonymous", id="nothing"),
        pytest.param(None, "Anonymous", id="not even empty"),
        pytest.param("\u200b\u2060 ", "Anonymous", id="nothing to see"),
        pytest.param("<br>", "Anonymous", id="markup alone"),
    ],
)
def test_a_name_is_plain_text_on_one_line(name: str | None, author: str, blog: Blog) -> None:
    assert imported(blog, author=name).comment.author == author
    assert [comment.author for comment in published(blog)] == [author]


@pytest.mark.parametrize(
    ("given", "website"),
    [
        ("https://bob.example/?a=1&amp;b=2", "https://bob.example/?a=1&b=2"),
        (" http://bob.example ", "http://bob.example"),
        ("http://", ""),
        ("bob.example", ""),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("https://bob.example/\nKind: pingback", ""),
        ("https://bob.example/&#10;Kind: pingback", ""),
        ("https://bob.example/\u2028", "https://bob.example/"),
        ('https://bob.example/" onclick="x', ""),
        ("https://bob.example/" + "x" * 200, ""),
        ("http://[", ""),
        (None, ""),
    ],
)
def test_a_website_that_can_be_linked_is_kept(given: str | None, website: str, blog: Blog) -> None:
    assert imported(blog, author_url=given).comment.website == website
    assert [comment.website for comment in published(blog)] == [website]


def test_control_characters_are_left_out_of_a_text(blog: Blog) -> None:
    assert imported(blog, content="a\x9bb\x7fc\td\r\ne\u2028f").comment.text == "abc\td\ne\u2028f"


def test_headers_in_a_text_are_text(blog: Blog) -> None:
    text = "Author: Mallory\nKind: pingback\n\nI lied."

    assert imported(blog, content=text).comment.text == text
    assert [(one.author, one.text) for one in published(blog)] == [("Bob", text)]


def test_the_private_part_is_of_one_line_each(blog: Blog) -> None:
    submission = imported(blog, author_email=" a\n@b\u2028c ", author_IP="\x85192.0.2.7\n")

    assert (submission.email, submission.ip) == ("a @b c", "192.0.2.7")


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        pytest.param({}, datetime(2020, 5, 2, 10, tzinfo=UTC), id="in UTC"),
        pytest.param({"date_gmt": NO_DATE}, datetime(2020, 5, 2, 10, tzinfo=UTC), id="on the blog's clock"),
        pytest.param({"date_gmt": None}, datetime(2020, 5, 2, 10, tzinfo=UTC), id="on the blog's clock alone"),
        pytest.param({"date": NO_DATE}, datetime(2020, 5, 2, 10, tzinfo=UTC), id="in UTC alone"),
        pytest.param({"date_gmt": " 2020-05-02 10:00:00\n"}, datetime(2020, 5, 2, 10, tzinfo=UTC), id="white space"),
    ],
)
def test_the_date_is_in_utc(fields: dict[str, Any], date: datetime, blog: Blog) -> None:
    assert imported(blog, **fields).comment.date == date


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        pytest.param({"content": ""}, "text is empty", id="no text"),
        pytest.param({"content": None}, "text is empty", id="not even an empty one"),
        pytest.param({"content": " \n\u200b\x85"}, "text is empty", id="nothing to see"),
        pytest.param({"date": NO_DATE, "date_gmt": NO_DATE}, "date is missing", id="no date"),
        pytest.param({"date": "yesterday", "date_gmt": ""}, "date is missing", id="words for a date"),
        pytest.param({"date": "0001-01-01 01:00:00", "date_gmt": ""}, "date is missing", id="before the year 1"),
    ],
)
def test_what_cannot_be_a_comment_is_named_and_the_others_come(
    fields: dict[str, Any], problem: str, blog: Blog
) -> None:
    comments = [a_wp_comment("11"), a_wp_comment("12", **fields), a_wp_comment("13")]

    said = bring(blog, a_post(comments=comments)).stdout

    assert f"1 comment left out:\n    Comment 12 on hello: The comment's {problem}.\n" in said
    assert [*submissions(blog)] == ["11", "13"]
    assert [comment.id for comment in published(blog)] == ["11", "13"]
