"""What a page shows of an article's comments, rendered with the theme's own templates.

The plugin renders through the same functions as the merge, so both ways give the same bytes. What they render stands
between two markers, each with a fingerprint of everything but the comments that went into it: a page whose fingerprint
differs was built with another theme, other settings or another title.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from functools import cached_property
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from ..comment import Comment
from ..language import language, sources
from ..markup import policy
from ..sanitize import Cache, render
from ..siteindex import Article, Site
from ..templating import BLANK, DEFAULTS, comments_environment
from .linkeddata import LinkedData
from .threads import Thread, flat, threads
from .verification import verify

OPENING = re.compile(r"<!-- comments:(?P<part>section|count) (?P<slug>\S+) (?P<fingerprint>[0-9a-f]{16}) -->")
"""What stands before each part."""
_CLOSING = "<!-- /comments:(?P=part) (?P=slug) -->"
SLOT = re.compile(rf"{OPENING.pattern}(?P<html>(?:[^<]++|(?!{_CLOSING})<)*+){_CLOSING}")
"""A part, with its markers. Sections are long: without ``.*?`` it is found in a third of the time."""


def slots(page: str, part: str, slug: str) -> Iterator[re.Match[str]]:
    """Where an article has this part on the page. Of long lists most is other articles', and not even looked at."""
    opening, end = f"<!-- comments:{part} {slug} ", 0
    while (start := page.find(opening, end)) >= 0:
        if slot := SLOT.match(page, start):
            yield slot
        end = slot.end() if slot else start + 1


class Renderer:
    """Renders the parts of pages that depend on comments."""

    def __init__(self, site: Site, templates: Sequence[Path], cache: Cache | None = None) -> None:
        self.site = site
        self.templates = [*templates, DEFAULTS]
        self.cache = {} if cache is None else cache
        self.plain: list[Comment] = []
        """Comments shown as they were typed, because no safe HTML could be agreed on."""
        self._fingerprints: dict[Article, str] = {}

    def html(self, comment: Comment) -> Markup:
        """The comment's text as safe HTML."""
        safe = render(comment.text, self.cache)
        if safe.plain:
            self.plain.append(comment)
        return safe.html

    def threads(self, comments: Iterable[Comment]) -> list[Thread]:
        """The comments of one article as threads, as deep as the site shows them."""
        return threads(comments, self.site.max_depth)

    def part(self, part: str, article: Article, roots: list[Thread], likes: int = 0) -> str:
        """``section`` or ``count`` of the article between its markers, with the theme's template of that name.

        Raises UnsafeHtml, where the site is to be verified.
        """
        html = self.environment.get_template(f"comment_{part}.html").render(
            article=article,
            threads=roots,
            comments=list(flat(roots)),
            likes=likes if self.site.likes else None,
            site=self.site,
            form=BLANK,
            language=language(article.lang, self.site.lang),
        )
        if self.site.verify:
            verify(html)
        mark = f"comments:{part} {article.slug}"
        return f"<!-- {mark} {self.fingerprint(article)} -->{html}<!-- /{mark} -->"

    def fingerprint(self, article: Article) -> str:
        """Sixteen characters that change with anything but the comments and likes that a part of this article shows."""
        if article not in self._fingerprints:
            text = f"{self.shared}\n{replace(article, pages=())!r}"
            self._fingerprints[article] = hashlib.sha256(text.encode()).hexdigest()[:16]
        return self._fingerprints[article]

    @cached_property
    def shared(self) -> str:
        """What goes into all fingerprints: this program, the site's settings, the theme's templates."""
        # Names count, places do not: the same site built in another folder is the same, byte for byte.
        places = [(folder, "*.*") for folder in self.templates] + [(Path(__file__).parent, "*.py")]
        files = [(folder, path) for folder, names in places for path in sorted(folder.rglob(names)) if path.is_file()]
        files += [(DEFAULTS.parent, path) for path in sources()]
        texts = [path.relative_to(folder).as_posix().encode() + b"\n" + path.read_bytes() for folder, path in files]
        program = hashlib.sha256(b"\0".join(texts)).hexdigest()
        return f"{policy.VERSION}\n{program}\n{json.dumps(asdict(self.site), sort_keys=True)}"

    @cached_property
    def environment(self) -> Environment:
        """Where the templates come from: the theme's before our own."""
        made = comments_environment(self.templates, self.html)
        made.filters["linked_data"] = LinkedData(self.site, self.html).of_article
        return made
