"""Values that differ have different digests; what cannot be compared has none."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup
from pelican.contents import Article
from pelican.paginator import Paginator
from pelican.settings import read_settings
from pelican.urlwrappers import Category, Tag

from blog import PROJECT
from builders import NOON, a_comment
from moderated_comments.digests import Digests
from moderated_comments.views import LENGTH, Unseen
from moderation.published.threads import threads

SETTINGS = read_settings(override={"TIMEZONE": "UTC", "PATH": str(PROJECT / "content")})


def an_article(name: str = "one", text: str = "Text.", **metadata: Any) -> Article:
    """An article as Pelican makes it."""
    fields = {"title": name, "slug": name, "date": NOON, "category": Category("c", SETTINGS)} | metadata
    return Article(
        text, fields, SETTINGS, f"{PROJECT}/content/{name}.md", {"generated_content": {}, "localsiteurl": ""}
    )


def translated(text: str) -> Article:
    """An article whose translation has this text, and leads back to it."""
    one, other = an_article(), an_article("other", text)
    one.translations, other.translations = [other], [one]
    return one


def changed(**more: Any) -> Article:
    """An article to which a plugin has given other attributes than its metadata say."""
    article = an_article(one=1, two=2)
    vars(article).update(more)
    return article


DIFFERENT = [
    None, True, 1, 1.0, "1", b"1", Markup("1"), "", "None", [], (), {}, set(), [1], ["1"], [[1]], [1, 1], ["1,1"],
    ["1", ","], {"1": 1}, {1}, {1: "1"},
    NOON, datetime(2026, 1, 1, tzinfo=UTC), Path("a"), Path("b"),
    Tag("a", SETTINGS), Tag("b", SETTINGS), Category("a", SETTINGS),
    an_article(), an_article("other"), an_article(text="Other."), an_article(status="draft"), an_article(more=1),
    an_article(tags=[Tag("a", SETTINGS)]), [an_article()], [an_article(), an_article("other")],
    changed(), changed(one=3), changed(two=3), changed(one=None), changed(two=None), changed(more=3),
    translated("a"), translated("b"), [an_article(summary="One")],
    threads([a_comment("1")]), threads([a_comment("1", author="Bob")]),
    threads([a_comment("1"), a_comment("2", parent="1")]),
]  # fmt: skip


def test_what_differs_has_another_digest() -> None:
    assert len({Digests().of(value) for value in DIFFERENT}) == len(DIFFERENT)


def test_what_is_the_same_has_the_same() -> None:
    assert Digests().of(translated("a")) == Digests().of(translated("a"))
    assert Digests().of([{2, 1, 3}, {"a": NOON}]) == Digests().of([{3, 2, 1}, {"a": NOON}])


@pytest.mark.parametrize(
    "value",
    [object(), len, [object()], {"a": print}, an_article(made_by=print)],
    ids=["an object", "a function", "in a list", "in a dictionary", "in an article"],
)
def test_what_cannot_be_compared_has_none(value: object) -> None:
    with pytest.raises(Unseen):
        Digests().of(value)


def page(of: int, number: int = 1, title: str = "one") -> Any:
    """A page of two articles, of so many in all."""
    articles = [an_article(title), *(an_article(f"{number}") for number in range(1, of))]
    return Paginator("index.html", "", articles, SETTINGS, 2).page(number)


def test_of_a_list_only_its_length_may_count() -> None:
    digests = Digests()

    assert digests.part(["a"], LENGTH) == digests.part(["b"], LENGTH) != digests.part(["a", "b"], LENGTH)


@pytest.mark.parametrize(
    ("part", "other", "same"),
    [
        ("object_list", page(6), True),
        ("object_list", page(6, title="other"), False),
        ("object_list", page(6, number=2), False),
        ("number", page(8), False),
        ("object_list", page(6, number=1), True),
    ],
)
def test_of_a_page_only_its_own_articles_count_and_how_many_there_are(part: str, other: Any, same: bool) -> None:
    digests = Digests()

    assert (digests.part(page(6), part) == digests.part(other, part)) is same


def test_an_article_elsewhere_changes_no_page_but_the_paginator() -> None:
    one, other = page(6, number=2), page(6, number=2, title="other")
    digests = Digests()

    assert digests.part(one, "object_list") == digests.part(other, "object_list")
    assert digests.part(one.paginator, "num_pages") == digests.part(other.paginator, "num_pages")
    assert digests.part(one, "paginator") != digests.part(other, "paginator")
    assert digests.part(one.paginator, "object_list") != digests.part(other.paginator, "object_list")
