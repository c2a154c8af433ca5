"""The commands about the spam filter: what it knows, how good it is, and why it says what it says."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..queue.submission import State
from ..settings import Settings
from . import blocking
from .completion import ids
from .frame import open_desk, open_service

if TYPE_CHECKING:
    from ..comment import Comment
    from ..spam.evaluation import Judged

_CSV = click.argument("source", metavar="[CSV]", required=False, type=click.Path(exists=True, path_type=Path))


@click.group("spam-filter")
def spam_filter() -> None:
    """Train and question the filter that learns; block senders."""


@spam_filter.command()
@_CSV
@click.pass_obj
def evaluate(settings: Settings, source: Path | None) -> None:
    """Replay past decisions in order, each asked about before it is learned. CSV: text,label instead."""
    from . import filterview

    judged = _judged(settings, source)
    click.echo(filterview.evaluation(judged))


@spam_filter.command()
@_CSV
@click.pass_obj
def train(settings: Settings, source: Path | None) -> None:
    """Learn what was decided before there was this filter, or elsewhere; or a CSV file: text,label."""
    from ..spam.learned import study

    judged = _judged(settings, source)
    lessons = [(_named(one.comment) if source else one.comment, spam) for one, spam in judged]
    with open_desk(settings) as desk:
        desk.queue.teach(lessons, study)
    spam = sum(spam for _, spam in judged)
    click.echo(f"{spam} spam and {len(judged) - spam} ham are learned, each once.")


@spam_filter.command()
@click.argument("id", shell_complete=ids(*State))
@click.pass_obj
def explain(settings: Settings, id: str) -> None:
    """Say what the filter thinks of a comment now, and by which features; "-" reads a text instead."""
    from ..spam.evaluation import typed
    from ..spam.learned import Learned
    from . import filterview

    with open_desk(settings) as desk:
        submission = typed(sys.stdin.read()) if id == "-" else desk.get(id)
        reason = Learned(desk.queue)(submission)
    click.echo(filterview.explanation(reason))


@spam_filter.command()
@click.pass_obj
def show(settings: Settings) -> None:
    """Show how much it has learned."""
    from ..spam.features import EVERY
    from ..spam.learned import FEWEST

    with open_desk(settings) as desk:
        spam, ham = desk.queue.counts([EVERY]).get(EVERY, (0, 0))
    click.echo(f"Learned: {spam} spam, {ham} ham.")
    if min(spam, ham) < FEWEST:
        click.echo(f"It says nothing before it knows at least {FEWEST} of both kinds.")


@spam_filter.command()
@click.confirmation_option("--yes", prompt="Forget everything the filter has learned?", help="Do not ask.")
@click.pass_obj
def reset(settings: Settings) -> None:
    """Forget everything that was learned. Comments and decisions stay."""
    with open_desk(settings) as desk:
        desk.queue.forget_lessons()
    click.echo("The filter knows nothing. To learn from past decisions: moderate spam-filter train")


@spam_filter.command()
@click.pass_obj
def recheck(settings: Settings) -> None:
    """Ask all checks again about what waits unchecked."""
    from ..spam import checks
    from ..spam.judge import Check, judge

    with open_desk(settings) as desk, open_service(settings) as service:
        every: list[Check] = [*checks.quick(settings, desk.queue), *([service] if service else [])]
        for submission in desk.queue.unchecked():
            for found in desk.queue.judged([judge(submission, every, submission.reasons, settings.spam)]):
                click.echo(f"{found.id} {found.verdict.value}, {found.state.value}")


def _judged(settings: Settings, source: Path | None) -> list[Judged]:
    """Of the file, or of the queue."""
    from ..spam.evaluation import load
    from .history import judged

    if source:
        return load(source)
    with open_desk(settings) as desk:
        return judged(desk.queue)


def _named(comment: Comment) -> Comment:
    """With an id by its text, so that the same file teaches nothing twice."""
    from ..imports.numbers import id_of

    return replace(comment, id=id_of(f"csv {comment.text}"))


for command in blocking.COMMANDS:
    spam_filter.add_command(command)

COMMANDS = (spam_filter,)
