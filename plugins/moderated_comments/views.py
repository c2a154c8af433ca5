"""What a template can see: the names it uses, and those of all templates it extends, includes and imports."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from jinja2 import Environment, TemplateNotFound, meta, nodes
from jinja2.filters import FILTERS
from jinja2.tests import TESTS
from pelican.utils import DateFormatter

from moderation import words

LENGTH = "|length"
MOVING = frozenset({"now", "today", "utcnow", "random", "_context"})
"""Attributes and filters that give something else each time, or lead everywhere."""
CHANCE = "lipsum"
"""A name that gives something else each time."""
CALLING = {"map": 0, "select": 0, "reject": 0, "selectattr": 1, "rejectattr": 1}
"""Filters that call others, and the place of the name."""


class Unseen(Exception):
    """Nobody can tell what this template or value depends on: then the page is rendered. It never leaves the build."""


class Use(NamedTuple):
    """A name, and what of it is used: an attribute, its length, or, if empty, anything."""

    name: str
    part: str


class View(NamedTuple):
    """The sources of a template and of all it refers to, and what they use of their context."""

    source: str
    uses: Collection[Use]


def view(environment: Environment, name: str | None) -> View:
    """What the template can see. Raises Unseen."""
    if environment.finalize or any(type(one).__module__ != "jinja2.ext" for one in environment.extensions.values()):
        raise Unseen
    family = _family(environment, name)
    if any(_may_vary(environment, tree) for tree in family.values()):
        raise Unseen
    return View("\0".join(family), sorted({use for tree in family.values() for use in _uses(tree)}))


def _family(environment: Environment, name: str | None) -> dict[str, nodes.Template]:
    """The sources of the template and of all that may take part in it, and what they are parsed to."""
    family: dict[str, nodes.Template] = {}
    ahead = [name]
    while ahead:
        if (name := ahead.pop()) is None or environment.loader is None:
            raise Unseen  # the name is computed
        try:
            source = environment.loader.get_source(environment, name)[0]
        except TemplateNotFound:
            raise Unseen from None
        if source not in family:
            family[source] = environment.parse(source, name)
            ahead += meta.find_referenced_templates(family[source])
    return family


def _uses(node: nodes.Node) -> Iterator[Use]:
    match node:
        case nodes.Name(name=name):
            yield Use(name, "")
        case nodes.Getattr(node=nodes.Name(name=name), attr=attribute):
            yield Use(name, attribute)
        case nodes.Filter(name="length" | "count", node=nodes.Name(name=name)):
            yield Use(name, LENGTH)
        case _:
            for child in node.iter_child_nodes():
                yield from _uses(child)


def _may_vary(environment: Environment, tree: nodes.Template) -> bool:
    """Whether it calls the clock, chance, or others' code, which may give something else next time."""
    foreign = _others(environment.filters, FILTERS) | _others(environment.tests, TESTS)
    filters, tests = [*tree.find_all(nodes.Filter)], [*tree.find_all(nodes.Test)]
    words = {one.name for one in (*filters, *tests)}
    words |= {one.attr for one in tree.find_all(nodes.Getattr)}
    words |= {one.value for one in tree.find_all(nodes.Const) if isinstance(one.value, str)}  # map("upper")
    return not words.isdisjoint(foreign | MOVING) or any(_calls_by_a_computed_name(one) for one in filters)


def _others(functions: Mapping[str, object], jinjas: Mapping[str, object]) -> set[str]:
    return {
        name
        for name, function in functions.items()
        if function not in (jinjas.get(name), words.FILTERS.get(name)) and not isinstance(function, DateFormatter)
    }


def _calls_by_a_computed_name(filter: nodes.Filter) -> bool:
    if (place := CALLING.get(filter.name)) is None:
        return False
    names = filter.args[place : place + 1]
    return filter.dyn_args is not None or not all(isinstance(name, nodes.Const) for name in names)
