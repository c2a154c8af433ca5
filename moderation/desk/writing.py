"""The commands for which a moderator writes."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..comment import without_controls
from ..queue.ledger import Action
from ..queue.submission import State, Submission
from ..settings import Settings
from .completion import ids
from .frame import WrongUse, open_desk
from .verbs import in_words, merge, tell

if TYPE_CHECKING:
    from .desk import Desk, Outcome

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("id", shell_complete=ids(State.PENDING, State.APPROVED))
@click.option("--text", metavar="TEXT", help="The new text, without an editor.")
@click.option("-F", "--file", type=_FILE, help="What the editor would leave: author, website and text.")
@click.option("--reason", "why", default="", metavar="TEXT", help="Why, for the record.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def edit(settings: Settings, id: str, text: str | None, file: Path | None, why: str, yes: bool) -> None:
    """Change what a comment says, in your editor."""
    with open_desk(settings) as desk:
        revise(desk, desk.get(id), text, file, why, ask=not yes and _at_terminal())
        merged = merge(desk)
    sys.exit(0 if merged else 1)


@click.command()
@click.argument("id", shell_complete=ids(State.PENDING, State.APPROVED))
@click.argument("text", required=False, metavar="[TEXT|-]")
@click.option("-F", "--file", type=_FILE, help="The text.")
@click.option("--approve", is_flag=True, help="Let the comment in first, if it is not public yet.")
@click.pass_obj
def reply(settings: Settings, id: str, text: str | None, file: Path | None, approve: bool) -> None:
    """Answer a comment with one of your own, public at once."""
    with open_desk(settings) as desk:
        outcomes = answer(desk, desk.get(id), text, file, approve=approve)
        merged = merge(desk)
    tell(settings, outcomes)
    sys.exit(0 if merged else 1)


def revise(
    desk: Desk,
    submission: Submission,
    text: str | None = None,
    file: Path | None = None,
    why: str = "",
    *,
    ask: bool = True,
) -> None:
    """Let a moderator change a comment, in an editor if neither text nor file is given; shows what changed."""
    from . import manuscript

    before = desk.public(submission)
    given = file is not None or text is not None
    with nullcontext(file) if given else _typed(submission.id, manuscript.dumps(before)) as path:
        after = manuscript.read(path, before) if path else replace(before, text=text or "")
        if after == before:
            return click.echo(f"{submission.id} is unchanged")
        click.echo(manuscript.diff(before, after))
        if ask:
            click.confirm("Save this?", abort=True)
        desk.edit(submission, after, why)
    click.echo(f"{submission.id} edited")


def answer(
    desk: Desk, parent: Submission, text: str | None = None, file: Path | None = None, *, approve: bool
) -> list[Outcome]:
    """Let a moderator answer a comment, likewise; gives the decision that let it in first, if that was wanted."""
    from ..published import commentfile

    outcomes = []
    with nullcontext(file) if file or text is not None else _typed(f"{parent.id}-reply", "") as path:
        typed = commentfile.text_of(path) if path else sys.stdin.read() if text == "-" else text or ""
        reply = desk.answer(parent, without_controls(typed).strip())
        if approve and parent.state is not State.APPROVED:
            outcomes.append(desk.decide(parent.id, Action.APPROVE))
            click.echo(in_words(outcomes[0]))
        desk.reply(reply)
    click.echo(f"{reply.id} approved (replies to {parent.id})")
    return outcomes


@contextmanager
def _typed(name: str, text: str) -> Iterator[Path]:
    """A file with what the moderator makes of the text in an editor. If it comes to nothing, it is kept, and named."""
    if not _at_terminal():
        raise WrongUse("There is no terminal for an editor: give the text, or -F FILE.")
    descriptor, path = tempfile.mkstemp(prefix=f"{name}-", suffix=".md")
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    try:
        click.edit(filename=path)
        yield Path(path)
    except BaseException:
        click.echo(f"What you typed is in {path}", err=True)
        raise
    Path(path).unlink()


def _at_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


COMMANDS = (edit, reply)
