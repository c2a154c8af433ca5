"""The arrows of the design: who may import whom. Read from the sources, and seen in fresh interpreters."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

from imports import PROJECT, any_in, imports, is_in, reached_from, sources, tree, within

FRAMEWORKS = ("alembic", "akismet", "bleach", "click", "httpx", "jinja2", "nh3", "pelican", "sqlalchemy", "starlette")
PLUGIN = "moderated_comments"
PRIVATE = ("moderation.queue", "moderation.spam", "moderation.intake", "moderation.desk", "moderation.notifications")

NEVER = [
    pytest.param("moderation.published", ["moderation.queue", "moderation.spam"], id="the public side knows no queue"),
    pytest.param("moderation.intake", ["moderation.published", "moderation.desk"], id="the intake publishes nothing"),
    pytest.param("moderation.intake", ["moderation.queue.ledger", "moderation.queue.case"], id="nor does it decide"),
    pytest.param("moderation.queue", ["moderation.published", "moderation.spam"], id="the queue only keeps"),
    pytest.param("moderation.spam", ["moderation.published", "moderation.queue.ledger"], id="a filter only judges"),
    pytest.param(PLUGIN, [*PRIVATE, "sqlalchemy", "moderation.settings"], id="a build needs no secret and no database"),
    pytest.param("moderation", ["pelican", PLUGIN], id="only the plugin knows Pelican"),
    pytest.param("moderation.desk.desk", ["click"], id="the desk never prints"),
    pytest.param("moderation.imports", ["moderation.intake", "moderation.desk"], id="an import is the desk's tool"),
    pytest.param("moderation.notifications", ["moderation.intake", "moderation.desk"], id="a notice decides nothing"),
    pytest.param("moderation.notifications", ["moderation.published", "moderation.spam"], id="nor does it publish"),
    pytest.param("moderation.siteindex", ["moderation.queue", "moderation.published"], id="the index is about pages"),
]


@pytest.mark.parametrize(("package", "never"), NEVER)
def test_no_source_imports_what_it_may_not(package: str, never: list[str]) -> None:
    imported = {name for module in within(package) for name in imports(module)}

    assert imported
    assert any_in(imported, *never) == []


@pytest.mark.parametrize(
    ("package", "never"),
    [
        pytest.param("moderation.published", PRIVATE, id="the public side"),
        pytest.param(PLUGIN, [*PRIVATE, "sqlalchemy", "starlette", "moderation.settings"], id="the plugin"),
        pytest.param("moderation.intake", ["moderation.published", "moderation.desk", "pelican"], id="the intake"),
        pytest.param("moderation.queue", ["moderation.intake", "moderation.desk", "starlette"], id="the queue"),
        pytest.param("moderation.spam", ["moderation.intake", "moderation.desk", "starlette"], id="the filter"),
    ],
)
def test_nor_does_anything_that_it_imports(package: str, never: list[str]) -> None:
    assert any_in(reached_from(within(package)), *never) == []


def importers(package: str) -> set[str]:
    """The modules outside a package that import something of it."""
    outside = [module for module in sources() if not is_in(module, package)]
    return {module for module in outside if any_in({*imports(module)}, package)}


def test_nobody_but_the_command_line_imports_the_intake() -> None:
    assert importers("moderation.intake") == {"moderation.desk.services"}


def test_nobody_imports_the_plugin() -> None:
    assert importers(PLUGIN) == set()


def test_nobody_but_its_program_imports_the_desk() -> None:
    assert importers("moderation.desk") == {"moderation.__main__"}


@pytest.mark.parametrize(
    ("library", "rooms"),
    [
        ("sqlalchemy", ["moderation.queue"]),
        ("alembic", ["moderation.queue"]),
        ("starlette", ["moderation.intake", "moderation.desk.bymail"]),
        ("uvicorn", ["moderation.intake"]),
        ("click", ["moderation.desk"]),
        ("akismet", ["moderation.spam.akismet"]),
        ("httpx", ["moderation.spam.akismet", "moderation.notifications.webhook"]),
        ("smtplib", ["moderation.notifications.smtp"]),
        ("bleach", ["moderation.sanitize"]),
        ("nh3", ["moderation.sanitize"]),
        ("pelican", [PLUGIN]),
        ("rich", [PLUGIN]),
        ("bs4", ["moderation.imports"]),
        ("markdown", ["moderation.imports"]),
        ("markdownify", ["moderation.imports"]),
        ("defusedxml", ["moderation.imports"]),
        ("yaml", ["moderation.imports"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_library_is_known_in_few_rooms(library: str, rooms: list[str]) -> None:
    users = {module for module in sources() if any_in({*imports(module)}, library)}

    assert users
    assert sorted(users) == any_in(users, *rooms)


CENTRE = ["moderation.comment", "moderation.errors", "moderation.language", "moderation.settings"]


@pytest.mark.parametrize("module", CENTRE)
def test_the_centre_needs_no_framework(module: str) -> None:
    reached = reached_from({module})

    assert any_in(reached, *FRAMEWORKS) == []
    assert {name for name in reached if is_in(name, "moderation")} <= {
        *CENTRE,
        "moderation",
        "moderation.atomic",
        "moderation.nearest",
    }


def loaded_by(module: str) -> set[str]:
    """All modules that are there when this one has been imported, in an interpreter of its own."""
    probe = f"import sys; sys.path[:0] = ['.', 'plugins']; import {module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", probe], cwd=PROJECT, capture_output=True, text=True, check=True)
    return {*done.stdout.split()}


@pytest.mark.parametrize(
    ("module", "never"),
    [
        *((module, FRAMEWORKS) for module in CENTRE),
        ("moderation.desk.cli", [name for name in FRAMEWORKS if name != "click"] + ["uvicorn", "csv"]),
        (
            "moderation.desk.desk",
            ["click", "pelican", "starlette", "alembic", "moderation.spam", "sqlalchemy.dialects.postgresql"],
        ),
        ("moderation.intake.server", ["pelican", "moderation.published", "moderation.desk", "akismet", "bleach"]),
        ("moderation.published.merge", ["pelican", "sqlalchemy", "starlette", *PRIVATE]),
        ("moderation.queue.connection", ["sqlalchemy", "alembic", "psycopg"]),
        ("moderated_comments", ["sqlalchemy", "starlette", "click", "moderation.settings", *PRIVATE]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_fresh_interpreter_loads_no_more_than_it_should(module: str, never: list[str]) -> None:
    loaded = loaded_by(module)

    assert module in loaded
    assert any_in(loaded, *never) == []


def calls(name: str) -> list[str]:
    """The modules that call a function of this name, one for each call."""
    return [
        module
        for module in sources()
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call) and name in (getattr(node.func, "id", None), getattr(node.func, "attr", None))
    ]


def test_one_line_of_all_makes_trusted_html() -> None:
    assert calls("Markup") == ["moderation.sanitize"]


def test_no_template_of_ours_trusts_what_it_is_given() -> None:
    templates = [*(PROJECT / "moderation/templates").glob("*.html")]

    assert templates
    assert [path.name for path in templates if "|safe" in path.read_text().replace(" ", "")] == []
    assert [path.name for path in templates if "autoescape" in path.read_text()] == []


@pytest.mark.parametrize("verb", ["decide", "hold"])
def test_only_the_desk_decides(verb: str) -> None:
    assert {module for module in calls(verb) if not is_in(module, "moderation.desk")} == set()


def test_nobody_prints_but_the_commands() -> None:
    assert calls("print") == []
    assert {module for module in calls("echo") if not is_in(module, "moderation.desk")} == set()


def test_only_the_edge_reads_the_environment() -> None:
    readers = {
        module
        for module in sources()
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv")
    }

    assert readers == {"moderation.desk.frame", "moderation.intake.server"}
