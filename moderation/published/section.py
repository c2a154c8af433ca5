"""What a page shows of an article's comments, rendered with the theme's own templates.

The plugin renders through the same functions as the merge, so both ways give the same bytes. What they render stands
between two markers, each with a fingerprint of everything but the comments that went into it: a page whose fingerprint
differs was built with another theme, other settings or another title.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import cached_property
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from .. import policy
from ..comment import Comment
from ..sanitize import Cache, render
from ..siteindex import Article, Site
from ..templating import BLANK, DEFAULTS, environment
from .threads import Thread, flat, threads

SLOT = re.compile(
    r"<!-- comments:(?P<part>section|count) (?P<slug>\S+) (?P<fingerprint>[0-9a-f]{16}) -->"
    r".*?<!-- /comments:(?P=part) (?P=slug) -->",
    re.DOTALL,
)


class Renderer:
    """Renders the parts of pages that depend on comments."""

    def __init__(self, site: Site, templates: Sequence[Path], cache: Cache | None = None) -> None:
        self.site = site
        self.templates = [*templates, DEFAULTS]
        self.cache = cache
        self.plain: list[Comment] = []
        """Comments shown as they were typed, because no safe HTML could be agreed on."""

    def html(self, comment: Comment) -> Markup:
        """The comment's text as safe HTML."""
        safe = render(comment.text, self.cache)
        if safe.plain:
            self.plain.append(comment)
        return safe.html

    def threads(self, comments: Iterable[Comment]) -> list[Thread]:
        """The comments of one article as threads, as deep as the site shows them."""
        return threads(comments, self.site.max_depth)

    def part(self, part: str, article: Article, roots: list[Thread]) -> str:
        """``section`` or ``count`` of the article between its markers, with the theme's template of that name."""
        html = self._environment.get_template(f"comment_{part}.html").render(
            article=article,
            threads=roots,
            comments=list(flat(roots)),
            site=self.site,
            form=BLANK,
        )
        mark = f"comments:{part} {article.slug}"
        return f"<!-- {mark} {self.fingerprint(article)} -->{html}<!-- /{mark} -->"

    def fingerprint(self, article: Article) -> str:
        """Sixteen characters that change with anything but the comments that a part of this article shows."""
        shown = {"article": asdict(article) | {"pages": None}, "site": asdict(self.site)}
        text = f"{policy.VERSION}\n{self._theme}\n{json.dumps(shown, sort_keys=True)}"
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @cached_property
    def _theme(self) -> str:
        files = sorted(path for folder in self.templates for path in folder.rglob("*.html"))
        return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()

    @cached_property
    def _environment(self) -> Environment:
        made = environment(self.templates)
        made.filters["html"] = self.html
        return made
