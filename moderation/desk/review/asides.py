"""What a review leaves its screen for: an editor, a question, a browser."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

import click

from ...spam.blocklist import offers
from ..articles import address
from ..frame import clear, has_browser
from ..terminal import visible
from ..writing import answer, revise
from .keys import Keys
from .sitting import Case, Sitting

NUMBERS = "123456789"


def page(text: str, question: str, pressed: Keys) -> str:
    """Show something else, until a key is pressed; which one that is."""
    clear()
    click.echo(f"{text}\n\n{question}", nl=False)
    return pressed.next()


def _edit(sitting: Sitting, case: Case, pressed: Keys) -> str:
    with _editor(pressed):
        revise(sitting.desk, case.submission)
        return "Edited."
    return "Left as it is."


def _reply(sitting: Sitting, case: Case, pressed: Keys) -> str:
    with _editor(pressed):
        sitting.note(answer(sitting.desk, case.submission, approve=True))
        return f"Approved, with your reply. {sitting.publish()}"
    return "Left as it is."


@contextmanager
def _editor(pressed: Keys) -> Iterator[None]:
    """For the length of the block the screen is an editor's; where the moderator thinks better of it, it ends."""
    clear()
    with suppress(click.Abort), pressed.lent():
        yield


def _block(sitting: Sitting, case: Case, pressed: Keys) -> str:
    found = dict(zip(NUMBERS, offers(case.submission), strict=False))
    if not found:
        return "It came with nothing that it could be blocked by."
    lines = "\n".join(f"{number}  {visible(pattern)}" for number, pattern in found.items())
    key = page(lines, "Block what comes with which of these? Any other key blocks nothing.", pressed)
    return sitting.block(found[key]) if key in found else "Nothing is blocked."


def _open(sitting: Sitting, case: Case, pressed: Keys) -> str:
    there = address(sitting.desk.settings, case.submission.comment.article)
    with pressed.lent():  # it may be one for the terminal
        opened = has_browser() and webbrowser.open(there)
    if not opened:
        page(visible(there), "Any key goes on.", pressed)
    return ""


Aside = Callable[[Sitting, Case, Keys], str]
"""Does what a key is for, and says what was done. Raises what the desk raises."""

ASIDES: Mapping[str, Aside] = {"e": _edit, "r": _reply, "k": _block, "o": _open}
