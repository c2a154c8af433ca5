"""Every published payload and every odd string we could find, typed wherever a reader can type anything.

About 7,000 texts, each as a comment, as a name, as a website, and as the value of each attribute that may be typed: in
double, in single and in no quotation marks, alone and after a beginning that is allowed. The HTML is judged by a parser
that the program does not use.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from justhtml import Element

import payloads
from builders import NOON
from moderation.comment import Comment, without_controls
from moderation.errors import Refused
from moderation.intake.form import Form, Sender
from moderation.markup import policy
from moderation.markup.ignorable import as_seen
from moderation.sanitize import escaped, render
from moderation.settings import Settings
from skeleton import parsed, skeleton
from test_section import section
from thirdparser import faults, text_of

URL = "https://a.example/"
ALLOWED = {"href": URL, "cite": URL, "datetime": "2026-11-23T12:00", "title": "Yes"}
"""For each attribute a value that may stay."""
HARMLESS = {"author": "Ann", "comment": "I agree.", "url": "https://ann.example/"}
NOBODY = Sender(ip="", client="", user_agent="", referrer="")


def attributes() -> Iterator[tuple[str, str, str]]:
    """Each place in which an attribute may be typed, ``{}`` standing for it, its name, and its value up to there."""
    for tag, attribute in sorted((tag, name) for tag, names in policy.TAGS.items() for name in names):
        link = f' href="{URL}"' if (tag, attribute) == ("a", "title") else ""  # without, it would be no link at all
        for quote in ('"', "'", ""):
            for start in ("", ALLOWED[attribute]) if attribute != "title" else ("",):
                yield f"I <{tag}{link} {attribute}={quote}{start}{{}}{quote}>agree</{tag}>.", attribute, start


PLACES = ["{}", "<b><i>{}\n\n{}", *(place for place, _, _ in attributes())]


@pytest.fixture(scope="module")
def typed(corpora: Path) -> list[str]:
    return [*payloads.hostile(corpora), *payloads.odd(corpora)]


def sent(field: str, typed: list[str]) -> tuple[list[Comment], dict[str, dict[str, str]]]:
    """Forms with each of these texts in the field: the comments they make, and what is said against the others."""
    taken, refused = [], {}
    for text in typed:
        try:
            form = Form.read(HARMLESS | {field: text})
            taken.append(form.submission("hello", NOBODY, NOON, Settings().max_text).comment)
        except Refused as error:
            refused[text] = error.problems
    return taken, refused


def harmless(comment: Comment) -> Comment:
    """The same comment, had nothing odd been typed."""
    return replace(
        comment,
        author=HARMLESS["author"],
        text=HARMLESS["comment"],
        website=HARMLESS["url"] if comment.website else "",
    )


@pytest.mark.parametrize(("place", "attribute", "start"), attributes())
def test_what_is_allowed_stays_in_its_place(place: str, attribute: str, start: str) -> None:
    kept = ALLOWED[attribute]

    assert f' {attribute}="{kept}"' in render(place.replace("{}", kept.removeprefix(start))).html


@pytest.mark.parametrize("place", PLACES)
def test_nothing_becomes_anything_but_what_the_policy_allows(place: str, typed: list[str]) -> None:
    texts = (without_controls(place.replace("{}", text)) for text in typed)
    found = {text: faults(render(text).html) for text in texts}

    assert {text: what for text, what in found.items() if what} == {}


def test_nothing_shown_as_it_was_typed_is_more_than_text(typed: list[str]) -> None:
    texts = [text for text in map(without_controls, typed) if text.strip()]

    assert {text: found for text in texts if (found := faults(escaped(text)))} == {}


def test_what_is_shown_as_it_was_typed_reads_as_it_was_typed(typed: list[str]) -> None:
    one_line = [text for text in map(without_controls, typed) if "\n" not in text]

    assert [text for text in one_line if text_of(escaped(text)) != as_seen(text).strip()] == []


@pytest.mark.parametrize("field", HARMLESS)
def test_what_is_refused_is_refused_with_a_message_at_its_field(field: str, typed: list[str]) -> None:
    taken, refused = sent(field, typed)

    assert taken
    assert {name for problems in refused.values() for name in problems} == {field}
    assert all(message for problems in refused.values() for message in problems.values())


@pytest.mark.parametrize("field", HARMLESS)
def test_a_section_is_made_of_what_it_would_be_made_of_anyway(field: str, typed: list[str]) -> None:
    """Beside comments' texts; inside of them, ``verify`` looked while the section was made."""
    comments, _ = sent(field, typed)

    assert skeleton(section(*comments)) == skeleton(section(*map(harmless, comments)))


@pytest.mark.parametrize("field", ["author", "url"])
def test_names_and_websites_are_what_was_typed(field: str, typed: list[str]) -> None:
    comments, _ = sent(field, typed)

    shown = [node for node in parsed(section(*comments)).query(".p-name") if isinstance(node, Element)]

    assert sorted((node.to_text(separator="", strip=False), node.attrs["href"] or "") for node in shown) == sorted(
        (as_seen(comment.author), as_seen(comment.website)) for comment in comments
    )
