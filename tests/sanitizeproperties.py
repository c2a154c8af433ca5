"""What is true of every comment's HTML, whatever was typed, as functions that name what is not.

Tests and the fuzzer judge by the same ones. None asks the code under test, but for its own objections.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from time import process_time

import bleach
import nh3

from moderation.comment import without_controls
from moderation.markup.ignorable import as_seen
from moderation.markup.limits import is_excessive
from moderation.sanitize import SafeHtml, clean, objection, render
from thirdparser import ADDED, ALLOWED, faults, text_of

SECONDS = 2.0
"""Far above what a text of any length that the grammar makes may take, on a machine with other things to do."""

_ATTRIBUTES = {tag: names for tag, names in ALLOWED.items() if names}
_SCHEMES = {"http", "https", "mailto"}
_NH3 = nh3.Cleaner({*ALLOWED}, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None)
_BLEACH = bleach.Cleaner({*ALLOWED}, {tag: sorted(names) for tag, names in _ATTRIBUTES.items()}, _SCHEMES)

_NAME = re.compile(r"(</?)([a-zA-Z][a-zA-Z0-9]*)")
_AMPERSAND = re.compile(r"&(?!(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);)")
_AMBIGUOUS = re.compile("<!--.*<!---?!", re.DOTALL)
"""Where the comment ends is read otherwise by justhtml than the standard has it."""
_BANG = re.compile(r"(?<=<!--)-?!")
"""It does not end the comment that has just begun."""


def flaws(typed: str) -> list[str]:
    """What is wrong with how the text is shown, as it comes from a form; nothing, if it is safe and complete."""
    text = without_controls(typed)
    began = process_time()
    try:
        shown = render(text)
    except Exception as error:  # noqa: BLE001  whatever it is
        return [f"rendering raised {error!r}"]
    seconds = process_time() - began
    slow = [f"it took {seconds:.1f} s"] if seconds > SECONDS else []
    return [*slow, *flaws_of(text, shown), *_false_alarms(text, shown)]


def flaws_of(text: str, shown: SafeHtml) -> list[str]:
    """What is wrong with this HTML for this text."""
    html = str(shown.html)
    return [*faults(html), *_objections(html), *_changes(html), *_losses(text, html), *_misreadings(text, shown)]


def _objections(html: str) -> Iterator[str]:
    """The judges of the sanitizer and of finished pages have nothing against it."""
    if found := objection(html):
        yield f"objection: {found}"


def _changes(html: str) -> Iterator[str]:
    """Cleaned again, it stays as it is, letter by letter."""
    if _NH3.clean(html).replace("&nbsp;", "\xa0") != html:
        yield "nh3 changes it"
    if _BLEACH.clean(html) != html:
        yield "bleach changes it"


def _losses(text: str, html: str) -> Iterator[str]:
    """Every letter and digit that was typed outside of tags is there, as often as it was typed. Not always in this
    order: html5lib moves text that follows four elements which a link was left open around."""
    if _AMBIGUOUS.search(text):
        return
    lost = Counter(_letters(text_of(_as_read(text)))) - Counter(_letters(text_of(html)))
    if lost:
        yield f"the text has lost {''.join(sorted(lost.elements()))[:40]!r}"


def _misreadings(text: str, shown: SafeHtml) -> Iterator[str]:
    """What is shown as it was typed reads as it was typed, white space apart."""
    if shown.plain and "".join(text_of(str(shown.html)).split()) != "".join(as_seen(text).split()):
        yield "the text reads otherwise than it was typed"


def _false_alarms(text: str, shown: SafeHtml) -> Iterator[str]:
    """Only what has too many tags, or nothing to show but tags, is shown as it was typed."""
    if shown.plain and not is_excessive(text) and (cleaned := clean(text)):
        yield f"false alarm: {objection(cleaned)}"


def _as_read(text: str) -> str:
    """The text as our readers take it: names of other elements mean nothing, so their content is markup like any other;
    what lacks its semicolon is no entity; and comments end where the standard says, not where justhtml does."""
    plain = _BANG.sub(" !", text).replace("--!>", "-->")
    return _NAME.sub(_known, _AMPERSAND.sub("&amp;", plain))


def _known(tag: re.Match[str]) -> str:
    return tag[0] if tag[2].lower() in ALLOWED.keys() - ADDED else f"{tag[1]}span"


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, as_seen(text)))
