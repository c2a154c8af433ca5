"""The commands that keep the site and the intake going."""

from __future__ import annotations

import sys

import click

from ..comment import utc_now
from ..settings import Settings
from .frame import open_desk


@click.command()
@click.argument("articles", nargs=-1, metavar="[SLUG]...")
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


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, envvar="PORT", help="The port; 0 for any."
)
@click.option("--site", is_flag=True, help="Serve the built site, too.")
@click.pass_obj
def serve(settings: Settings, host: str, port: int, site: bool) -> None:
    """Run the intake, which takes comments into the queue."""
    from ..intake.server import listen, serve

    listener = listen(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}/"
    serve(settings, listener, site, ready=lambda: click.echo(f"Listening at {address}", err=True))


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


COMMANDS = (publish, serve, migrate)
