"""The commands that block senders, and let them in again."""

from __future__ import annotations

import click

from ..comment import utc_now
from ..settings import Settings
from .terminal import visible


@click.command()
@click.argument("pattern", metavar="EMAIL|NETWORK|DOMAIN")
@click.pass_obj
def block(settings: Settings, pattern: str) -> None:
    """Put what comes from there, or links there, onto the spam list from now on."""
    from ..spam.blocklist import Blocklist

    rule = Blocklist(settings.lists).add(pattern, settings.who(), utc_now())
    click.echo(f"Blocked: {rule.kind} {visible(rule.pattern)}")


@click.command()
@click.argument("pattern", metavar="EMAIL|NETWORK|DOMAIN")
@click.pass_obj
def unblock(settings: Settings, pattern: str) -> None:
    """Block it no longer."""
    from ..spam.blocklist import Blocklist

    if not Blocklist(settings.lists).remove(pattern):
        raise click.ClickException(f"{visible(pattern)} is not blocked.")
    click.echo(f"No longer blocked: {visible(pattern)}")


@click.command()
@click.pass_obj
def blocked(settings: Settings) -> None:
    """List what is blocked."""
    from ..spam.blocklist import Blocklist

    for rule in Blocklist(settings.lists).rules():
        click.echo(visible(f"{rule.kind:<8} {rule.pattern}"))


COMMANDS = (block, unblock, blocked)
