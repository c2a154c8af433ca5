"""The reference of commands and the description of their JSON say what is true."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from blog import PROJECT, Blog
from builders import NOON, a_submission
from clireference import commands, reference
from moderation.desk.cli import cli
from subscribing import a_subscription, keep

PAGE = (PROJECT / "docs/json.md").read_text(encoding="utf-8")


def test_the_reference_is_what_the_commands_say() -> None:
    assert (PROJECT / "docs/cli.md").read_text(encoding="utf-8") == reference(), "run make reference"


def test_every_line_of_the_reference_fits_a_terminal() -> None:
    lines = [line for _, help in commands(cli, "moderate") for line in help.splitlines()]

    assert [line for line in lines if len(line) > 80] == []


def fields(value: object) -> Iterator[str]:
    """The names of all fields in it."""
    if isinstance(value, dict):
        yield from value
    for below in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        yield from fields(below)


@pytest.mark.parametrize(
    "command",
    [
        "list --status all --format json",
        "get k7 --format json",
        "count --format json",
        "status --format json",
        "log --format json",
        "likes --format json",
        "doctor --format json",
        "privacy export joe@example.com",
        "subscriptions list --format json",
    ],
)
def test_every_field_of_the_json_is_described_under_its_command(site: Blog, command: str) -> None:
    with site.queue() as queue:
        queue.add([a_submission("k7f3q2mx", email="joe@example.com", account="joe's")])
        queue.likes.press("hello", "a", at=NOON, account="joe's")
        keep(queue, a_subscription(comment="k7f3q2mx", address="joe@example.com"))
    site.moderate("edit", "k7", "--text", "Indeed.")
    site.moderate("likes", "set", "hello", "3")
    name = re.match(r"[a-z ]+(?= k7| --| joe)", command)
    assert name
    given = {*fields(json.loads(site.moderate(*command.split()).stdout))}

    described = {*re.findall(r"`([a-z_]+)`", PAGE.partition(f"## moderate {name[0]}\n")[2].partition("\n## ")[0])}

    assert given
    assert given - described - inherited(name[0]) == set()


def inherited(name: str) -> set[str]:
    """Fields that a section names by naming another."""
    others = re.findall(r"moderate ([a-z]+)`", PAGE.partition(f"## moderate {name}\n")[2].partition("\n## ")[0])
    sections = (PAGE.partition(f"## moderate {other}\n")[2].partition("\n## ")[0] for other in ["list", *others])
    return {field for section in sections for field in re.findall(r"`([a-z_]+)`", section)}
