"""``moderate review``: the sitting on a terminal, drawn and listened to."""

from __future__ import annotations

import shutil
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from ..errors import ModerationError
from ..settings import Settings
from .frame import WrongUse, clear, open_desk
from .terminal import visible
from .verbs import tell

if TYPE_CHECKING:
    from .review.keys import Keys
    from .review.sitting import Case, Sitting

_NEXT = ("n", " ", "\n")
_QUIT = ("q", "\x04")


@click.command()
@click.pass_obj
def review(settings: Settings) -> None:
    """Go through what waits: one key, one decision."""
    from .review.keys import keys
    from .review.sitting import Sitting

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise WrongUse("A review needs a terminal; in scripts, use list, approve, spam and trash.")
    with open_desk(settings) as desk:
        sitting = Sitting(desk)
        with suppress(EOFError, KeyboardInterrupt), keys() as pressed:  # the terminal is gone, or Ctrl-C
            _go_through(sitting, pressed)
        click.echo(f"\n{_summary(sitting)}")
    tell(settings, sitting.outcomes)


def _go_through(sitting: Sitting, pressed: Keys) -> None:
    from .review.asides import ASIDES

    said = ""
    while case := sitting.case():
        key = _ask(case, said, pressed)
        if key in _QUIT:
            return
        try:
            aside = ASIDES.get(key)
            said = aside(sitting, case, pressed) if aside else _answer(sitting, key)
        except ModerationError as error:
            said = str(error)


def _ask(case: Case, said: str, pressed: Keys) -> str:
    """Show the comment, and what became of the last one; the key that is pressed then to do something about it."""
    from .review.asides import page
    from .review.screen import HELP, screen, whole

    typed = False
    while True:
        width, height = shutil.get_terminal_size()
        clear()
        click.echo(screen(case, width, height, typed=typed))
        click.echo(visible(said)[: width - 1], nl=False)
        key = pressed.next()
        if key == "v":
            typed = not typed
        elif key in ("m", "?"):
            page(HELP if key == "?" else whole(case, width, typed=typed), "Any key goes on.", pressed)
        else:
            return key


def _answer(sitting: Sitting, key: str) -> str:
    from .review.sitting import DECIDES

    if key.lower() in DECIDES:
        return f"{sitting.decide(key)} {sitting.publish()}"
    if key in _NEXT:
        return sitting.skip()
    if key == "b":
        return sitting.back()
    if key == "u":
        return f"{sitting.undo()} {sitting.publish()}"
    return "? shows what each key does."


def _summary(sitting: Sitting) -> str:
    from ..queue.submission import State

    waiting = sitting.desk.queue.count()[State.PENDING]
    return f"{len(sitting.outcomes)} decisions; {waiting} still waiting." if waiting else "Nothing waits."


COMMANDS = (review,)
