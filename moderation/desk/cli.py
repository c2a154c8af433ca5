"""The ``moderate`` command. Whatever is slow to import waits until a command needs it."""

from __future__ import annotations

import atexit
import gc

import click

from . import (
    completion,
    exports,
    liking,
    notifying,
    privacy,
    purge,
    records,
    reports,
    reviewing,
    services,
    spamfilter,
    subscribers,
    transfers,
    verbs,
    writing,
)
from .frame import Commands, setting_options, settings_of


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@setting_options
@click.version_option(package_name="blog", message="%(version)s")
@click.pass_context
def cli(ctx: click.Context, /, **options: str | None) -> None:
    """Moderate the comments on a static blog.

    An id may be shortened to any beginning that fits one comment only; "-" reads ids from standard input.
    """
    # What is imported stays to the end: looking through all of it for garbage took a fifth of a short command's time.
    gc.set_threshold(20_000)
    atexit.register(gc.freeze)
    ctx.obj = settings_of(ctx)


for module in (
    reports,
    records,
    reviewing,
    verbs,
    writing,
    services,
    notifying,
    subscribers,
    liking,
    spamfilter,
    transfers,
    exports,
    purge,
    privacy,
    completion,
):
    for command in module.COMMANDS:
        cli.add_command(command)
