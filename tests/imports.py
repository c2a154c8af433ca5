"""Who imports whom, read from the syntax trees: imports inside functions and for types alone count, too."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).parents[1]
ROOTS = {"moderation": PROJECT / "moderation", "moderated_comments": PROJECT / "plugins/moderated_comments"}


@cache
def sources() -> dict[str, Path]:
    """Every module of ours by its name."""
    found = {}
    for package, folder in ROOTS.items():
        for path in sorted(folder.rglob("*.py")):
            parts = path.relative_to(folder).with_suffix("").parts
            found[".".join((package, *parts)).removesuffix(".__init__")] = path
    return found


@cache
def tree(module: str) -> ast.Module:
    """The module's syntax tree."""
    return ast.parse(sources()[module].read_text(encoding="utf-8"))


@cache
def imports(module: str) -> frozenset[str]:
    """What the module imports, by full name; names that are no module are left out where they come from one of ours."""
    return frozenset(name for node in ast.walk(tree(module)) for name in _imported(module, node))


def _imported(module: str, node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield alias.name
    if isinstance(node, ast.ImportFrom):
        base = _base(module, node)
        for alias in node.names:
            inner = f"{base}.{alias.name}"
            yield inner if inner in sources() else base


def _base(module: str, node: ast.ImportFrom) -> str:
    """The absolute name of what a ``from … import`` names."""
    if not node.level:
        return node.module or ""
    is_package = sources()[module].name == "__init__.py"
    parts = module.split(".")
    parents = parts[: len(parts) - node.level + is_package]
    return ".".join([*parents, node.module] if node.module else parents)


def reached_from(modules: set[str]) -> set[str]:
    """All that is imported by these modules, by what they import, and so on; and the modules themselves."""
    seen: set[str] = set()
    ahead = set(modules)
    while ahead:
        module = ahead.pop()
        seen.add(module)
        if module in sources():
            ahead |= imports(module) - seen
    return seen


def within(package: str) -> set[str]:
    """The modules of a package, itself included; or the one module of this name."""
    return {module for module in sources() if is_in(module, package)}


def is_in(module: str, package: str) -> bool:
    """Whether the module is the package, or in it."""
    return module == package or module.startswith(f"{package}.")


def any_in(modules: set[str], *packages: str) -> list[str]:
    """Those of the modules that are in one of the packages."""
    return sorted(module for module in modules if any(is_in(module, package) for package in packages))
