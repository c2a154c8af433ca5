"""``python -m moderation`` is the ``moderate`` command."""

from .desk.cli import cli

cli(prog_name="moderate")
