"""The commands about likes: how many there are, and how they come onto the pages."""

from __future__ import annotations

from pathlib import Path

import click

from ..published.likefile import MOST
from ..settings import Settings
from .completion import slugs
from .frame import open_desk
from .reports import width


@click.group("likes", invoke_without_command=True)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="How.")
@click.pass_context
def likes_(ctx: click.Context, form: str) -> None:
    """Show how many readers like each article, or correct it."""
    from . import likeview

    if ctx.invoked_subcommand:
        return
    with open_desk(ctx.obj) as desk:
        counts, corrections = desk.queue.likes.counts(), desk.queue.likes.corrections()
    click.echo(
        likeview.as_json(counts, corrections) if form == "json" else likeview.as_table(counts, corrections, width())
    )


@likes_.command("set")
@click.argument("article", metavar="SLUG", shell_complete=slugs)
@click.argument("number", type=click.IntRange(0, MOST))
@click.option("--reason", "why", default="", metavar="TEXT", help="Why, for the record.")
@click.pass_obj
def set_(settings: Settings, article: str, number: int, why: str) -> None:
    """Correct the number of an article's likes, on its page, too."""
    from . import likes

    with open_desk(settings) as desk:
        _say(likes.correct(desk, article, number, why))


@likes_.command()
@click.pass_obj
def publish(settings: Settings) -> None:
    """Bring new likes onto the pages, and into content/ for builds."""
    from . import likes

    with open_desk(settings) as desk:
        _say(likes.publish(desk))


def _say(changed: list[Path]) -> None:
    for path in changed:
        click.echo(path)


COMMANDS = (likes_,)
