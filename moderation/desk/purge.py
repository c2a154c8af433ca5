"""The command that empties the queue of what is no longer needed."""

from __future__ import annotations

import click

from ..settings import Settings
from .frame import open_desk

WHO = "moderate purge"
"""Who deletes, for the record."""


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.pass_obj
def purge(settings: Settings, dry_run: bool) -> None:
    """Forget old senders, and delete old spam and trash."""
    from ..queue.purge import Terms

    terms = Terms(spam=settings.spam_days, trash=settings.trash_days)
    with open_desk(settings) as desk:
        purged = desk.queue.purge(terms, who=WHO, at=desk.now(), dry_run=dry_run)
    click.echo(f"{'To be purged' if dry_run else 'Purged'}: {purged}.")


COMMANDS = (purge,)
