"""The commands that keep the site and the intake going."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from typing import Any

import click

from ..comment import utc_now
from ..errors import InvalidSetting
from ..settings import Settings
from .completion import slugs
from .frame import open_desk


@click.command()
@click.argument("articles", nargs=-1, metavar="[SLUG]...", shell_complete=slugs)
@click.option("--deploy", is_flag=True, help="Then run MODERATION_DEPLOY, with all that changed on its standard input.")
@click.option("-0", "--null", is_flag=True, help="There, end each name with a NUL instead of a line break.")
@click.pass_obj
def publish(settings: Settings, articles: tuple[str, ...], deploy: bool, null: bool) -> None:
    """Make pages agree with decisions and edited comment files."""
    from . import view

    with open_desk(settings) as desk:
        changed = desk.publish(articles)
    for path in changed:
        click.echo(path)
    for error in desk.skipped:
        click.echo(view.left_out(error), err=True)
    click.echo(f"{_files(len(changed))} changed.", err=True)
    if deploy:
        from .deployment import Deployment

        deployed = Deployment(settings).run(utc_now(), "\0" if null else "\n")
        click.echo(f"{_files(len(deployed))} deployed.", err=True)
    sys.exit(1 if desk.skipped else 0)


def _files(number: int) -> str:
    return f"{number} file{'s' * (number != 1)}"


_HOST = click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")


def _port(default: int, envvar: str | None = None) -> Callable[..., Any]:
    number = click.IntRange(0, 65535)
    return click.option(
        "--port", type=number, default=default, show_default=True, envvar=envvar, help="The port; 0 for any."
    )


@click.command()
@_HOST
@_port(8000, envvar="PORT")
@click.option("--site", is_flag=True, help="Serve the built site, too.")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes that share the work.")
@click.pass_obj
def serve(settings: Settings, host: str, port: int, site: bool, workers: int) -> None:
    """Run the intake, which takes comments into the queue."""
    from ..intake.server import listen, serve

    listener = listen(host, port)
    serve(settings, listener, lambda: _say_where(host, listener), site=site, workers=workers)


@click.command()
@_HOST
@_port(8001)
@click.pass_obj
def links(settings: Settings, host: str, port: int) -> None:
    """Run the pages behind the links in mails, which decide."""
    from ..intake.server import listen, run
    from .bymail import create_app
    from .verbs import tell

    if not settings.links:
        raise InvalidSetting("MODERATION_LINKS", "", "where these pages are reached, to be served")
    listener = listen(host, port)
    with open_desk(settings) as desk:
        app = create_app(desk.queue, settings, lambda outcomes: tell(settings, outcomes))
        run(app, settings, listener, ready=lambda: _say_where(host, listener))


def _say_where(host: str, listener: socket.socket) -> None:
    port = listener.getsockname()[1]
    click.echo(f"Listening at http://{f'[{host}]' if ':' in host else host}:{port}/", err=True)


@click.command()
@click.pass_obj
def migrate(settings: Settings) -> None:
    """Bring the queue's database to the newest schema."""
    from ..queue import migration
    from ..queue.connection import open_engine

    engine = open_engine(settings.database)
    try:
        migration.migrate(engine)
    finally:
        engine.dispose()
    click.echo("The queue's database has the newest schema.")


COMMANDS = (publish, serve, links, migrate)
