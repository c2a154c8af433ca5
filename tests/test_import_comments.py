"""WordPress's comments: approved ones are files beside the article, and all are in the queue with their secrets."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from blog import Blog
from builders import outline
from moderation.comment import Comment, Kind
from moderation.published import commentfile
from moderation.published.threads import threads
from moderation.queue.submission import Reason, State, Submission
from wxr import a_page, a_post, a_wp_comment, bring, content, submissions

NO_DATE = "0000-00-00 00:00:00"


def imported(blog: Blog, id: str = "12", **fields: str | None) -> Submission:
    """The only comment of the only post."""
    bring(blog, a_post(comments=[a_wp_comment(id, **fields)]))
    [submission] = submissions(blog).values()
    return submission


def published(blog: Blog, slug: str = "hello") -> list[Comment]:
    """The comments in an article's folder, all of them good."""
    comments, broken = commentfile.read_folder(blog.comments, slug)
    assert broken == []
    return comments


def files(blog: Blog) -> list[str]:
    """The names of the comments' files."""
    return [name.removeprefix("comments/") for name in content(blog) if name.startswith("comments/")]


def test_an_approved_comment_is_a_file_and_in_the_queue_with_its_private_part(blog: Blog) -> None:
    submission = imported(
        blog, author_url="https://bob.example/", content="I <em>agree</em>.\r\n\r\nMore & more: 1 < 2"
    )

    assert submission == Submission(
        comment=Comment(
            id="12",
            article="hello",
            author="Bob",
            website="https://bob.example/",
            date=datetime(2020, 5, 2, 10, tzinfo=UTC),
            text="I <em>agree</em>.\n\nMore & more: 1 < 2",
        ),
        email="bob@example.org",
        ip="192.0.2.7",
        state=State.APPROVED,
        reasons=(Reason("import", "approved in WordPress"),),
    )
    assert published(blog) == [submission.comment]


def test_a_file_says_nothing_private(blog: Blog) -> None:
    imported(blog)

    assert content(blog)["comments/hello/12.md"] == b"Author: Bob\nDate: 2020-05-02T10:00:00+00:00\n\nI agree.\n"


@pytest.mark.parametrize(
    ("approved", "state"),
    [
        ("1", State.APPROVED),
        ("approved", State.APPROVED),
        ("0", State.PENDING),
        ("hold", State.PENDING),
        ("spam", State.SPAM),
        ("trash", State.TRASH),
        ("post-trashed", State.PENDING),
        ("", State.PENDING),
        (None, State.PENDING),
        ("11", State.PENDING),
    ],
)
def test_a_comment_keeps_its_state_and_only_approved_ones_are_public(
    approved: str | None, state: State, blog: Blog
) -> None:
    assert imported(blog, approved=approved).state is state
    assert files(blog) == (["hello/12.md"] if state is State.APPROVED else [])


@pytest.mark.parametrize(
    ("type", "kind"),
    [
        ("", Kind.COMMENT),
        ("comment", Kind.COMMENT),
        (None, Kind.COMMENT),
        ("pingback", Kind.PINGBACK),
        ("trackback", Kind.TRACKBACK),
        ("webmention", Kind.WEBMENTION),
        ("author", Kind.COMMENT),
        ("pingback\nAuthor: Forged", Kind.COMMENT),
    ],
)
def test_a_comment_keeps_its_kind(type: str | None, kind: Kind, blog: Blog) -> None:
    assert imported(blog, type=type).comment.kind is kind
    assert [comment.kind for comment in published(blog)] == [kind]


def test_threads_are_what_they_were_to_any_depth(blog: Blog) -> None:
    chain = [a_wp_comment(str(number), parent=str(number - 1)) for number in range(1, 41)]
    others = [a_wp_comment("100", parent="3"), a_wp_comment("101", parent=" 0 "), a_wp_comment("102", parent="")]

    bring(blog, a_post(comments=[*reversed(chain), *others]))

    lines = outline(threads(published(blog), max_depth=100)).split("\n")
    assert {line.strip(): len(line) - len(line.lstrip()) for line in lines} == {
        **{str(number): 2 * (number - 1) for number in range(1, 41)},
        **{"100": 6, "101": 0, "102": 0},
    }


@pytest.mark.parametrize("number", ["", "0", "007", "-3", "1.5", "x\n../../y", "\uff19", "1" * 30, None])
def test_a_number_that_is_none_becomes_an_id_of_ours_which_is_always_the_same(number: str | None, blog: Blog) -> None:
    comments = [_numbered(number)]

    bring(blog, a_post(comments=comments))
    [id] = submissions(blog)
    again = bring(blog, a_post(comments=comments)).stdout

    assert (len(id), id[0].isalpha()) == (8, True)
    assert files(blog) == [f"hello/{id}.md"]
    assert "1 comment known already.\n" in again


def _numbered(number: str | None) -> str:
    comment = a_wp_comment("@")
    line = "<wp:comment_id><![CDATA[@]]></wp:comment_id>"
    assert line in comment
    return comment.replace(line, "" if number is None else line.replace("@", number))


def test_comments_of_what_is_not_carried_are_counted_and_left(blog: Blog) -> None:
    items = [
        a_post("shop", post_type="product", comments=[a_wp_comment("1"), a_wp_comment("2")]),
        a_post("gone", status="trash", comments=[a_wp_comment("3")]),
        a_post(comments=[a_wp_comment("4")]),
    ]

    said = bring(blog, *items).stdout

    assert "Not carried over: comment on such (3), product (1), post in the trash (1).\n" in said
    assert [*submissions(blog)] == ["4"]
    assert files(blog) == ["hello/4.md"]


def test_comments_belong_to_the_item_they_stand_in(blog: Blog) -> None:
    items = [
        a_post("a", comments=[a_wp_comment("1")]),
        a_post("b"),
        a_page("c", comments=[a_wp_comment("2"), a_wp_comment("3")]),
        a_post("a", comments=[a_wp_comment("4")]),
    ]

    bring(blog, *items)

    assert files(blog) == ["a/1.md", "a-2/4.md", "c/2.md", "c/3.md"]


def test_comments_of_what_is_not_published_come_and_are_not_published_either(blog: Blog) -> None:
    secret: dict[str, dict[str, Any]] = {
        "draft": {"status": "draft"},
        "private": {"status": "private"},
        "locked": {"post_password": "boats"},
    }
    comments = {slug: a_wp_comment(str(id), content=f"About {slug}.") for id, slug in enumerate(secret, start=1)}
    bring(blog, a_post("other"), *(a_post(slug, comments=[comments[slug]], **secret[slug]) for slug in secret))
    blog.build()

    assert files(blog) == ["draft/1.md", "locked/3.md", "private/2.md"]
    assert [name for name, text in blog.tree().items() if b"About private" in text or b"About locked" in text] == []
    assert "About draft" in blog.page("drafts/draft/index.html")
    assert "About draft" not in blog.page("feeds/comments.atom.xml") + blog.page("index.html")


def test_the_report_says_how_many_there_are_of_each_state(blog: Blog) -> None:
    states = ["1", "1", "0", "spam", "trash"]
    comments = [a_wp_comment(str(number), approved=state) for number, state in enumerate(states, start=1)]

    said = bring(blog, a_post(comments=comments)).stdout

    assert "5 comments added: 2 approved, 1 pending, 1 spam, 1 trash.\n" in said


def test_readers_find_the_comments_where_they_were(blog: Blog) -> None:
    comments = [a_wp_comment("12"), a_wp_comment("13", parent="12", author="<i>Eve</i>", content="<b>No.</b><script>")]
    bring(blog, a_post(comments=comments))
    blog.build()

    page = blog.page("hello/index.html")
    assert '<article id="comment-12"' in page
    assert "<strong>No.</strong>" in page or "<b>No.</b>" in page
    assert ("<i>Eve" in page, "<script>" in page) == (False, False)
