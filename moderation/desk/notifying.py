"""The command that sends mails and hooks."""

from __future__ import annotations

import sys

import click

from ..errors import InvalidSetting
from ..settings import Settings
from .frame import open_desk


@click.command()
@click.option("--again", is_flag=True, help="Also try again what was given up.")
@click.pass_obj
def notify(settings: Settings, again: bool) -> None:
    """Send mails and hooks that are due, where no intake does."""
    from ..notifications.notifier import Notifier, channels

    with open_desk(settings) as desk:
        ways = channels(settings, desk.queue)
        if not ways:
            raise InvalidSetting("MODERATION_MAIL", "", "set, or MODERATION_HOOK, for anybody to be told")
        if again:
            desk.queue.outbox.revive(at=desk.now())
        tally = Notifier(desk.queue, ways, desk.now).round()
        backlog = desk.queue.outbox.backlog()
    click.echo(f"Sent: {tally.sent}. Waiting: {backlog.waiting}.")
    if tally.failed:
        click.echo(f"Not taken: {tally.problem}.", err=True)
    sys.exit(1 if tally.failed else 0)


COMMANDS = (notify,)
