"""Built pages, read as a browser would: what is on them, and where their links lead."""

from __future__ import annotations

from html.parser import HTMLParser

PREFIX = "comment-"


class Page(HTMLParser):
    """One page's comments as an outline, its anchors and its links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.outline: list[str] = []
        """The comments' ids in the order of the page, answers indented."""
        self._depth = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.anchors.add(values["id"])
        self.links += [values[name] for name in ("href", "src") if name in values]
        if tag == "article":
            if "comment" in values.get("class", "").split():
                self.outline.append("  " * (self._depth - 1) + values["id"].removeprefix(PREFIX))
            self._depth += 1  # the first is the blog's article

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag == "article"


def comments_on(html: str) -> list[str]:
    """The ids of the page's comments, in reading order."""
    return [id.strip() for id in Page(html).outline]
