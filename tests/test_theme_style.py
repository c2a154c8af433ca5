"""What the theme's stylesheet promises, read off the file itself."""

from __future__ import annotations

import gzip
import re

import pytest

from blog import PROJECT

STYLESHEET = PROJECT / "theme/static/css/style.css"


MARKDOWN = {"highlight", "c1", "k", "nt", "ow", "admonition", "admonition-title", "warning", "danger"}
MARKDOWN |= {"footnote", "footnote-ref", "footnote-backref"}
"""What its extensions call parts of a text."""


@pytest.fixture(scope="module")
def stylesheet() -> str:
    return re.sub(r"/\*.*?\*/", "", STYLESHEET.read_text(encoding="utf-8"), flags=re.DOTALL)


def test_the_stylesheet_takes_at_most_6_kb_on_the_way() -> None:
    assert len(gzip.compress(STYLESHEET.read_bytes(), mtime=0)) <= 6_000


def test_the_stylesheet_asks_for_nothing_else(stylesheet: str) -> None:
    assert re.findall(r"url\(|@import|@font-face", stylesheet) == []


def test_every_class_with_a_style_is_used_somewhere(stylesheet: str) -> None:
    templates = [*PROJECT.glob("theme/templates/*.*"), *PROJECT.glob("moderation/templates/*.html")]
    used = " ".join(
        classes
        for path in templates
        for classes in re.findall(r'class(?:Name = |=)"([^"]*)"', path.read_text(encoding="utf-8"))
    )

    assert set(re.findall(r"\.([a-z][\w-]*)", stylesheet)) <= {*used.split(), *MARKDOWN}


def test_the_layout_turns_round_with_the_script(stylesheet: str) -> None:
    physical = r"^\s*(?:\w+-)?(?:left|right|top|bottom)\s*:|^\s*(?:min-|max-)?(?:width|height)\s*:|:\s*(?:left|right);"

    assert re.findall(physical, stylesheet, re.MULTILINE) == []


@pytest.mark.parametrize("feature", ["prefers-contrast: more", "prefers-reduced-motion: no-preference"])
def test_the_stylesheet_heeds_what_a_reader_prefers(stylesheet: str, feature: str) -> None:
    assert f"@media ({feature})" in stylesheet


def test_nothing_moves_unless_a_reader_has_no_objection(stylesheet: str) -> None:
    before = stylesheet.split("@media (prefers-reduced-motion: no-preference)")[0]

    assert re.findall(r"transition|animation|scroll-behavior", before) == []


@pytest.mark.parametrize("selector", ["nav", ".turn", ".site-foot", ".respond", ".comment-count"])
def test_paper_shows_no_menu_and_no_form(stylesheet: str, selector: str) -> None:
    hidden = re.search(r"([^{}]*)\{\s*display: none;", stylesheet.split("@media print")[1])

    assert hidden
    assert selector in [name.strip() for name in hidden[1].split(",")]


def test_old_browsers_get_the_light_scheme(stylesheet: str) -> None:
    old, new = stylesheet.split("@supports")[:2]

    assert dict(re.findall(r"(--\w+): (#\w+);", old)) == dict(re.findall(r"(--\w+): light-dark\((#\w+),", new))


@pytest.mark.parametrize("scheme", [pytest.param(0, id="light"), pytest.param(1, id="dark")])
@pytest.mark.parametrize(
    ("front", "back", "least"),
    [
        *((front, back, 4.5) for front in ("ink", "muted", "accent", "error") for back in ("paper", "raised", "tint")),
        pytest.param("paper", "accent", 4.5, id="the text of a button"),
        pytest.param("edge", "paper", 3.0, id="the edge of a field outside"),
        pytest.param("edge", "raised", 3.0, id="the edge of a field inside"),
    ],
)
def test_colours_can_be_told_apart(stylesheet: str, scheme: int, front: str, back: str, least: float) -> None:
    found = re.findall(r"--(\w+): light-dark\((#\w+), (#\w+)\)", stylesheet)
    colours = {name: schemes[scheme] for name, *schemes in found}

    assert contrast(colours[front], colours[back]) >= least


def contrast(one: str, other: str) -> float:
    """The ratio that WCAG 2 defines."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """How much light a colour such as ``#fff`` or ``#1b211f`` gives, from 0 to 1."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
