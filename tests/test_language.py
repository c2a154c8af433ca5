"""Languages: which is spoken, how numbers and dates are said in it, and that nothing said in it is more than text."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from babel.dates import format_date, format_skeleton
from markupsafe import Markup

from moderation.language import Message, language
from moderation.templating import environment

COMMENTS = ("%(number)s comment", "%(number)s comments")


def said(template: str, *tags: str, **facts: Any) -> str:
    """What a template says in a language."""
    return environment().from_string(template).render(language=language(*tags), **facts)


@pytest.mark.parametrize(
    ("tags", "tag", "said"),
    [
        pytest.param(["de"], "de", "Noch keine Kommentare", id="a language"),
        pytest.param(["de-AT"], "de-AT", "Noch keine Kommentare", id="of a country"),
        pytest.param(["fr_CA"], "fr-CA", "Aucun commentaire pour le moment", id="as operating systems write it"),
        pytest.param(["en-GB", "de"], "en-GB", "No comments yet", id="English, which needs no catalogue"),
        pytest.param(["", "es"], "es", "Aún no hay comentarios", id="none, and one"),
        pytest.param(["ar", "de"], "de", "Noch keine Kommentare", id="one that has no catalogue, and another"),
        pytest.param(["ar", "sv"], "sv", "No comments yet", id="none that has a catalogue"),
        pytest.param([], "en", "No comments yet", id="nothing said"),
    ],
)
def test_the_first_language_that_is_known_is_spoken(tags: list[str], tag: str, said: str) -> None:
    spoken = language(*tags)

    assert (spoken.tag, spoken.say(Message("No comments yet"))) == (tag, said)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", ["0 comments", "1 comment", "2 comments"]),
        ("de", ["0 Kommentare", "1 Kommentar", "2 Kommentare"]),
        ("fr", ["0 commentaire", "1 commentaire", "2 commentaires"]),
        ("es", ["0 comentarios", "1 comentario", "2 comentarios"]),
    ],
)
def test_each_language_has_plurals_of_its_own(tag: str, expected: list[str]) -> None:
    assert [language(tag).say(Message(*COMMENTS, number)) for number in range(3)] == expected


@pytest.mark.parametrize(("tag", "locale"), [("en", "en_GB"), ("de", "de"), ("fr", "fr"), ("es", "es")])
@pytest.mark.parametrize("month", range(1, 13))
def test_dates_are_those_of_the_unicode_consortium(tag: str, locale: str, month: int) -> None:
    day = date(2026, month, 21)

    assert language(tag).long_date(day) == format_date(day, "long", locale)
    assert language(tag).day_and_month(day) == format_skeleton("MMMMd", day, locale=locale)


def test_a_message_is_its_english_text_for_all_who_ask_for_nothing_else() -> None:
    assert Message(*COMMENTS, 2) == "2 comments"
    assert Message("comment by %(author)s", author="Ann") == "comment by Ann"


def test_a_name_in_a_message_is_text() -> None:
    template = '{{ _("comment by %(author)s", author=name) }}'

    assert said(template, "de", name="<b>Ann</b> %(x)s") == "Kommentar von &lt;b&gt;Ann&lt;/b&gt; %(x)s"


def test_a_name_in_a_message_hides_and_reorders_nothing() -> None:
    assert said('{{ _("comment by %(author)s", author=name) }}', "de", name="\u202eAnn\u200b") == "Kommentar von Ann"


def test_a_link_in_a_message_is_a_link() -> None:
    template = '{{ _("In reply to %(author)s", author=link) }}'

    assert said(template, "fr", link=Markup("<a>Ann</a>")) == "En réponse à <a>Ann</a>"


def test_html_in_a_catalogue_would_be_text() -> None:
    assert said('{{ _("<b>%(author)s</b>", author="Ann") }}', "de") == "&lt;b&gt;Ann&lt;/b&gt;"
