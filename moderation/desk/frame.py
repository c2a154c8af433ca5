"""What every command needs first: the settings as options, and the desk, opened and closed again."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import click

from ..errors import InvalidSetting, ModerationError, UnknownSetting
from ..settings import Settings, meaning, read, variable
from .terminal import visible

if TYPE_CHECKING:
    from ..spam.akismet import AkismetCheck
    from .desk import Desk


class WrongUse(click.ClickException):
    """Something in how the command was called; click's own ``UsageError`` would print how to call it besides."""

    exit_code = 2


class Commands(click.Group):
    """Shows the package's own errors as one line, without a traceback; settings that are wrong are wrong use."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ModerationError as error:
            kind = WrongUse if isinstance(error, InvalidSetting | UnknownSetting) else click.ClickException
            raise kind(visible(str(error))) from error


def settings_of(ctx: click.Context) -> Settings:
    """From the options before the command, then the environment. Raises UnknownSetting, InvalidSetting."""
    return read(os.environ, ctx.find_root().params)


def setting_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """An option for every setting. Their values are checked together with the environment's, in one place."""
    for setting in reversed(fields(Settings)):
        shown = f"{meaning(setting).replace('`', '')} [env: {variable(setting)}]"
        option = click.option(f"--{setting.name.replace('_', '-')}", setting.name, metavar="VALUE", help=shown)
        command = option(command)
    return command


@contextmanager
def open_desk(settings: Settings, *, dry_run: bool = False) -> Iterator[Desk]:
    """The desk over the queue that the settings name; says at the end what it could not read there.

    SQLAlchemy is imported here, not before.
    """
    from ..queue.connection import open_queue
    from .desk import Desk
    from .dryrun import DryRun

    with closing(open_queue(settings.database)) as queue:
        yield (DryRun if dry_run else Desk)(queue, settings)
    if ids := sorted(queue.unreadable):
        some = "1 comment" if len(ids) == 1 else f"{len(ids)} comments"
        said = f"{some} in the queue cannot be read: {', '.join(ids)}; moderate get ID says why, and how to mend it."
        click.echo(visible(said), err=True)


def open_service(settings: Settings) -> AbstractContextManager[AkismetCheck | None]:
    """The spam service, if the environment names a key for it."""
    from ..spam import checks

    return checks.remote(settings, os.environ)


def has_browser() -> bool:
    """Whether the moderator has said which browser to use."""
    return bool(os.environ.get("BROWSER"))


def clear() -> None:
    """A clean screen; on a terminal that knows nothing of screens, an empty line."""
    click.echo() if os.environ.get("TERM") == "dumb" else click.clear()
