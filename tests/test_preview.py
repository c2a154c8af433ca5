"""The preview: what the page would show, through the same gate, and nothing of it is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from httpx2 import Response
from justhtml import Element, JustHTML

from builders import a_comment
from door import HOST, INDEX, JSON, Door
from moderation.published.section import Renderer
from moderation.queue.submission import Reason, Submission

FOREIGN = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
TYPED = {
    "comment": "Two\n <b>lines</b>, <script>alert(1)</script> and \u202egnorw",
    "author": "Zoë <b>\u202ekcab",
    "email": "zoe@example.org",
    "url": "zoe.example",
    "comment_parent": "k7f3q2mx",
}


def preview(
    door: Door, typed: Mapping[str, str] | None = None, slug: str = "hello", headers: Mapping[str, str] | None = None
) -> Response:
    """The answer to the other button of the form."""
    return door.post(slug, headers, preview="1", **(typed or {}))


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    with Door(tmp_path) as door:
        yield door


def test_it_is_what_the_articles_page_would_have(door: Door) -> None:
    html = preview(door, TYPED, headers=JSON).json()["html"]

    [id] = re.findall(r'<article id="comment-(\w+)"', html)
    approved = a_comment(id, author=TYPED["author"], website="https://zoe.example", text=TYPED["comment"])
    renderer = Renderer(INDEX.site, [])
    assert html in renderer.part("section", INDEX.articles["hello"], renderer.threads([approved]))


def test_a_themes_own_markup_is_shown(tmp_path: Path) -> None:
    (tmp_path / "theme").mkdir()
    macro = "{% macro thread_list(threads) %}<p>{{ threads[0].comment.author }}{% endmacro %}"
    (tmp_path / "theme/comment_thread.html").write_text(macro)

    with Door(tmp_path) as door:
        assert preview(door, {"author": "<i>"}, headers=JSON).json() == {"html": "<p>&lt;i&gt;"}


def test_a_person_gets_it_with_the_form_filled_in_below(door: Door) -> None:
    answer = preview(door, TYPED)

    page = JustHTML(answer.text, sanitize=False)
    fields = [field for field in page.query(".comments ~ .respond [name]") if isinstance(field, Element)]
    filled = {field.attrs["name"]: field.attrs.get("value") or field.to_text() for field in fields}
    assert answer.status_code == 200
    assert page.query(".comments .e-content b")
    assert filled == TYPED | {"topic": "", "preview": "1"}


def test_nothing_is_stored_and_nothing_is_judged(tmp_path: Path) -> None:
    asked: list[Submission] = []

    def check(submission: Submission) -> Reason | None:
        asked.append(submission)
        return None

    with Door(tmp_path, quick=[check], slow=[check]) as door:
        assert preview(door).status_code == 200
        assert door.kept() == []

    assert asked == []


@pytest.mark.parametrize(
    ("status", "slug", "headers", "typed"),
    [
        pytest.param(403, "closed", {}, {}, id="closed"),
        pytest.param(403, "hello", FOREIGN, {}, id="on a foreign site"),
        pytest.param(404, "nowhere", {}, {}, id="no article"),
        pytest.param(422, "hello", {}, {"author": ""}, id="without a name"),
    ],
)
def test_what_could_not_be_posted_is_not_shown(
    door: Door, status: int, slug: str, headers: Mapping[str, str], typed: Mapping[str, str]
) -> None:
    assert preview(door, typed, slug, headers).status_code == status


def test_who_looks_too_often_has_to_wait_as_if_it_were_posted(tmp_path: Path) -> None:
    with Door(tmp_path, rate=2) as door:
        statuses = [preview(door).status_code, door.post().status_code, preview(door).status_code]

    assert statuses == [200, 303, 429]


def test_the_brake_is_for_what_is_posted(tmp_path: Path) -> None:
    with Door(tmp_path, site_rate=1) as door:
        assert [preview(door).status_code for _ in range(3)] + [door.post().status_code] == [200, 200, 200, 303]


def test_it_says_where_the_comment_would_stand(door: Door) -> None:
    assert f'<a href="{HOST}/hello/">Hello</a>' in preview(door).text
