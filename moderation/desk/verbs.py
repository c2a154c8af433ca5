"""The commands that decide: each takes ids, and says of each what became of it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from ..errors import ModerationError
from ..queue.ledger import Action, Decision
from ..queue.submission import State
from ..settings import Settings
from .batch import Batch, batching
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

_WHY = click.option("--reason", "why", default="", metavar="TEXT", help="Why, for the record.")


def _command(action: Action) -> click.Command:
    @click.command(action.value, help=HELP[action])
    @batching(next(filter(action.makes_sense_in, State)))  # what waits, or what there is to take back
    @_WHY
    @click.pass_obj
    def decide(settings: Settings, batch: Batch, why: str) -> None:
        _decide(settings, batch, lambda desk, id: desk.decide(id, action, why))

    return decide


@click.command()
@batching(State.TRASH)
@click.option("--force", is_flag=True, help="Delete at once what is not in the trash or spam list yet.")
@_WHY
@click.pass_obj
def delete(settings: Settings, batch: Batch, force: bool, why: str) -> None:
    """Throw comments away; from trash or spam list, for good."""
    _decide(settings, batch, lambda desk, id: desk.delete(id, force, why))


@click.command()
@click.argument("which", nargs=-1, metavar="[NUMBER|ID]...")
@_WHY
@click.pass_obj
def undo(settings: Settings, which: tuple[str, ...], why: str) -> None:
    """Take back your last decision, or the one you name."""
    _decide(settings, Batch(ids=which or ("",)), lambda desk, named: _undo(desk, named, why))


def _undo(desk: Desk, named: str, why: str) -> Outcome:
    from .undoing import choose

    decision = choose(desk, named)
    click.echo(f"Undoing {decision.number}, {_signed(decision)}, about {decision.comment}")
    return desk.decide(decision.comment, Action.UNDO, why, decision)


def _decide(settings: Settings, batch: Batch, verb: Callable[[Desk, str], Outcome]) -> None:
    """Try each id, whatever became of the one before; then the pages. Exits with 1 if anything failed."""
    failed = False
    outcomes: list[Outcome] = []
    with open_desk(settings, dry_run=batch.dry_run) as desk:
        for id in batch.members(desk):
            try:
                for each in desk.alike(id) if batch.alike else [id]:
                    outcomes.append(verb(desk, each))
                    click.echo(in_words(outcomes[-1], dry_run=batch.dry_run))
            except ModerationError as error:
                failed = True
                click.echo(f"Error: {visible(str(error))}", err=True)
        merged = merge(desk)
    if not batch.dry_run:
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


def in_words(outcome: Outcome, *, dry_run: bool = False) -> str:
    decision, overruled = outcome.decision, outcome.overruled
    now = decision.after.value if decision.after else "deleted"
    if dry_run:
        return f"{decision.comment} would be {now} (is {decision.before.value})"
    said = f"{decision.comment} {now} (was {decision.before.value})"
    if overruled:
        said += f", overruling {_signed(overruled)}"
    return said


def _signed(decision: Decision) -> str:
    return f"{visible(decision.who)}'s {decision.action.value} of {decision.at:%Y-%m-%d %H:%M}"


COMMANDS: tuple[Any, ...] = (*map(_command, HELP), delete, undo)
