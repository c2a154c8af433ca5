"""A key for each page, which changes with anything that its template could see: the same key, the same page."""

from __future__ import annotations

import re
from typing import Any

from jinja2 import Environment, Template
from jinja2.defaults import DEFAULT_NAMESPACE

from moderation import words

from .digests import Digests, hashed
from .programs import programs
from .views import CHANCE, Unseen, Use, View, view

ADDRESS = re.compile(r" at 0x[0-9A-Fa-f]+")
"""Where a function is in memory; which it is counts where a template calls it."""


class PageKeys:
    """The keys of the pages of one build."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings
        self._digests = Digests()
        self._views: dict[tuple[int, str | None], View] = {}
        self._shared = hashed([ADDRESS.sub("", repr(sorted(settings.items()))), *programs(settings)])

    def key(self, template: Template, context: dict[str, Any]) -> str:
        """The page's key; empty if nobody can tell on what it depends."""
        environment = template.environment
        try:
            seen = self._view(environment, template.name)
            values = [self._value(environment, context, use) for use in seen.uses]
            values.append(words.spoken(template.new_context(context)).tag)
        except Unseen:
            return ""
        return hashed([self._shared, seen.source, *values])

    def _view(self, environment: Environment, name: str | None) -> View:
        known = id(environment), name
        if known not in self._views:
            self._views[known] = view(environment, name)
        return self._views[known]

    def _value(self, environment: Environment, context: dict[str, Any], use: Use) -> str:
        if use.name in context:
            return self._digests.part(context[use.name], use.part)
        made = environment.globals.get(use.name)
        if use.name == CHANCE or made not in (DEFAULT_NAMESPACE.get(use.name), words.GLOBALS.get(use.name)):
            raise Unseen(use.name)
        return ""
