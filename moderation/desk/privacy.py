"""The commands for a reader who asks what is held about them, or wants it gone."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from ..errors import ModerationError
from ..settings import Settings
from .frame import open_desk
from .terminal import visible

if TYPE_CHECKING:
    from .desk import Desk
    from .person import Person


@click.group()
def privacy() -> None:
    """Show or erase what is held about a person.

    WHO is an e-mail address; or an account, as moderate get shows it, or as its provider does: google/123.
    """


@privacy.command()
@click.argument("who")
@click.pass_obj
def export(settings: Settings, who: str) -> None:
    """Write everything held about whoever gave this e-mail address, or has this account, as JSON."""
    from .likeview import records as likes
    from .person import Person
    from .view import VERSION

    with open_desk(settings) as desk:
        person = Person(desk, who)
        held = {"comments": person.records(), "subscriptions": person.subscriptions, "likes": likes(person.likes)}
    click.echo(json.dumps({"version": VERSION, "who": who, **held}, indent=1))


@privacy.command()
@click.argument("who")
@click.option("--keep-comments", "keep", is_flag=True, help="Let public comments stay, by Anonymous.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def erase(settings: Settings, who: str, keep: bool, yes: bool) -> None:
    """Delete the comments, subscriptions and likes of whoever gave this e-mail address, or has this account, and all
    that is held about them."""
    from .person import Person

    with open_desk(settings) as desk:
        person = Person(desk, who)
        if not person:
            click.echo(f"Nothing in the queue is of {visible(who)}.")
            return
        if not yes:
            click.confirm(_question(person, keep), abort=True, err=True)
        if gone := person.unsubscribe():
            click.echo(f"{visible(who)} unsubscribed ({gone})")
        if gone := person.unlike():
            click.echo(f"Likes taken back ({gone})")
        erased = [_erase(person, holding.submission.id, keep) for holding in person.holdings]
        desk.queue.leave_no_trace()
        merged = _merge(desk)
    sys.exit(0 if all(erased) and merged else 1)


def _question(person: Person, keep: bool) -> str:
    ids = ", ".join(holding.submission.id for holding in person.holdings)
    what = "Delete for good, or make anonymous where public," if keep else "Delete for good"
    return f"{what} what {visible(person.who)} sent: {ids or 'subscriptions and likes alone'}?"


def _erase(person: Person, id: str, keep: bool) -> bool:
    """Say what became of one comment; whether it is erased."""
    from ..queue.submission import State

    try:
        erased = person.erase(id, keep)
    except ModerationError as error:
        click.echo(f"Error: {visible(str(error))}", err=True)
        return False
    click.echo(f"{id} {'stays, by Anonymous' if erased.state is State.APPROVED else 'deleted'}")
    return True


def _merge(desk: Desk) -> bool:
    """Bring the pages up to date, or say why not; whether they are."""
    try:
        desk.merge()
    except ModerationError as error:
        click.echo(f"Erased, but still on the pages: {visible(str(error))}", err=True)
        return False
    return True


COMMANDS = (privacy,)
