"""Mail to readers about articles."""

from __future__ import annotations

from typing import Any

import pytest

from builders import NOON, an_article
from moderation import siteindex
from moderation.notifications.consent import UNSUBSCRIBE
from moderation.notifications.readernews import FRESH
from moderation.queue.outbox import FIRST
from readers import JOE, Readers, subjects
from subscribing import ANN, CONFIRMED, HOUR, POSTS, a_subscription, keep
from test_letter import part


def fresh(slug: str, **fields: Any) -> siteindex.Article:
    return an_article(slug, **{"date": NOON.isoformat()} | fields)


@pytest.fixture
def follower(readers: Readers) -> Readers:
    """Ann wants to know of articles; the site was looked at before."""
    keep(readers.queue, a_subscription("s1", **POSTS, **CONFIRMED))
    keep(readers.queue, a_subscription("s2", **POSTS, comment="b0000000", address=JOE))
    assert readers.round() == []
    return readers


def test_a_new_article_is_told_once(follower: Readers) -> None:
    follower.build(new=fresh("new", title="New & <b>"))

    (letter,) = follower.round()

    end = follower.consent.link(follower.site, UNSUBSCRIBE, ["s1"])
    assert subjects([letter]) == [(ANN, "New article: New & <b>")]
    assert "To the article: https://blog.example/new/" in part("plain", letter)
    assert letter["List-Unsubscribe"] == f"<{end}>"
    assert follower.round() == []


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"listed": False}, id="a draft"),
        pytest.param({"date": "1970-01-01T00:00:00+00:00"}, id="a page"),
        pytest.param({"date": (NOON + HOUR - FRESH).isoformat()}, id="an old article with a new slug"),
    ],
)
def test_other_pages_are_told_to_nobody(follower: Readers, fields: dict[str, Any]) -> None:
    follower.build(new=fresh("new", **fields))

    assert follower.round() == []


def test_an_article_is_told_when_its_page_is_there(follower: Readers) -> None:
    follower.build(new=fresh("new"))
    (follower.output / "new/index.html").unlink()
    assert follower.round() == []

    follower.shows("new")

    assert len(follower.round()) == 1


def test_an_article_that_is_gone_again_is_told_to_nobody(follower: Readers) -> None:
    follower.build(new=fresh("new"))
    follower.server.answer = "451 Come back later"
    follower.round()

    del follower.articles["new"]
    follower.build()
    follower.server.answer, follower.now = "250 OK", follower.now + FIRST

    assert follower.round() == []
