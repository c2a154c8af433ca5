"""The commands that take the blog, or its comments, out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from .. import atomic
from ..queue.selection import Selection
from ..settings import Settings
from .filters import ANY, filtering
from .frame import open_desk
from .terminal import visible

if TYPE_CHECKING:
    from ..imports.collection import Collection


@click.group("export")
def export() -> None:
    """Write the blog for WordPress, or its comments as JSON."""


def giving(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every export."""
    path = click.Path(dir_okay=False, writable=True, path_type=Path)
    command = click.option("--output", "target", type=path, help="Where to; standard output if this is left out.")(
        command
    )
    private = click.option("--with-private", is_flag=True, help="With e-mail and IP addresses of those who commented.")
    return click.pass_obj(private(command))


@export.command()
@giving
def wordpress(settings: Settings, target: Path | None, with_private: bool) -> None:
    """Write articles, pages and comments as WordPress's importer takes them."""
    from .. import redirects, siteindex
    from ..errors import SiteIndexUnavailable
    from ..imports.wxr import export as wxr
    from ..imports.wxr.addresses import Addresses

    try:
        index = siteindex.load(settings.site_index)
    except SiteIndexUnavailable as error:
        click.echo(f"Addresses are written without the site's name: {visible(str(error))}", err=True)
        index = None
    addresses = Addresses(index, redirects.load(settings.content / redirects.FILE))
    with _collection(settings) as collection, _writing(target) as file:
        wxr.write(file, collection, addresses, private=with_private)


@export.command("json")
@filtering(ANY)
@giving
def json_(settings: Settings, selection: Selection, target: Path | None, with_private: bool) -> None:
    """Write comments as lines of JSON: all, or those that the filters leave."""
    from ..imports import archive

    with _collection(settings) as collection, _writing(target) as file:
        comments = (comment for slug in collection.slugs() for comment in collection.comments_of(slug))
        archive.dump(filter(selection.fits, comments), file, with_private)


@contextmanager
def _collection(settings: Settings) -> Iterator[Collection]:
    """What there is to export; says at the end what of it could not be."""
    from ..imports.collection import Collection

    with open_desk(settings) as desk:
        collection = Collection(settings.content, desk.queue)
        yield collection
    for path, problem in collection.left_out.items():
        click.echo(visible(f"Left out: {path} {problem}"), err=True)


@contextmanager
def _writing(target: Path | None) -> Iterator[TextIO]:
    """The file, which is there when it is complete; only its owner can read it: it may hold private parts."""
    if target is None:
        yield sys.stdout
    else:
        with atomic.writing(target, mode=0o600) as file:
            yield file


COMMANDS = (export,)
