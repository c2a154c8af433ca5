"""Comments of the same number: in one export, and in those of two blogs that become one."""

from __future__ import annotations

from typing import Any

from blog import Blog
from wxr import a_post, a_wp_comment, bring, state, submissions

OTHER = "https://other.example"
LATER: dict[str, Any] = {"date": "2021-01-01 00:00:00", "date_gmt": "2021-01-01 00:00:00"}


def test_the_same_number_twice_in_an_export_is_one_comment_if_it_is_on_one_article(blog: Blog) -> None:
    comments = [a_wp_comment("1"), a_wp_comment("1", content="Again.", date_gmt="2021-01-01 00:00:00")]

    said = bring(blog, a_post(comments=comments)).stdout

    assert [one.comment.text for one in submissions(blog).values()] == ["I agree."]
    assert "1 comment added: 1 approved.\n1 comment known already.\n" in said


def test_comments_of_two_blogs_keep_apart_and_replies_follow(blog: Blog) -> None:
    first = a_post("one", comments=[a_wp_comment("1"), a_wp_comment("2", parent="1")])
    second = a_post(
        "two",
        comments=[
            a_wp_comment("1", author="Eve", **LATER),
            a_wp_comment("2", author="Eve", parent="1", **LATER),
            a_wp_comment("3", author="Eve", parent="2", **LATER),
        ],
    )
    bring(blog, first)
    bring(blog, second, site=OTHER)

    here = submissions(blog)
    theirs = {one.comment.date.minute: one for one in here.values() if one.comment.author == "Eve"}
    assert len(here) == 5
    assert theirs
    on = {one.id: (one.comment.article, one.comment.parent) for one in here.values()}
    assert (on["1"], on["2"]) == (("one", None), ("one", "1"))
    [begins] = [id for id, (article, parent) in on.items() if article == "two" and parent is None]
    [answers] = [id for id, (article, parent) in on.items() if article == "two" and parent == begins]
    assert on["3"] == ("two", answers)
    before = state(blog)
    bring(blog, second, site=OTHER)
    bring(blog, first)
    assert state(blog) == before


def test_a_reply_that_comes_before_what_it_answers_follows_it_too(blog: Blog) -> None:
    bring(blog, a_post("one", comments=[a_wp_comment("1")]))

    comments = [a_wp_comment("2", parent="1", **LATER), a_wp_comment("1", author="Eve", **LATER)]
    bring(blog, a_post("two", comments=comments), site=OTHER)

    here = submissions(blog)
    assert here["2"].comment.parent not in (None, "1")
    assert here[here["2"].comment.parent or ""].comment.author == "Eve"
