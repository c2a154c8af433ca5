"""Importing again: what is new is added, and what is here stays as people have left it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from blog import Blog
from builders import NOON
from moderation.queue.ledger import Action
from moderation.queue.submission import State
from wxr import a_post, a_small_blog, a_wp_comment, bring, content, state, submissions, times, uploads


@pytest.mark.parametrize("options", [(), ("--overwrite",), ("--html",)], ids=" ".join)
def test_a_second_import_changes_nothing_and_says_so(options: tuple[str, ...], blog: Blog) -> None:
    options = (*options, "--media", str(uploads(blog)))
    bring(blog, *a_small_blog(), options=options)
    before, touched = state(blog), times(blog)

    said = bring(blog, *a_small_blog(), options=options).stdout

    assert (state(blog), times(blog)) == (before, touched)
    assert said.splitlines() == [
        "3 files there already, and the same.",
        "4 comments known already.",
        "1 media file there already.",
        "Not carried over: attachment (1).",
        "Shortcodes that nothing here knows stay as they are, for you to replace:",
        "    [box] in hello",
        "1 comment left out:",
        "    Comment 5 on hello: The comment's text is empty.",
        "Nothing was changed.",
    ]


def test_a_newer_export_adds_only_what_is_new(blog: Blog) -> None:
    bring(blog, a_post(comments=[a_wp_comment("1")]))
    before, touched = content(blog), times(blog)

    said = bring(
        blog, a_post(comments=[a_wp_comment("1"), a_wp_comment("2", parent="1")]), a_post("new", post_id="8")
    ).stdout

    after = content(blog)
    assert {*after} - {*before} == {"articles/new.md", "comments/hello/2.md"}
    changed = [name for name in before if after[name] != before[name]]
    assert changed == ["redirects.txt"]
    assert after["redirects.txt"].startswith(before["redirects.txt"])
    assert times(blog)[blog.root / "content/articles/hello.md"] == touched[blog.root / "content/articles/hello.md"]
    assert said.splitlines()[:5] == [
        "1 article and 0 pages written.",
        "1 file there already, and the same.",
        "1 comment added: 1 approved.",
        "1 comment known already.",
        "2 old addresses added to the map of redirects.",
    ]


def edited(blog: Blog) -> tuple[Path, Path]:
    """An article and a comment that somebody has edited since they were imported."""
    bring(blog, a_post(comments=[a_wp_comment("1")]))
    article, comment = blog.root / "content/articles/hello.md", blog.comments / "hello/1.md"
    for path in (article, comment):
        path.write_text(path.read_text().replace("Words.", "Better words.").replace("I agree.", "I don't."))
    return article, comment


def test_what_somebody_has_edited_stays(blog: Blog) -> None:
    article, comment = edited(blog)

    said = bring(blog, a_post(comments=[a_wp_comment("1")])).stdout

    assert "Better words." in article.read_text()
    assert "I don't." in comment.read_text()
    assert f"1 file there already, and left alone (--overwrite takes the export's):\n    {article}\n" in said
    assert said.endswith("Nothing was changed.\n")


def test_what_somebody_has_edited_is_taken_anew_on_request(blog: Blog) -> None:
    article, comment = edited(blog)

    said = bring(blog, a_post(comments=[a_wp_comment("1")]), options=["--overwrite"]).stdout

    assert article.read_text().endswith("\n\nWords.\n")
    assert comment.read_text().endswith("\n\nI agree.\n")
    assert f"1 file overwritten:\n    {article}\n" in said
    assert "1 comment known already; 1 taken anew.\n" in said
    assert said.endswith("Now build the site (make site).\n")


def test_an_article_that_was_renamed_and_moved_is_still_known_by_its_slug(blog: Blog) -> None:
    bring(blog, a_post())
    old, new = blog.root / "content/articles/hello.md", blog.root / "content/articles/2020/first.md"
    new.parent.mkdir()
    old.rename(new)

    bring(blog, a_post())
    assert (old.exists(), new.exists()) == (False, True)

    bring(blog, a_post(content="Other words."), options=["--overwrite"])
    assert (old.exists(), "Other words." in new.read_text()) == (False, True)


def test_an_article_in_the_other_form_is_left_alone_even_if_it_may_be_overwritten(blog: Blog) -> None:
    bring(blog, a_post())
    before = content(blog)

    said = bring(blog, a_post(), options=["--html", "--overwrite"]).stdout

    assert content(blog) == before
    assert "1 file there already, and left alone" in said


DECISIONS = [
    pytest.param(Action.SPAM, State.SPAM, id="marked as spam"),
    pytest.param(Action.TRASH, State.TRASH, id="thrown away"),
    pytest.param(Action.UNAPPROVE, State.PENDING, id="taken down"),
]


@pytest.mark.parametrize("options", [(), ("--overwrite",)], ids=" ".join)
@pytest.mark.parametrize(("action", "left"), DECISIONS)
def test_what_was_decided_here_stays(action: Action, left: State, options: Any, blog: Blog) -> None:
    bring(blog, a_post(comments=[a_wp_comment("1")]))
    with blog.queue() as queue:
        queue.decide("1", action, who="ann", at=NOON)
    (blog.comments / "hello/1.md").unlink()

    bring(blog, a_post(comments=[a_wp_comment("1", content="Once more.")]), options=options)

    assert submissions(blog)["1"].state is left
    assert submissions(blog)["1"].comment.text == ("Once more." if options else "I agree.")
    assert not (blog.comments / "hello/1.md").exists()


def test_what_was_approved_here_stays_and_is_taken_anew_on_request(blog: Blog) -> None:
    bring(blog, a_post(comments=[a_wp_comment("1", approved="0")]))
    with blog.queue() as queue:
        queue.decide("1", Action.APPROVE, who="ann", at=NOON)
    (blog.comments / "hello").mkdir()

    bring(blog, a_post(comments=[a_wp_comment("1", approved="spam", content="Anew.")]), options=["--overwrite"])

    assert submissions(blog)["1"].state is State.APPROVED
    assert (blog.comments / "hello/1.md").read_text().endswith("\n\nAnew.\n")
    with blog.queue() as queue:
        assert len(queue.decisions("1")) == 1


@pytest.mark.parametrize("options", [(), ("--overwrite",)], ids=" ".join)
def test_what_was_deleted_here_does_not_come_back(options: Any, blog: Blog) -> None:
    bring(blog, a_post(comments=[a_wp_comment("1"), a_wp_comment("2", parent="1")]))
    with blog.queue() as queue:
        queue.decide("1", Action.DELETE, who="ann", at=NOON)
    (blog.comments / "hello/1.md").unlink()

    said = bring(blog, a_post(comments=[a_wp_comment("1"), a_wp_comment("2", parent="1")]), options=options).stdout

    assert [*submissions(blog)] == ["2"]
    assert not (blog.comments / "hello/1.md").exists()
    assert "2 comments known already" in said


def test_a_clone_of_the_site_gets_its_queue_and_keeps_its_files(blog: Blog) -> None:
    comments = [a_wp_comment("1"), a_wp_comment("2", approved="0"), a_wp_comment("3")]
    bring(blog, a_post(comments=comments))
    with blog.queue() as queue:
        queue.decide("2", Action.APPROVE, who="ann", at=NOON)
        commented = queue.get("2").comment
    blog.comment(commented)
    edited = blog.comments / "hello/1.md"
    edited.write_text(edited.read_text().replace("I agree.", "I don't."))
    before = content(blog)
    for path in (blog.root / "var").glob("queue.db*"):
        path.unlink()

    said = bring(blog, a_post(comments=comments)).stdout

    assert content(blog) == before
    assert {id: one.state for id, one in submissions(blog).items()} == dict.fromkeys("123", State.APPROVED)
    assert {one.email for one in submissions(blog).values()} == {"bob@example.org"}
    assert "3 comments added: 3 approved.\n" in said
