"""Every published payload we could find, typed as a comment and judged by a parser the program does not use."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from moderation.comment import without_controls
from moderation.sanitize import escaped, render
from thirdparser import faults, text_of

HANDLERS = "event-handler-names.txt"


@pytest.fixture(scope="module")
def payloads(corpora: Path) -> list[str]:
    """Each payload once; names of event handlers on tags that are allowed."""
    found = {without_controls(payload) for path in (corpora / "xss").iterdir() for payload in read(path)}
    assert len(found) > 5000, f"{corpora}/xss holds little"
    return sorted(found)


def read(path: Path) -> Iterator[str]:
    """The payloads of one file: one a line, and only a line feed ends a line."""
    for line in path.read_bytes().decode(errors="replace").split("\n"):
        if path.suffix == ".jsonl" and line:
            yield str(json.loads(line)["payload"])
        elif path.name == HANDLERS and line:
            yield f'<a href="https://a.example/" {line}="alert(1)">a</a><b {line}=alert(1)>b</b>'
        elif line:
            yield line


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("{}", id="as text"),
        pytest.param('I agree. <blockquote cite="{}">Yes.</blockquote>', id="as the source of a quotation"),
        pytest.param("I agree: <a href='{}'>Yes.</a>", id="as the address of a link"),
        pytest.param("<b><i>{}\n\n{}", id="twice, in emphasis"),
    ],
)
def test_no_published_payload_becomes_anything_but_what_the_policy_allows(place: str, payloads: list[str]) -> None:
    found = {text: faults(render(text).html) for text in (place.replace("{}", payload) for payload in payloads)}

    assert {text: what for text, what in found.items() if what} == {}


def test_no_published_payload_shown_as_it_was_typed_is_more_than_text(payloads: list[str]) -> None:
    assert {text: found for text in payloads if text.strip() and (found := faults(escaped(text)))} == {}


def test_what_is_shown_as_it_was_typed_reads_as_it_was_typed(payloads: list[str]) -> None:
    one_line = [text for text in payloads if "\n" not in text]

    assert [text for text in one_line if text_of(escaped(text)) != text.strip()] == []
