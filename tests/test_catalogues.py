"""The catalogues in moderation/locale/ say all that the sources say, and nothing else."""

from __future__ import annotations

import io
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from blog import PROJECT
from moderation.language import LOCALES
from translations import texts

CATALOGUES = sorted(LOCALES.rglob("*.po"))
Id = str | tuple[str, ...]


@cache
def found() -> set[Id]:
    """All messages in the sources, as ``make catalogues`` finds them."""
    mappings = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    methods = [(mapping["pattern"], mapping["method"]) for mapping in mappings]
    messages = extract_from_dir(PROJECT, methods, options_map={"**": {"silent": "false"}})
    return {message for _, _, message, _, _ in messages if isinstance(message, str | tuple)}


def language(path: Path) -> str:
    return path.relative_to(LOCALES).parts[0]


@pytest.fixture(params=CATALOGUES, ids=language)
def path(request: pytest.FixtureRequest) -> Path:
    path = request.param
    assert isinstance(path, Path)
    return path


@pytest.fixture
def catalogue(path: Path) -> Catalog:
    return read_po(io.BytesIO(path.read_bytes()), locale=language(path), abort_invalid=True)


@pytest.fixture
def messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def places(text: str) -> list[str]:
    """Where facts come into the text."""
    return sorted(re.findall(r"%\(\w+\)s|%", text))


def test_there_are_catalogues() -> None:
    assert [language(path) for path in CATALOGUES] == ["de", "es", "fr"]


def test_all_texts_of_the_sources_are_translated_and_no_others(catalogue: Catalog, messages: list[Message]) -> None:
    assert {message.id for message in messages} == found()
    assert [*catalogue.obsolete] == []


def test_nothing_is_left_empty_or_in_doubt(messages: list[Message]) -> None:
    assert [message.id for message in messages if message.fuzzy or not all(texts(message.string))] == []


def test_facts_have_the_same_places(messages: list[Message]) -> None:
    wrong = [
        text for message in messages for text in texts(message.string) if places(text) != places(texts(message.id)[0])
    ]

    assert wrong == []


def test_there_are_as_many_plurals_as_the_language_has(catalogue: Catalog, messages: list[Message]) -> None:
    counts = {len(texts(message.string)) for message in messages if message.pluralizable}

    assert counts == {catalogue.num_plurals}


def test_there_is_no_html_in_a_message(messages: list[Message]) -> None:
    assert [text for message in messages for text in texts(message.string) if set("<>&\"'") & set(text)] == []


def test_what_is_compiled_is_what_is_written(path: Path, catalogue: Catalog) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)

    assert path.with_suffix(".mo").read_bytes() == compiled.getvalue(), "run: make catalogues"


def test_french_has_its_spaces() -> None:
    with (LOCALES / "fr/LC_MESSAGES/messages.po").open("rb") as file:
        said = [text for message in read_po(file, locale="fr") if message.id for text in texts(message.string)]

    assert [text for text in said if re.search(r"(?<![\u00a0\u202f])[;:!?»](?!//)|«(?!\u00a0)", text)] == []
