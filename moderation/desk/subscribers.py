"""The commands about whom readers' notices go to."""

from __future__ import annotations

import json
import sys

import click

from ..settings import Settings
from .frame import open_desk
from .terminal import visible


@click.group()
def subscriptions() -> None:
    """Show or remove what readers have asked to be told of."""


@subscriptions.command("list")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help="How to show them.")
@click.pass_obj
def list_(settings: Settings, form: str) -> None:
    """Show who wants to be told of what, and since when; nowhere else are readers' addresses shown."""
    from .subscriptionview import record, table

    with open_desk(settings) as desk:
        found = desk.queue.subscriptions.all()
    click.echo(table(found) if form == "table" else json.dumps([record(one) for one in found], indent=1))


@subscriptions.command()
@click.pass_obj
def count(settings: Settings) -> None:
    """Say how many are confirmed, of each interest, and how many are not."""
    from ..interest import Interest

    with open_desk(settings) as desk:
        found = desk.queue.subscriptions.all()
    confirmed = [one.interest for one in found if one.confirmed]
    for interest in Interest:
        click.echo(f"{interest:<12}{confirmed.count(interest)}")
    click.echo(f"{'unconfirmed':<12}{len(found) - len(confirmed)}")


@subscriptions.command()
@click.argument("address")
@click.pass_obj
def remove(settings: Settings, address: str) -> None:
    """Tell this address of nothing more."""
    with open_desk(settings) as desk:
        removed = desk.queue.subscriptions.remove(address)
    click.echo(f"{visible(address)} unsubscribed ({removed})" if removed else f"{visible(address)} is told of nothing.")
    sys.exit(0 if removed else 1)


COMMANDS = (subscriptions,)
