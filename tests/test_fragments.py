"""What a template made of a comment is not made again, and is never shown in the place of something else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from builders import a_comment, a_site, an_article
from moderation import fragments
from moderation.comment import Comment
from moderation.language import language
from moderation.published.feed import Feeds
from moderation.published.section import Renderer
from moderation.templating import environment

MACRO = '{% macro shown(name) %}{{ made(name) }} {{ _("Comments") }} {% endmacro %}'
ANN, BOB = a_comment("aaaaaaaa", author="Ann"), a_comment("bbbbbbbb", author="Bob", parent="aaaaaaaa")


class Made(list[str]):
    """What a macro was called with: the function that such a macro calls."""

    def __call__(self, name: str) -> str:
        self.append(name)
        return name


@pytest.fixture
def made() -> Made:
    return Made()


def shown(made: Made, *calls: str, folder: Path | None = None) -> list[str]:
    """What these templates give one after the other, in one environment; in a folder, each is a file of its own."""
    known = environment([folder] if folder else [])
    known.globals["made"] = made
    templates = [known.get_template(call) if folder else known.from_string(MACRO + call) for call in calls]
    return [template.render(language=language("en")).strip() for template in templates]


def everything(renderer: Renderer, *comments: Comment) -> tuple[str, str]:
    """All that shows these comments."""
    feed = Feeds(renderer.site, renderer.environment).of_article(an_article(), comments)
    return renderer.part("section", an_article(), renderer.threads(comments)), feed


def test_the_same_is_made_once(made: Made) -> None:
    assert shown(made, "{{ cached(shown, 'a') }}{{ cached(shown, 'a') }}") == ["a Comments a Comments"]
    assert made == ["a"]


def test_something_else_is_made(made: Made) -> None:
    assert shown(made, "{{ cached(shown, 'a') }}", "{{ cached(shown, 'b') }}") == ["a Comments", "b Comments"]


def test_so_is_the_same_in_another_language() -> None:
    template = environment().from_string('{% macro shown() %}{{ _("Comment") }}{% endmacro %}{{ cached(shown) }}')

    assert [template.render(language=language(tag)) for tag in ("en", "de")] == ["Comment", "Kommentar"]


def test_macros_of_one_name_in_two_templates_are_two(made: Made, tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).write_text(f"{{% macro shown() %}}{name}{{% endmacro %}}{{{{ cached(shown) }}}}")

    assert shown(made, "one", "other", folder=tmp_path) == ["one", "other"]


def test_what_is_made_is_not_escaped_twice(made: Made) -> None:
    assert shown(made, "{{ cached(shown, '<') }}", "{{ cached(shown, '<') }}") == ["&lt; Comments"] * 2


def test_no_more_is_kept_than_there_is_room_for(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fragments, "MOST", 2)

    shown(made, *(f"{{{{ cached(shown, '{name}') }}}}" for name in "abcca"))

    assert made == ["a", "b", "c", "a"]


@pytest.mark.parametrize(
    "change",
    [
        {"author": "Zoe"},
        {"text": "Edited."},
        {"website": "https://zoe.example"},
        {"parent": None},
        {"verified": "google"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_renderer_that_has_shown_a_comment_shows_it_changed_as_a_new_one_would(change: dict[str, Any]) -> None:
    used = Renderer(a_site(), [])
    now = [ANN, replace(BOB, **change)]

    everything(used, ANN, BOB)

    assert everything(used, *now) == everything(Renderer(a_site(), []), *now)


def test_nor_does_it_show_what_was_answered_as_it_was() -> None:
    used = Renderer(a_site(max_depth=1), [])
    now = [replace(ANN, author="Zoe"), BOB]

    everything(used, ANN, BOB)

    assert everything(used, *now) == everything(Renderer(a_site(max_depth=1), []), *now)
