"""What the ``moderate`` command says of itself."""

from __future__ import annotations

import importlib.metadata
import os
import re
import subprocess
import sys
from dataclasses import fields

import click
import pytest

from blog import PROJECT, Blog
from moderation.desk.cli import cli
from moderation.settings import Settings, meaning, variable

COMMANDS = sorted(cli.commands)


def words(text: str) -> str:
    """The text without its line breaks."""
    return " ".join(text.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_in_a_sentence_what_it_does(blog: Blog, name: str) -> None:
    result = blog.moderate(name, "--help")

    assert result.exit_code == 0
    assert re.match(rf"Usage: moderate {name} \[OPTIONS\].*\n\n  [A-Z][^.]+\.\n", result.stdout)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_in_a_sentence_what_it_is_for(name: str) -> None:
    options = [option for option in cli.commands[name].params if isinstance(option, click.Option)]

    assert [option.name for option in options if not re.fullmatch(r"[A-Z].*\.", option.help or "")] == []


def test_the_overview_has_every_command_and_cuts_no_sentence(blog: Blog) -> None:
    # As a process: click's runner for tests has two columns more than a terminal of 80.
    command = [sys.executable, "-m", "moderation", "--help"]
    environment = os.environ | blog.environment | {"COLUMNS": "80"}
    shown = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=True).stdout
    _, _, overview = shown.partition("\nCommands:\n")

    lines = [re.fullmatch(r"  (\S+) +([A-Z].+[^.]\.)", line) for line in overview.splitlines()]
    assert [line and line[1] for line in lines] == COMMANDS


@pytest.mark.parametrize("arguments", [["-h"], ["approve", "-h"]], ids=" ".join)
def test_help_has_a_short_name(blog: Blog, arguments: list[str]) -> None:
    assert blog.moderate(*arguments).stdout == blog.moderate(*arguments[:-1], "--help").stdout


@pytest.mark.parametrize("setting", fields(Settings), ids=lambda setting: str(setting.name))
def test_every_setting_is_an_option_with_its_meaning_and_its_variable(blog: Blog, setting: object) -> None:
    (known,) = [field for field in fields(Settings) if field is setting]
    option = known.name.replace("_", "-")

    shown = words(blog.moderate("--help").stdout)

    assert f"--{option} VALUE {meaning(known).replace('`', '')} [env: {variable(known)}]" in shown


def test_the_version_is_the_packages(blog: Blog) -> None:
    assert blog.moderate("--version").stdout == importlib.metadata.version("blog") + "\n"


def test_without_a_command_it_shows_its_help(blog: Blog) -> None:
    result = blog.moderate()

    assert result.exit_code == 2
    assert result.output == blog.moderate("--help").stdout


def test_asking_for_help_touches_nothing(blog: Blog) -> None:
    blog.moderate("approve", "--help")

    assert not (blog.root / "var").exists()
