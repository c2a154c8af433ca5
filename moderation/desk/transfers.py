"""The commands that bring blogs and comments in, and take them out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import SiteIndexUnavailable, StalePage, UnknownArticle
from ..settings import Settings

if TYPE_CHECKING:
    from ..imports.report import Report
    from ..queue.store import Queue

SYSTEMS = {
    "disqus": ("Disqus", "its XML export"),
    "isso": ("Isso", "its SQLite database, or its generic JSON"),
    "remark42": ("Remark42", "its JSON backup"),
    "commento": ("Commento", "its or Comentario's JSON export"),
    "staticman": ("Staticman", "the folder of its YAML or JSON files"),
    "commentsystem": ("pelican_comment_system", "the folder of its files"),
}
"""Each with its own name and what to give; the reader is the module of the command's name."""

MAPPING = Path("var/import-map.txt")

EXPORT = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group("import")
def import_() -> None:
    """Bring in a blog from WordPress, or comments from elsewhere."""


def taking(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every import."""
    command = click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")(command)
    return click.option("--overwrite", is_flag=True, help="Take anew what is here already and says something else.")(
        command
    )


@import_.command("wordpress")
@click.argument("export", type=EXPORT)
@click.option("--media", type=FOLDER, help="A copy of wp-content/uploads; what is used is copied to content/images.")
@click.option("--html", is_flag=True, help="Keep bodies as HTML instead of turning them into Markdown.")
@taking
@click.pass_obj
def wordpress(settings: Settings, export: Path, media: Path | None, html: bool, overwrite: bool, dry_run: bool) -> None:
    """Bring in a whole WordPress blog: articles, pages, comments and their old addresses.

    EXPORT is the file that WordPress writes under Tools, Export, All content.
    """
    from ..imports.report import Report
    from ..imports.wordpress.blog import WordPressImport

    report = Report(dry=dry_run)
    blog = WordPressImport(export, settings.content, report, media=media, html=html, overwrite=overwrite)
    with _progress("Looking through", export) as progress:
        blog.survey(progress)
    with _queue(settings, dry_run) as queue, _progress("Importing", export) as progress:
        blog.run(queue, progress)
    _say(report)


@import_.command("json")
@click.argument("export", type=EXPORT)
@taking
@click.pass_obj
def json_(settings: Settings, export: Path, overwrite: bool, dry_run: bool) -> None:
    """Bring in comments that moderate export json has written."""
    from ..imports import archive
    from ..imports.commentwriter import CommentWriter
    from ..imports.report import Report
    from ..published import commentfile

    report = Report(dry=dry_run)
    for _ in archive.load(export):
        pass  # all of it must be good before any of it is written
    with _queue(settings, dry_run) as queue:
        writer = CommentWriter(queue, settings.content / commentfile.FOLDER, report, overwrite)
        for submission in archive.load(export):
            writer.add(submission)
        writer.flush()
        _conclude(settings, queue, report)


def _from(system: str) -> click.Command:
    name, what = SYSTEMS[system]

    @import_.command(system, help=f"Bring in the comments of {name}: EXPORT is {what}.")
    @click.argument("export", type=click.Path(exists=True, path_type=Path))
    @click.option(
        "--map",
        "mapping",
        type=click.Path(dir_okay=False, path_type=Path),
        default=MAPPING,
        show_default=True,
        help="Which article a page is: what cannot be matched is listed there for you to complete.",
    )
    @taking
    @click.pass_obj
    def command(settings: Settings, export: Path, mapping: Path, overwrite: bool, dry_run: bool) -> None:
        from ..imports.commentsimport import CommentsImport
        from ..imports.report import Report

        report = Report(dry=dry_run)
        read = import_module(f"..imports.systems.{system}", __package__).read
        comments = CommentsImport(read, export, name, settings, mapping, report)
        comments.survey()
        with _queue(settings, dry_run) as queue:
            comments.run(queue, overwrite)
            _conclude(settings, queue, report, mapping)

    return command


for system in SYSTEMS:
    _from(system)


@contextmanager
def _queue(settings: Settings, dry: bool) -> Iterator[Queue | None]:
    """The queue; none if there is none yet and nothing may be made."""
    from ..queue.connection import exists, open_queue

    if dry and not exists(settings.database):
        yield None
        return
    with closing(open_queue(settings.database)) as queue:
        yield queue


def _conclude(settings: Settings, queue: Queue | None, report: Report, mapping: Path | None = None) -> None:
    """Bring the comments onto the pages, if these are there and need not be built again first; say what was done."""
    from .desk import Desk

    try:
        if queue and not report.dry:
            desk = Desk(queue, settings)
            desk.touched |= report.touched
            with suppress(SiteIndexUnavailable, StalePage, UnknownArticle):
                desk.merge()
                report.on_pages = True
    finally:  # what was imported is, even if a page cannot be written
        _say(report, mapping)


@contextmanager
def _progress(label: str, path: Path) -> Iterator[Callable[[int], None]]:
    """A bar for a file that is read, on a terminal."""
    size, hidden = path.stat().st_size, not sys.stderr.isatty()
    with click.progressbar(length=size, label=label, file=sys.stderr, hidden=hidden) as bar:
        yield lambda done: bar.update(done - bar.pos) if done > bar.pos else None


def _say(report: Report, mapping: Path | None = None) -> None:
    from .importview import lines

    for line in lines(report, mapping):
        click.echo(line)


COMMANDS = (import_,)
