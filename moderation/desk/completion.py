"""What a shell completes: ids of comments and articles' slugs. It is fast, changes nothing, and fails in silence."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import click

from ..queue.submission import State
from .frame import settings_of
from .terminal import shortened

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

MOST = 50
"""More ids than this nobody looks through: type another letter."""
PATIENCE = 1.0
"""Seconds that a shell waits for a database."""

SHELLS = ["bash", "zsh", "fish"]

Completer = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]


def ids(*states: State) -> Completer:
    """Completes ids of comments in these states, and shows whose they are where a shell shows that."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        with suppress(Exception):  # whatever is wrong, the command itself says it
            return _ids(ctx, states, incomplete)
        return []

    return complete


def slugs(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Completes articles of the site as it was last built."""
    from click.shell_completion import CompletionItem

    from .. import siteindex

    with suppress(Exception):
        articles = siteindex.load(settings_of(ctx).site_index).articles
        return [
            CompletionItem(slug, help=shortened(article.title, 60))
            for slug, article in articles.items()
            if slug.startswith(incomplete)
        ]
    return []


def _ids(ctx: click.Context, states: tuple[State, ...], incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from ..queue.connection import exists, open_queue

    database = settings_of(ctx).database
    if not exists(database):
        return []
    with closing(open_queue(database, timeout=PATIENCE)) as queue:
        every = (id for state in states for id in queue.ids(state))
        found = [id for id in every if id.startswith(incomplete)][:MOST]
        return [
            CompletionItem(id, help=shortened(f"{one.comment.author}: {one.comment.text}", 60))
            for id, one in queue.known(found).items()
            if one
        ]


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print what lets a shell complete commands, ids, articles."""
    from click.shell_completion import get_completion_class

    if kind := get_completion_class(shell):
        click.echo(kind(ctx.find_root().command, {}, "moderate", "_MODERATE_COMPLETE").source())


COMMANDS = (completion,)
