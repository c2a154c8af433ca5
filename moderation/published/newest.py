"""The newest comments of a site, found without reading all there are: the feed of them all says which they were."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from heapq import nlargest
from html import unescape

from ..comment import Comment
from ..siteindex import Site

Place = tuple[datetime, str, str]
"""Where a comment stands in the order of the feed: by its date, its id and its article's slug."""

_ENTRY = re.compile(
    r'<entry>.*?<link rel="alternate" type="text/html" href="(?P<url>[^"#]*)#comment-(?P<id>[^"]*)"/>'
    r".*?<published>(?P<date>[^<]*)</published>",
    re.DOTALL,
)


def place(comment: Comment) -> Place:
    """Where it stands."""
    return comment.date, comment.id, comment.article


def newest(comments: Iterable[Comment], number: int) -> list[Comment]:
    """So many of them, the newest first."""
    return nlargest(number, comments, key=place)


class Standing:
    """What a feed of all comments shows as it stands: none that it leaves out is newer than its last."""

    def __init__(self, feed: str, site: Site, slugs: Mapping[str, str]) -> None:
        """``slugs`` are those of the listed articles, by their addresses. Raises ValueError or KeyError if another
        template wrote the feed."""
        start = f"{site.feed_url}/"
        self.places: Sequence[Place] = [
            (datetime.fromisoformat(entry["date"]), entry["id"], slugs[unescape(entry["url"]).removeprefix(start)])
            for entry in _ENTRY.finditer(feed)
        ]
        if len(self.places) != feed.count("<entry>"):
            raise ValueError("entries of another form")
        self._most = site.feed_items

    @property
    def slugs(self) -> set[str]:
        """The articles whose comments it shows."""
        return {slug for _, _, slug in self.places}

    def suffices(self, comments: Iterable[Comment]) -> bool:
        """Whether the newest comments of all are among these: all on the articles it shows, and on those that changed.

        What it left out is older than its last; so nothing is missing, unless fewer than before are left up to there.
        """
        if len(self.places) < self._most:
            return True
        last = self.places[-1]
        return sum(place(comment) >= last for comment in comments) >= self._most
