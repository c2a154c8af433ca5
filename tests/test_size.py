"""The house's measures: what is longer than this is two things in one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from imports import PROJECT

LINES, LINES_OF_A_FUNCTION = 300, 40


def sources() -> Iterator[tuple[str, str]]:
    """Every source file of ours, tests included: its name and its text."""
    for folder in ("moderation", "plugins", "tests"):
        for path in sorted((PROJECT / folder).rglob("*.py")):
            yield path.relative_to(PROJECT).as_posix(), path.read_text(encoding="utf-8")


def functions(name: str, text: str) -> Iterator[tuple[str, int]]:
    """Every function of a file by name, with its length."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{name}: {node.name}", (node.end_lineno or 0) - node.lineno + 1


def test_the_sources_are_found() -> None:
    assert {"moderation/comment.py", f"tests/{Path(__file__).name}"} <= {name for name, _ in sources()}


def test_no_file_is_longer_than_300_lines() -> None:
    lengths = {name: len(text.splitlines()) for name, text in sources()}

    assert {name: lines for name, lines in lengths.items() if lines > LINES} == {}


def test_no_function_is_longer_than_40_lines() -> None:
    lengths = dict(function for name, text in sources() for function in functions(name, text))

    assert {name: lines for name, lines in lengths.items() if lines > LINES_OF_A_FUNCTION} == {}
