"""The command that shows the record of decisions."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from ..queue.ledger import Action
from ..queue.submission import State
from ..settings import Settings
from . import completion
from .frame import open_desk
from .reports import FORMATS, width

ACTIONS = [action.value for action in Action]
MOMENT = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"])


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...", shell_complete=completion.ids(*State))
@click.option("--who", metavar="NAME", help="Only what this moderator did.")
@click.option("--action", type=click.Choice(ACTIONS), help="Only decisions of this kind.")
@click.option("--since", type=MOMENT, metavar="DATE", help="Only from this day or moment on, in UTC: 2026-11-23T09:15.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="How.")
@click.option("--verify", is_flag=True, help="Say instead whether the whole record is as it was written.")
@click.pass_obj
def log(
    settings: Settings,
    ids: tuple[str, ...],
    who: str | None,
    action: str | None,
    since: datetime | None,
    form: str,
    verify: bool,
) -> None:
    """Show who decided what, when and why, the oldest first."""
    from . import ledgerview

    with open_desk(settings) as desk:
        if verify:
            number, hash = desk.queue.verify()
            return click.echo(f"The ledger is intact up to number {number}, whose hash is {hash or 'none'}.")
        found = desk.queue.decisions(
            *map(desk.queue.recall, ids),
            who=who,
            action=Action(action) if action else None,
            since=since.replace(tzinfo=UTC) if since else None,
        )
    text = ledgerview.as_table(found, width()) if form == "table" else ledgerview.FORMATS[form](found)
    click.echo(text, nl=bool(text))


COMMANDS = (log,)
