"""The commands that only look."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace

import click

from ..queue.selection import Selection
from ..queue.submission import State
from ..settings import Settings
from .articles import doubt
from .completion import ids, slugs
from .filters import filtering
from .frame import open_desk, open_service

FORMATS = ["table", "json", "csv", "ids", "count"]


@click.command("list")
@filtering(status=State.PENDING.value)
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="How.")
@click.pass_obj
def list_(settings: Settings, selection: Selection, form: str) -> None:
    """List comments, the oldest first."""
    from . import view
    from .groups import groups

    with open_desk(settings) as desk:
        doubt(desk, selection.article)
        found = desk.queue.select(selection)
        families = desk.queue.families(selection.state) if form == "table" else {}
    text = view.as_table(groups(found, families), width()) if form == "table" else view.FORMATS[form](found)
    click.echo(text, nl=bool(text))


@click.command()
@click.argument("id", shell_complete=ids(*State))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How.")
@click.pass_obj
def get(settings: Settings, id: str, form: str) -> None:
    """Show everything about one comment."""
    from . import revisionview, view

    with open_desk(settings) as desk:
        submission = desk.get(id)
        revisions = desk.queue.revisions(submission.id)
        ledger = desk.queue.decisions(submission.id) if revisions else []
    if form == "json":
        return click.echo(view.object_of(submission, revisionview.records(revisions)))
    click.echo(view.in_full(submission, revisionview.earlier(submission.comment, revisions, ledger)))


@click.command()
@click.argument("slug", required=False, shell_complete=slugs)
@filtering()
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="How.")
@click.pass_obj
def count(settings: Settings, slug: str | None, selection: Selection, form: str) -> None:
    """Count comments by status, on the site or on one article."""
    from . import view

    article = slug or selection.article
    with open_desk(settings) as desk:
        doubt(desk, article)
        counts = desk.queue.count(replace(selection, article=article))
    click.echo(view.counts(counts, form, width()))


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How.")
@click.pass_obj
def status(settings: Settings, form: str) -> None:
    """Show what waits, what came, and what is not on the pages."""
    from . import statusview
    from .arrivals import arrivals

    with open_desk(settings) as desk:
        found, came, unsent = desk.status(), arrivals(desk.queue), desk.queue.outbox.backlog()
    json = form == "json"
    click.echo(statusview.as_json(found, came, unsent) if json else statusview.as_text(found, came, unsent, width()))


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How.")
@click.option("--rehearse", is_flag=True, help="Also take a test comment the whole way, in copies.")
@click.pass_obj
def doctor(settings: Settings, rehearse: bool, form: str) -> None:
    """Look for all that can be wrong, and say how to mend it."""
    from .doctor.examination import examine
    from .doctor.finding import as_json, as_text

    findings = list(examine(settings, open_service(settings), with_comment=rehearse))
    click.echo(as_text(findings) if form == "text" else as_json(findings))
    sys.exit(0 if all(finding.healthy for finding in findings) else 1)


def width() -> int:
    """Of the terminal; a file or another program gets whole lines."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 1000


COMMANDS = (list_, get, count, status, doctor)
