"""What there is to take away: articles by their files, comments by queue and files together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from blog import Blog
from builders import a_comment, a_submission, ids
from exporting import put
from moderation.imports.collection import Collection
from moderation.queue.ledger import Action
from moderation.queue.store import Queue
from moderation.queue.submission import State, Submission


@pytest.fixture
def queue(blog: Blog) -> Iterator[Queue]:
    with blog.queue() as queue:
        yield queue


@pytest.fixture
def collection(blog: Blog, queue: Queue) -> Collection:
    return Collection(blog.root / "content", queue)


def left_out(collection: Collection) -> dict[str, str]:
    """What is left out, by its path below content/."""
    return {path.relative_to(collection.content).as_posix(): why for path, why in collection.left_out.items()}


# Articles


def test_articles_and_pages_are_found_in_all_their_folders_in_order(blog: Blog, collection: Collection) -> None:
    for name in ("pages/about.md", "articles/b.md", "articles/2020/a.html", "articles/a.md", "comments/a/1.md"):
        blog.write(name, "Title: Hello\n\nWords.\n")
    blog.write("articles/c.md", "Slug: see\n\nWords.\n")

    found = [(path.as_posix(), article.type, article.slug) for path, article in collection.articles()]

    assert found == [
        ("articles/2020/a.html", "post", "a"),
        ("articles/b.md", "post", "b"),
        ("articles/c.md", "post", "see"),
        ("pages/about.md", "page", "about"),
    ]
    assert left_out(collection) == {"articles/a.md": f"has the slug of {blog.root}/content/articles/2020/a.html"}


def test_what_cannot_be_exported_is_listed(blog: Blog, collection: Collection) -> None:
    blog.write("articles/old.rst", "Old\n###\n")
    blog.write("pages/me.markdown", "Title: Me\n")
    blog.write("articles/images/cat.png", "no article")
    blog.write("articles/latin.md", "").write_bytes(b"Title: caf\xe9\n")
    put(blog, slug="dated", date="May Day")

    found = [article.slug for _, article in collection.articles()]

    assert found == ["dated"]
    assert left_out(collection) == {
        "articles/old.rst": "is in a format that cannot be exported (.rst)",
        "pages/me.markdown": "is in a format that cannot be exported (.markdown)",
        "articles/latin.md": "cannot be read (UnicodeDecodeError)",
        "articles/dated.md": "has a date that is not like 2026-11-23 09:15, and loses it: May Day",
    }


def test_a_folder_without_articles_has_none(tmp_path: Path) -> None:
    assert [*Collection(tmp_path, None).articles()] == []


# Comments


def test_every_submission_of_the_article_is_there_whatever_its_state(collection: Collection, queue: Queue) -> None:
    some = [a_submission(state=state, day=day) for day, state in enumerate(State)]
    queue.add([*some, a_submission(article="other")])

    assert collection.comments_of("hello") == some


def test_they_are_in_the_order_of_their_dates_then_numbers(collection: Collection, queue: Queue) -> None:
    queue.add([a_submission(id) for id in ("k7f3q2mx", "100", "9", "10")] + [a_submission("99", day=-1)])

    assert ids(collection.comments_of("hello")) == ["99", "9", "10", "100", "k7f3q2mx"]


def test_an_approved_comment_says_what_its_file_says(blog: Blog, collection: Collection, queue: Queue) -> None:
    submission = a_submission(state=State.APPROVED, email="ann@example.com")
    edited = replace(submission.comment, text="I agree, mostly.")
    queue.add([submission])
    blog.comment(edited)

    assert collection.comments_of("hello") == [replace(submission, comment=edited)]


@pytest.mark.parametrize("state", [State.PENDING, State.SPAM, State.TRASH])
def test_a_file_that_should_not_be_there_approves_nothing(
    state: State, blog: Blog, collection: Collection, queue: Queue
) -> None:
    submission = a_submission(state=state)
    queue.add([submission])
    blog.comment(replace(submission.comment, text="Something else."))

    assert collection.comments_of("hello") == [submission]


def test_a_file_that_the_queue_does_not_know_is_an_approved_comment(blog: Blog, collection: Collection) -> None:
    comment = a_comment()
    blog.comment(comment)

    assert collection.comments_of("hello") == [Submission(comment=comment, state=State.APPROVED)]


def test_so_is_one_that_was_deleted_and_has_a_file_again(blog: Blog, collection: Collection, queue: Queue) -> None:
    submission = a_submission(state=State.TRASH)
    queue.add([submission])
    queue.decide(submission.id, Action.DELETE, who="ann", at=submission.comment.date)
    blog.comment(submission.comment)

    assert ids(collection.comments_of("hello")) == [submission.id]


def test_a_comment_is_exported_once_though_its_file_was_moved(blog: Blog, collection: Collection, queue: Queue) -> None:
    submission = a_submission("k7f3q2mx", state=State.APPROVED)
    queue.add([submission])
    blog.comment(replace(submission.comment, article="other"))

    assert (collection.comments_of("hello"), collection.comments_of("other")) == ([submission], [])
    assert left_out(collection) == {"comments/other/k7f3q2mx.md": "is a comment on hello in the queue"}


def test_a_file_that_is_no_comment_is_listed_and_the_queue_speaks_for_it(
    blog: Blog, collection: Collection, queue: Queue
) -> None:
    submission = a_submission("k7f3q2mx", state=State.APPROVED)
    queue.add([submission])
    for id in ("k7f3q2mx", "123"):
        blog.write(f"comments/hello/{id}.md", "I agree.")

    assert collection.comments_of("hello") == [submission]
    assert [*left_out(collection)] == ["comments/hello/123.md", "comments/hello/k7f3q2mx.md"]


def test_without_a_queue_the_files_are_all_there_is(blog: Blog) -> None:
    blog.comment(a_comment("k7f3q2mx"))
    collection = Collection(blog.root / "content", None)

    assert (collection.slugs(), ids(collection.comments_of("hello"))) == (["hello"], ["k7f3q2mx"])


def test_every_article_with_comments_is_named_once(blog: Blog, collection: Collection, queue: Queue) -> None:
    queue.add([a_submission(article=slug) for slug in ("queued", "both", "both")])
    for slug in ("filed", "both"):
        blog.comment(a_comment(article=slug))

    assert collection.slugs() == ["both", "filed", "queued"]


@pytest.mark.parametrize("slug", ["../hello", "..", "", "/etc", "two words"])
def test_a_slug_that_is_none_has_no_comments(slug: str, blog: Blog, collection: Collection) -> None:
    blog.comment(a_comment())
    blog.write(f"{slug.strip('/')}/1.md", "Author: Ann\nDate: 2026-11-23T12:00:00+00:00\n\nHere.\n")

    assert collection.comments_of(slug) == []
