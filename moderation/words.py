"""How templates say something: in the language of their page, whatever the names and titles in it are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from .language import Language, Message, language
from .markup.ignorable import as_seen


@pass_context
def spoken(context: Context) -> Language:
    """The language of the page: ``language`` if there is one, else that of Pelican's article or page or site."""
    if isinstance(known := context.get("language"), Language):
        return known
    content = context.get("article") or context.get("page")
    return language(getattr(content, "lang", ""), context.get("DEFAULT_LANG", ""))


@pass_context
def gettext(context: Context, text: str, /, **facts: object) -> Markup:
    """The text in the page's language. HTML is text, in the catalogue and in a fact that is not Markup."""
    return _said(context, Message(text, "", 1, **facts))


@pass_context
def ngettext(context: Context, singular: str, plural: str, number: int, /, **facts: object) -> Markup:
    """The same, as the number wants it; in the text, ``%(number)s``."""
    return _said(context, Message(singular, plural, number, **facts))


@pass_context
def long_date(context: Context, day: date) -> str:
    """A date in words."""
    return spoken(context).long_date(day)


@pass_context
def day_and_month(context: Context, day: date) -> str:
    """The same without the year."""
    return spoken(context).day_and_month(day)


def _said(context: Context, message: Message) -> Markup:
    # Names may hide something, or reorder what stands beside them.
    facts = {name: as_seen(fact) if type(fact) is str else fact for name, fact in message.facts.items()}
    return escape(spoken(context).translated(message)) % facts


GLOBALS: Mapping[str, Callable[..., object]] = {"_": gettext, "ngettext": ngettext, "spoken": spoken}
FILTERS: Mapping[str, Callable[..., object]] = {"long_date": long_date, "day_and_month": day_and_month}
