"""Comments as WordPress's importer takes them, and nothing private unless asked for."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import wxrfile
from blog import Blog
from builders import a_comment, a_submission
from exporting import exported, put, text_of
from moderation.comment import Kind
from moderation.imports.collection import Collection
from moderation.imports.numbers import number_of
from moderation.imports.wxr import export as wxr
from moderation.imports.wxr.addresses import Addresses
from moderation.imports.wxr.comment import comments
from moderation.queue.submission import State, Submission
from strategies import submissions

FULL = a_submission(
    comment=a_comment(
        "123", author="Tom & <Ann>", text="I <em>agree</em> & more.", website="https://a.example/?b=1&c=2"
    ),
    email="ann@secret.example",
    ip="203.0.113.77",
    client="9f86d081",
    user_agent="Mozilla/5.0 (Secret)",
    referrer="https://referrer.example/",
    trap="a bot",
    state=State.PENDING,
)
EXPECTED = {
    "wp:comment_id": "123",
    "wp:comment_author": "Tom &amp; &lt;Ann&gt;",
    "wp:comment_author_email": "ann@secret.example",
    "wp:comment_author_url": "https://a.example/?b=1&amp;c=2",
    "wp:comment_author_IP": "203.0.113.77",
    "wp:comment_date": "2026-11-23 12:00:00",
    "wp:comment_date_gmt": "2026-11-23 12:00:00",
    "wp:comment_content": "I <em>agree</em> & more.",
    "wp:comment_approved": "0",
    "wp:comment_type": "",
    "wp:comment_parent": "0",
    "wp:comment_user_id": "0",
}


def test_a_comment_has_wordpresss_fields_in_its_order(blog: Blog) -> None:
    put(blog)
    with blog.queue() as queue:
        queue.add([FULL])

    ((found,),) = [one.comments for one in exported(blog, private=True).items]

    assert [*found.items()] == [*EXPECTED.items()]


def test_nothing_private_is_in_the_file_unless_asked_for(blog: Blog) -> None:
    put(blog, author="Mara Lindqvist")
    with blog.queue() as queue:
        queue.add([FULL])

    private, public = text_of(blog, private=True), text_of(blog)

    assert [*re.findall(r"secret|203\.0\.113\.77", private)] == ["secret", "203.0.113.77"]
    assert "secret" not in public.lower()
    assert "203.0.113.77" not in public
    for text in (private, public):
        assert not any(word in text for word in ("9f86d081", "Mozilla", "referrer", "a bot"))


def test_comments_on_what_has_no_article_are_listed_as_left_out(blog: Blog) -> None:
    put(blog)
    blog.comment(a_comment())
    blog.comment(a_comment(article="gone"))
    collection = Collection(blog.root / "content", None)

    wxr.write(io.StringIO(), collection, Addresses(None, {}), private=False)

    assert collection.left_out == {blog.comments / "gone": "has comments, but no article to export them with"}


@pytest.mark.parametrize(
    ("state", "approved"),
    [(State.PENDING, "0"), (State.APPROVED, "1"), (State.SPAM, "spam"), (State.TRASH, "trash")],
)
def test_a_comment_keeps_its_state(state: State, approved: str) -> None:
    (found,) = wxrfile.read_comments(comments([replace(FULL, state=state)], private=False))

    assert found["wp:comment_approved"] == approved


@pytest.mark.parametrize(
    ("kind", "type"),
    [
        (Kind.COMMENT, ""),
        (Kind.AUTHOR, ""),
        (Kind.PINGBACK, "pingback"),
        (Kind.TRACKBACK, "trackback"),
        (Kind.WEBMENTION, "webmention"),
    ],
)
def test_a_comment_keeps_its_kind(kind: Kind, type: str) -> None:
    (found,) = wxrfile.read_comments(comments([a_submission(kind=kind)], private=False))

    assert found["wp:comment_type"] == type


def test_a_reply_names_what_it_answers_and_comes_after_it_in_numbers(blog: Blog) -> None:
    put(blog)
    for comment in (a_comment("zzzzzzzz"), a_comment("a0000000", parent="zzzzzzzz", day=1)):
        blog.comment(comment)

    first, second = exported(blog).items[0].comments

    assert first["wp:comment_id"] == second["wp:comment_parent"] == str(number_of("zzzzzzzz"))
    assert int(second["wp:comment_id"]) > int(first["wp:comment_id"])


@given(submissions=st.lists(submissions(), max_size=3, unique_by=lambda submission: submission.id))
@settings(derandomize=True, max_examples=50, deadline=None)
def test_every_comment_can_be_read_again(submissions: list[Submission]) -> None:
    found = wxrfile.read_comments(comments(submissions, private=True))

    assert [read["wp:comment_content"] for read in found] == [one.comment.text for one in submissions]
    assert [_date(read) for read in found] == [one.comment.date.replace(microsecond=0) for one in submissions]


def _date(read: dict[str, str]) -> datetime:
    return datetime.fromisoformat(read["wp:comment_date_gmt"]).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a ]]> b ]]]]>> c", id="the end of a section"),
        pytest.param("<![CDATA[x]]>", id="a section"),
        pytest.param("&amp; &lt; & &#0; &nbsp;", id="entities"),
        pytest.param("</wp:comment_content></wp:comment></item>", id="the ends of elements"),
        pytest.param("“quotes” 'and' \"more\"", id="quotation marks"),
        pytest.param("\U0001f600 e\u0301 \u202e\ufeff", id="odd characters"),
        pytest.param("  two\n\n\tlines \n", id="white space"),
        pytest.param("[gallery] [caption]x[/caption]", id="shortcodes"),
    ],
)
def test_a_comment_says_there_what_it_says_here(text: str) -> None:
    (found,) = wxrfile.read_comments(comments([a_submission(text=text)], private=False))

    assert found["wp:comment_content"] == text
