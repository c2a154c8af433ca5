"""A batch: the comments that a verb is about, named by their ids or chosen by filters."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import click

from ..queue.selection import EVERYTHING, Selection
from ..queue.submission import State
from .articles import doubt
from .completion import ids
from .filters import filtering
from .frame import WrongUse

if TYPE_CHECKING:
    from .desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What was asked for."""

    ids: tuple[str, ...]
    """As typed: perhaps beginnings of ids, perhaps ``-``."""
    alike: bool = False
    every: bool = False
    """Instead of ids, all that are selected."""
    selection: Selection = EVERYTHING
    dry_run: bool = False
    yes: bool = False

    def members(self, desk: Desk) -> Iterable[str]:
        """The ids, or what was typed for them. Before it gives many that nobody has named, it asks."""
        return self._chosen(desk) if self.every else _read(self.ids)

    def _chosen(self, desk: Desk) -> Iterator[str]:
        doubt(desk, self.selection.article)
        chosen = [submission.id for submission in desk.queue.select(self.selection)]
        if not chosen:
            click.echo("No comment fits.", err=True)
        if len(chosen) > 1 and not (self.yes or self.dry_run):
            verb = str(click.get_current_context().info_name).capitalize()
            click.confirm(f"{verb} {len(chosen)} comments?", abort=True, err=True)
        for id in chosen:
            now = desk.queue.known([id]).get(id)
            if now and self.selection.fits(now):
                yield id
            else:  # the answer took its time; what another moderator has decided meanwhile stands
                click.echo(f"{id} is left alone: it was decided meanwhile.", err=True)


def batching(status: State) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a verb the arguments and options of a batch; ``--all`` by itself means all of this status."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(command)
        def batched(*arguments: Any, **given: Any) -> object:
            batch = Batch(**{field.name: given.pop(field.name) for field in fields(Batch)})
            _check(batch, status)
            return command(*arguments, batch=batch, **given)

        decorated = filtering(status.value)(batched)
        for option in reversed(_OPTIONS):
            decorated = option(decorated)
        return click.argument("ids", nargs=-1, metavar="[ID]...", shell_complete=ids(status))(decorated)

    return decorate


_OPTIONS = (
    click.option("--alike", is_flag=True, help="Also those that say the same and are in the same state."),
    click.option("--all", "every", is_flag=True, help="Instead of ids: all that --status and the filters leave."),
    click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing."),
    click.option("--yes", is_flag=True, help="Do not ask."),
)


def _check(batch: Batch, status: State) -> None:
    """Raises UsageError, or WrongUse, if it is not clear what is meant, or nobody can be asked."""
    if not (batch.ids or batch.every):
        raise click.UsageError("Name comments by their ids, or choose them with --all.")
    if batch.every and (batch.ids or batch.alike):
        raise click.UsageError("--all goes neither with ids nor with --alike.")
    if not batch.every and batch.selection != Selection(state=status):
        raise click.UsageError("Filters choose among all: say --all, too.")
    if batch.every and not (batch.yes or batch.dry_run or sys.stdin.isatty()):
        raise WrongUse("There is no terminal to ask at: say --yes, or --dry-run to see what would be done.")


def _read(ids: tuple[str, ...]) -> Iterator[str]:
    for id in ids:
        if id == "-":
            yield from sys.stdin.read().split()
        else:
            yield id
