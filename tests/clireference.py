"""The reference of the command line, docs/cli.md, as the commands describe themselves. Run it to write the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from moderation.desk.cli import cli

PREFACE = """\
# Commands

Every command of `moderate` with all its options, as `--help` shows them; written by `make reference`. How to use them
is in [At the desk](moderation.md), what `--format json` gives in [JSON](json.md).

The exit code is 0 if all was done, 1 if something failed, and 2 if the command was used wrongly. Results go to standard
output, all else to standard error. There are no colours.
"""
WIDTH = 80


def commands(command: click.Command, name: str, parent: click.Context | None = None) -> Iterator[tuple[str, str]]:
    """The command and all below it: what each is called, and its help."""
    settings: dict[str, Any] = {"terminal_width": WIDTH, "max_content_width": WIDTH, **command.context_settings}
    context = click.Context(command, parent, name, **settings)
    yield context.command_path, command.get_help(context)
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            yield from commands(command.commands[below], below, context)


def reference() -> str:
    """The whole page."""
    return PREFACE + "".join(f"\n## {path}\n\n```\n{help}\n```\n" for path, help in commands(cli, "moderate"))


if __name__ == "__main__":
    from blog import PROJECT

    (PROJECT / "docs/cli.md").write_text(reference(), encoding="utf-8")
