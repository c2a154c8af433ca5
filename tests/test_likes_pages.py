"""What pages show of likes: by a merge and by a build alike, and nothing at all unless the owner wants it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from blog import LIKES, Blog
from builders import a_comment, a_site, an_article
from manyarticles import built_alone
from moderation.published import likefile
from moderation.published.section import Renderer
from test_merge import built_anew, merge, publish
from themesite import Page


def section(number: int, **site: Any) -> str:
    """The section of an article without comments."""
    return Renderer(a_site(**{"likes": True} | site), []).part("section", an_article(), [], number)


def said(html: str) -> list[str]:
    """The number of likes, as readers are told."""
    return re.findall(r'<span class="like-count">(.*?)</span>', html)


@pytest.fixture
def liked(likeable: Blog) -> Blog:
    """The built site with two likes of ``hello`` that were merged into it."""
    likefile.write(likeable.comments, "hello", 2)
    publish(likeable, "hello")
    return likeable


def test_there_is_no_button_by_default() -> None:
    assert "likes" not in section(3, likes=False)


@pytest.mark.parametrize("address", ["", "https://comments.example"])
def test_the_button_is_a_form_that_needs_no_script(address: str) -> None:
    html = section(0, intake=address)

    assert f'<form class="likes" method="post" action="{address}/comments/likes/hello"' in html
    assert '<button type="submit">Like this</button>' in html


@pytest.mark.parametrize(
    ("likes", "expected"), [(0, []), (1, ["1 reader likes this"]), (3, ["3 readers like this"])], ids=str
)
def test_readers_are_told_how_many_like_it(likes: int, expected: list[str]) -> None:
    assert said(section(likes)) == expected


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("de", "2 Personen gefällt das"), ("fr", "2 personnes aiment ceci"), ("es", "A 2 personas les gusta esto")],
)
def test_they_are_told_so_in_their_language(lang: str, expected: str) -> None:
    assert said(section(2, lang=lang)) == [expected]


def statistic(number: int, **site: Any) -> Any:
    html = f"<!DOCTYPE html><title>Hello</title>{section(number, **site)}"
    return json.loads(Page(html).texts("script[type='application/ld+json']")[0]).get("interactionStatistic")


def test_programs_are_told_too() -> None:
    assert statistic(3) == {
        "@type": "InteractionCounter",
        "interactionType": "https://schema.org/LikeAction",
        "userInteractionCount": 3,
    }


def test_they_are_told_nothing_of_likes_that_there_are_not() -> None:
    assert [statistic(0), statistic(3, likes=False)] == [None, None]


def test_without_the_setting_a_site_with_likes_is_the_same_as_without(site: Blog) -> None:
    before = site.tree()

    likefile.write(site.comments, "hello", 3)
    site.build()

    assert site.tree() == before
    assert publish(site, "hello") == []


def test_the_page_shows_the_number_in_the_file_of_its_article(liked: Blog) -> None:
    assert said(liked.page("hello/index.html")) == ["2 readers like this"]
    assert said(liked.page("other/index.html")) == []


@pytest.mark.parametrize("number", [0, 1, 3])
def test_a_number_is_merged_as_it_would_be_built(liked: Blog, number: int) -> None:
    liked.comment(a_comment())
    likefile.write(liked.comments, "hello", number)

    assert "hello/index.html" in publish(liked, "hello")

    assert liked.tree() == built_anew(liked)


def test_a_number_that_cannot_be_read_is_left_out_named_and_stops_no_other(liked: Blog) -> None:
    broken = liked.comments / "hello/likes"
    broken.write_text("many")

    merging = merge(liked)
    merging.publish(["hello"])
    merged = liked.tree()

    assert (said(liked.page("hello/index.html")), [*merging.broken]) == ([], [broken])
    built = liked.build(check=False)
    assert ("holds no number of likes" in built.stdout + built.stderr, liked.tree()) == (True, merged)


def test_a_build_renders_a_page_anew_whose_likes_have_changed(crowded: Blog, tmp_path: Path) -> None:
    crowded.configure(LIKES)
    crowded.build(fatal=None)
    likefile.write(crowded.comments, "article-3", 5)

    crowded.build(fatal=None)

    assert said(crowded.page("article-3/index.html")) == ["5 readers like this"]
    assert crowded.tree() == built_alone(crowded, tmp_path / "twin", LIKES)
