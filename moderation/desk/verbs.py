"""The commands that decide: each takes ids, and says of each what became of it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import click

from ..errors import ModerationError
from ..queue.ledger import Action, Decision
from ..settings import Settings
from .frame import open_desk, open_service
from .terminal import visible

if TYPE_CHECKING:
    from .desk import Desk, Outcome

HELP = {
    Action.APPROVE: "Let comments in, and show them on their pages at once.",
    Action.UNAPPROVE: "Take comments off their pages, to wait again.",
    Action.SPAM: "Put comments on the spam list.",
    Action.UNSPAM: "Take comments off the spam list, back to where they were.",
    Action.TRASH: "Throw comments away, restorably.",
    Action.UNTRASH: "Take comments out of the trash, back to where they were.",
}


_ALIKE = click.option("--alike", is_flag=True, help="Also those that say the same and are in the same state.")


def _command(action: Action) -> click.Command:
    @click.command(action.value, help=HELP[action])
    @click.argument("ids", nargs=-1, required=True)
    @_ALIKE
    @click.option("--reason", "why", default="", metavar="TEXT", help="Why, for the record.")
    @click.pass_obj
    def decide(settings: Settings, ids: tuple[str, ...], alike: bool, why: str) -> None:
        _decide(settings, ids, alike, lambda desk, id: desk.decide(id, action, why))

    return decide


@click.command()
@click.argument("ids", nargs=-1, required=True)
@_ALIKE
@click.option("--force", is_flag=True, help="Delete at once what is not in the trash or spam list yet.")
@click.option("--reason", "why", default="", metavar="TEXT", help="Why, for the record.")
@click.pass_obj
def delete(settings: Settings, ids: tuple[str, ...], alike: bool, force: bool, why: str) -> None:
    """Throw comments away; from trash or spam list, for good."""
    _decide(settings, ids, alike, lambda desk, id: desk.delete(id, force, why))


@click.command()
@click.argument("which", nargs=-1, metavar="[NUMBER|ID]...")
@click.option("--reason", "why", default="", metavar="TEXT", help="Why, for the record.")
@click.pass_obj
def undo(settings: Settings, which: tuple[str, ...], why: str) -> None:
    """Take back your last decision, or the one you name."""
    _decide(settings, which or ("",), False, lambda desk, named: _undo(desk, named, why))


def _undo(desk: Desk, named: str, why: str) -> Outcome:
    from .undoing import choose

    decision = choose(desk, named)
    click.echo(f"Undoing {decision.number}, {_signed(decision)}, about {decision.comment}")
    return desk.decide(decision.comment, Action.UNDO, why, decision)


def _decide(settings: Settings, ids: tuple[str, ...], alike: bool, verb: Callable[[Desk, str], Outcome]) -> None:
    """Try each id, whatever became of the one before; then the pages. Exits with 1 if anything failed."""
    failed = False
    outcomes: list[Outcome] = []
    with open_desk(settings) as desk:
        for id in _ids(ids):
            try:
                for each in desk.alike(id) if alike else [id]:
                    outcomes.append(verb(desk, each))
                    click.echo(in_words(outcomes[-1]))
            except ModerationError as error:
                failed = True
                click.echo(f"Error: {visible(str(error))}", err=True)
        merged = merge(desk)
    tell(settings, outcomes)
    sys.exit(1 if failed or not merged else 0)


def merge(desk: Desk) -> bool:
    """Bring the pages up to date, or say why not; whether they are."""
    from .view import left_out

    try:
        desk.merge()
    except ModerationError as error:
        click.echo(f"Decided, but not on the pages yet: {visible(str(error))}", err=True)
        return False
    for skipped in desk.skipped:
        click.echo(left_out(skipped), err=True)
    return True


def tell(settings: Settings, outcomes: list[Outcome]) -> None:
    """Tell the spam service what it got wrong. It learns by that or not: the decisions stand."""
    from .feedback import mistakes, report

    if wrong := mistakes(outcomes):
        with open_service(settings) as service:
            for problem in report(service, wrong) if service else ():
                click.echo(visible(problem), err=True)


def _ids(ids: tuple[str, ...]) -> Iterator[str]:
    for id in ids:
        if id == "-":
            yield from sys.stdin.read().split()
        else:
            yield id


def in_words(outcome: Outcome) -> str:
    decision, overruled = outcome.decision, outcome.overruled
    now = decision.after.value if decision.after else "deleted"
    said = f"{decision.comment} {now} (was {decision.before.value})"
    if overruled:
        said += f", overruling {_signed(overruled)}"
    return said


def _signed(decision: Decision) -> str:
    return f"{visible(decision.who)}'s {decision.action.value} of {decision.at:%Y-%m-%d %H:%M}"


COMMANDS: tuple[Any, ...] = (*map(_command, HELP), delete, undo)
