"""The languages in which readers are spoken to: English, in which all texts are written, and those with a catalogue.

Catalogues are those of GNU gettext; dates are in them, too, so that one file is all that a language takes. The command
line speaks English alone.
"""

from __future__ import annotations

import gettext as catalogues
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

LOCALES = Path(__file__).with_name("locale")
SOURCE = "en"


class Message(str):
    """A sentence in English that can be said in other languages; ``%(name)s`` stands for a fact."""

    singular: str
    plural: str
    number: int
    facts: Mapping[str, object]

    def __new__(cls, singular: str, plural: str = "", number: int = 1, /, **facts: object) -> Message:
        """With a plural, ``%(number)s`` says which of the two is meant."""
        facts["number"] = number
        message = super().__new__(cls, (plural if plural and number != 1 else singular) % facts)
        message.singular, message.plural, message.number, message.facts = singular, plural, number, facts
        return message


gettext = ngettext = Message
"""The names by which tools find messages in the sources."""

MONTHS = (
    *(gettext("January"), gettext("February"), gettext("March"), gettext("April"), gettext("May"), gettext("June")),
    *(gettext("July"), gettext("August"), gettext("September"), gettext("October"), gettext("November")),
    gettext("December"),
)


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its tag (BCP 47), and the catalogue of what is said in it."""

    tag: str
    catalogue: catalogues.NullTranslations

    def translated(self, message: Message) -> str:
        """The message in this language, or in English if there is no translation; the facts are still to come."""
        if not message.plural:
            return self.catalogue.gettext(message.singular)
        return self.catalogue.ngettext(message.singular, message.plural, message.number)

    def say(self, message: Message) -> str:
        """The same with the facts, as text."""
        return self.translated(message) % message.facts

    def long_date(self, day: date) -> str:
        """A date in words; not by ``strftime``, whose words change with the machine's locale."""
        month = self.say(MONTHS[day.month - 1])
        return self.say(gettext("%(day)s %(month)s %(year)s", day=day.day, month=month, year=day.year))

    def day_and_month(self, day: date) -> str:
        """The same without the year."""
        return self.say(gettext("%(day)s %(month)s", day=day.day, month=self.say(MONTHS[day.month - 1])))


@cache
def language(*tags: str) -> Language:
    """The first of these that has a catalogue or is English; else the last, with English words."""
    wanted = [tag.replace("_", "-") for tag in tags if tag] or [SOURCE]
    for tag in wanted:
        if tag.partition("-")[0] == SOURCE:
            break
        if found := catalogues.find("messages", LOCALES, [tag.replace("-", "_")]):
            with Path(found).open("rb") as file:
                return Language(tag, catalogues.GNUTranslations(file))
    return Language(tag, catalogues.NullTranslations())


def sources() -> Iterator[Path]:
    """The files on which it depends what is said."""
    yield Path(__file__)
    yield from sorted(LOCALES.rglob("*.mo"))
