"""Every published payload and every odd string we could find, typed wherever a reader can type anything.

About 5,600 texts, each as a comment, as a name, as a website, and as the value of each attribute that may be typed: in
double, in single and in no quotation marks, and as the end of an address or a date. The HTML is judged by a parser that
the program does not use. What is left out for the sake of time: ends in double and in no quotation marks, and all but
whole values in double ones where another tag has had the same attribute.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
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
    seen = set()
    for tag, attribute in sorted((tag, name) for tag, names in policy.TAGS.items() for name in names):
        link = f' href="{URL}"' if (tag, attribute) == ("a", "title") else ""  # without, it would be no link at all
        rest = [("'", ""), ("", ""), ("'", ALLOWED[attribute])] if attribute not in seen else []
        seen.add(attribute)
        for quote, start in [('"', ""), *rest]:
            yield f"I <{tag}{link} {attribute}={quote}{start}{{}}{quote}>agree</{tag}>.", attribute, start


ATTRIBUTES = list(attributes())
PLACES = ["{}", "<b><i>{}\n\n{}", *(place for place, _, _ in ATTRIBUTES)]


@pytest.fixture(scope="module")
def typed(corpora: Path) -> list[str]:
    return [*payloads.hostile(corpora), *payloads.odd(corpora)]


@dataclass(frozen=True)
class Sent:
    """What became of the forms that had each of these texts in one field."""

    comments: list[Comment]
    refused: Mapping[str, Mapping[str, str]]
    section: str


@pytest.fixture(scope="module")
def sent(typed: list[str]) -> dict[str, Sent]:
    """By field."""
    return {field: send(field, typed) for field in HARMLESS}


def send(field: str, typed: list[str]) -> Sent:
    taken, refused = [], {}
    for text in typed:
        try:
            form = Form.read(HARMLESS | {field: text})
            taken.append(form.submission("hello", NOBODY, NOON, Settings().max_text).comment)
        except Refused as error:
            refused[text] = error.problems
    return Sent(taken, refused, section(*taken))


def harmless(comment: Comment) -> Comment:
    """The same comment, had nothing odd been typed."""
    return replace(
        comment,
        author=HARMLESS["author"],
        text=HARMLESS["comment"],
        website=HARMLESS["url"] if comment.website else "",
    )


@pytest.mark.parametrize(("place", "attribute", "start"), ATTRIBUTES)
def test_what_is_allowed_stays_in_its_place(place: str, attribute: str, start: str) -> None:
    kept = ALLOWED[attribute]

    assert f' {attribute}="{kept}"' in render(place.replace("{}", kept.removeprefix(start))).html


@pytest.mark.parametrize("place", PLACES)
def test_nothing_becomes_anything_but_what_the_policy_allows(place: str, typed: list[str]) -> None:
    rendered = {render(text).html: text for text in (without_controls(place.replace("{}", text)) for text in typed)}

    assert {text: found for html, text in rendered.items() if (found := faults(html))} == {}


def test_nothing_shown_as_it_was_typed_is_more_than_text(typed: list[str]) -> None:
    texts = [text for text in map(without_controls, typed) if text.strip()]

    assert {text: found for text in texts if (found := faults(escaped(text)))} == {}


def test_what_is_shown_as_it_was_typed_reads_as_it_was_typed(typed: list[str]) -> None:
    one_line = [text for text in map(without_controls, typed) if "\n" not in text]

    assert [text for text in one_line if text_of(escaped(text)) != as_seen(text).strip()] == []


@pytest.mark.parametrize("field", HARMLESS)
def test_what_is_refused_is_refused_with_a_message_at_its_field(field: str, sent: dict[str, Sent]) -> None:
    refused = sent[field].refused.values()

    assert {name for problems in refused for name in problems} == {field}
    assert all(message for problems in refused for message in problems.values())


@pytest.mark.parametrize("field", HARMLESS)
def test_a_section_is_made_of_what_it_would_be_made_of_anyway(field: str, sent: dict[str, Sent]) -> None:
    """Beside comments' texts; inside of them, ``verify`` looked while the section was made."""
    comments = sent[field].comments

    assert comments
    assert skeleton(sent[field].section) == skeleton(section(*map(harmless, comments)))


@pytest.mark.parametrize("field", ["author", "url"])
def test_names_and_websites_are_what_was_typed(field: str, sent: dict[str, Sent]) -> None:
    names = [node for node in parsed(sent[field].section).query(".p-name") if isinstance(node, Element)]

    assert sorted((node.to_text(separator="", strip=False), node.attrs["href"] or "") for node in names) == sorted(
        (as_seen(comment.author), as_seen(comment.website)) for comment in sent[field].comments
    )
