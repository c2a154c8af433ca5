"""What is documented is there, and what is there is documented."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from blog import PROJECT
from moderated_comments.settings import DEFAULTS
from moderation.desk.cli import cli
from moderation.desk.view import FIELDS
from moderation.markup import policy
from moderation.settings import Settings, meaning, variable

README = (PROJECT / "README.md").read_text(encoding="utf-8")
PAGES = [*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md"), *PROJECT.glob("theme/*.md")]
GUIDES = README + "".join(path.read_text(encoding="utf-8") for path in PROJECT.glob("docs/**/*.md"))
VARIABLES = {variable(setting): setting for setting in fields(Settings)}


def name(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def rows(text: str) -> dict[str, tuple[str, str]]:
    """Tables of settings: for each name its default and its meaning."""
    found = re.findall(r"^\| `([A-Z_]+)` \| (.*?) \| (.*) \|$", text, re.MULTILINE)
    return {name: (default, meant) for name, default, meant in found}


@pytest.mark.parametrize("command", sorted(cli.commands))
def test_every_command_is_documented(command: str) -> None:
    assert re.search(rf"`(?:moderate )?{command}\b[^`]*`|^\S*moderate {command}\b", GUIDES, re.MULTILINE)


def test_no_command_is_documented_that_does_not_exist() -> None:
    """A word after ``moderate`` in code, options passed over."""
    mentioned = re.findall(r"(?:`|^|\$ |/|\| )moderate(?: --\S+ \S+)* ([a-z][a-z-]*)", GUIDES, re.MULTILINE)

    assert mentioned
    assert {*mentioned} - {*cli.commands} == set()


@pytest.mark.parametrize("setting", VARIABLES)
def test_every_setting_is_in_the_readme_with_its_default_and_meaning(setting: str) -> None:
    known = VARIABLES[setting]

    assert rows(README).get(setting) == (f"`{known.default}`" if known.default != "" else "", meaning(known))


@pytest.mark.parametrize("setting", DEFAULTS)
def test_every_setting_of_the_plugin_is_in_the_readme_with_its_default_and_meaning(setting: str) -> None:
    known = DEFAULTS[setting]
    value = f'"{known.value}"' if isinstance(known.value, str) else f"{known.value}"

    assert rows(README).get(setting) == (f"`{value}`", known.meaning)


def test_no_setting_is_documented_that_does_not_exist() -> None:
    mentioned = {*re.findall(r"\b(?:MODERATION|COMMENTS)_[A-Z_]*[A-Z]\b", GUIDES)}

    assert mentioned - {*VARIABLES} - {*DEFAULTS} == set()


def test_every_field_of_the_json_is_documented() -> None:
    assert [field for field in FIELDS if f"`{field}`" not in GUIDES] == []


def test_every_target_of_make_that_is_named_exists() -> None:
    targets = {*re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text(), re.MULTILINE)}
    mentioned = {*re.findall(r"(?:`|^|\b[A-Z]+=\S+ )make ([a-z]+)", GUIDES, re.MULTILINE)}

    assert mentioned
    assert mentioned - targets == set()


def links(text: str) -> list[str]:
    """The targets of all links that are not in code."""
    prose = re.sub(r"^```.*?^```|`[^`\n]*`", "", text, flags=re.DOTALL | re.MULTILINE)
    return re.findall(r"\]\(([^)\s]+)\)", prose)


def anchors(text: str) -> Iterator[str]:
    """The anchors that GitHub gives a page's headings."""
    prose = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    for heading in re.findall(r"^#+ (.*)$", prose, re.MULTILINE):
        yield re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    relative = [link for link in links(text) if not re.match(r"[a-z]+:", link)]

    assert [link for link in relative if not leads_somewhere(page, link)] == []


def leads_somewhere(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (page.parent / path) if path else page
    return target.exists() and (not anchor or anchor in anchors(target.read_text(encoding="utf-8")))


def test_every_guide_is_within_reach_of_the_readme() -> None:
    ahead, seen = [PROJECT / "README.md"], set[Path]()
    while ahead:
        page = ahead.pop()
        seen.add(page)
        found = [(page.parent / link.partition("#")[0]).resolve() for link in links(page.read_text(encoding="utf-8"))]
        ahead += [path for path in found if path.suffix == ".md" and path.exists() and path not in seen]

    assert [name(path) for path in PAGES if path not in seen] == []


def test_the_policy_is_documented_as_it_is() -> None:
    text = (PROJECT / "docs/sanitizing.md").read_text(encoding="utf-8")
    allowed = {(tag, name) for tag, names in policy.TAGS.items() for name in names or [""]}

    cells = [row.split("|") for row in re.findall(r"^\| (`[a-z]+`.*) \|$", text, re.MULTILINE)]
    assert {
        (tag, name)
        for tags, names in cells
        for tag in re.findall(r"`([a-z]+)`", tags)
        for name in re.findall(r"`([a-z]+)`", names) or [""]
    } == allowed
