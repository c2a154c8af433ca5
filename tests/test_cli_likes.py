"""How likes come from the queue onto the pages, and how a moderator sees and corrects them."""

from __future__ import annotations

import json

import httpx2
import pytest

from blog import Blog
from builders import NOON
from test_likes_pages import said

BROWSER = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def liked(likeable: Blog) -> Blog:
    """A built site whose queue knows two likes of ``hello``, of which readers see none yet."""
    with likeable.queue() as queue:
        queue.likes.press("hello", "a", at=NOON)
        queue.likes.press("hello", "b", at=NOON)
    return likeable


def shown(blog: Blog, slug: str = "hello") -> list[str]:
    return said(blog.page(f"{slug}/index.html"))


@pytest.mark.parametrize("command", [("likes", "publish"), ("publish",), ("publish", "hello")], ids=" ".join)
def test_likes_are_published(liked: Blog, command: tuple[str, ...]) -> None:
    assert shown(liked) == []

    result = liked.moderate(*command)

    assert (result.stdout, result.exit_code) == (f"{liked.output}/hello/index.html\n", 0)
    assert shown(liked) == ["2 readers like this"]
    assert (liked.comments / "hello/likes").read_text() == "2\n"


def test_what_was_published_is_what_a_build_shows(liked: Blog) -> None:
    liked.moderate("likes", "publish")
    merged = liked.tree()

    liked.build()

    assert liked.tree() == merged


def test_where_nothing_is_new_nothing_is_written_or_said(liked: Blog) -> None:
    liked.moderate("likes", "publish")

    result = liked.moderate("likes", "publish")

    assert (result.output, result.exit_code) == ("", 0)


def test_a_number_that_this_queue_has_not_counted_is_left_alone(liked: Blog) -> None:
    liked.write("comments/other/likes", "7\n")

    liked.moderate("publish")

    assert shown(liked, "other") == ["7 readers like this"]


def test_the_likes_of_an_article_that_is_gone_are_kept_and_not_published(liked: Blog) -> None:
    with liked.queue() as queue:
        queue.likes.press("gone", "a", at=NOON)

    assert liked.moderate("likes", "publish").exit_code == 0
    assert not (liked.comments / "gone").exists()
    assert json.loads(liked.moderate("likes", "--format", "json").stdout)[0]["article"] == "gone"


def test_a_correction_is_on_the_page_at_once(liked: Blog) -> None:
    result = liked.moderate("likes", "set", "hello", "1", "--reason", "a bot")

    assert result.exit_code == 0
    assert shown(liked) == ["1 reader likes this"]


def test_a_correction_is_shown_with_who_and_why(liked: Blog) -> None:
    liked.moderate("likes", "set", "hello", "1", "--reason", "a bot")

    line = liked.moderate("likes").stdout.splitlines()[1]
    (record,) = json.loads(liked.moderate("likes", "--format", "json").stdout)

    assert line.startswith("hello    1      -1 by ann, 20")
    assert line.endswith(": a bot")
    assert (record["article"], record["likes"]) == ("hello", 1)
    assert [(made["amount"], made["who"], made["why"]) for made in record["corrections"]] == [(-1, "ann", "a bot")]


def test_without_likes_there_is_nothing_to_show(site: Blog) -> None:
    assert site.moderate("likes").stdout == "Nobody has liked anything yet.\n"
    assert site.moderate("likes", "--format", "json").stdout == "[]\n"


def test_only_an_article_that_there_is_can_be_corrected(liked: Blog) -> None:
    result = liked.moderate("likes", "set", "helo", "5")

    assert result.exit_code == 1
    assert "hello" in result.stderr
    with liked.queue() as queue:
        assert queue.likes.corrections() == []


@pytest.mark.parametrize("number", ["-1", "many", "1000000000"])
def test_a_number_of_likes_is_one_that_can_be(liked: Blog, number: str) -> None:
    assert liked.moderate("likes", "set", "--", "hello", number).exit_code == 2


def test_a_like_goes_from_the_button_to_the_page_and_back(liked: Blog) -> None:
    with liked.serving() as address:
        for expected in (["3 readers like this"], ["2 readers like this"]):
            answer = httpx2.post(f"{address}/comments/likes/hello", headers=BROWSER)
            liked.moderate("likes", "publish")

            assert (answer.status_code, said(httpx2.get(f"{address}/hello/").text)) == (303, expected)
