"""The comments of each article, and what a build must know of them where it shows them as the build before did."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, MutableMapping
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from moderation.comment import Comment
from moderation.errors import InvalidCommentFile
from moderation.published import commentfile, likefile
from moderation.published.newest import newest
from moderation.sanitize import key_of

from . import stamp
from .digests import hashed
from .views import Unseen


class Known(NamedTuple):
    """What is known of an article's comments without reading them."""

    digest: str
    """Of all that is in their files."""
    number: int
    likes: int
    newest: list[str]
    """Date and id of the newest: in this order feeds have them. Empty if there is none."""
    texts: list[str]
    """Under what the HTML of each is kept."""


class Folders:
    """All folders of comments. One that is as an earlier build saw it is read only for who asks for comments."""

    def __init__(self, folder: Path, cache: MutableMapping[str, str], program: str, now: int) -> None:
        """Another program may understand the same files in another way; ``now`` is in nanoseconds."""
        self.broken: dict[str, list[InvalidCommentFile]] = {}
        """The files that hold no comment, or no number of likes; by article, as everything."""
        self.changed: dict[str, int] = {}
        """When each folder had last changed before it was looked at."""
        self._folder = folder
        self._cache = cache
        self._now = now
        self._entry = f"folders {program}"
        self._before: dict[str, list[Any]] = json.loads(cache.get(self._entry, "{}"))
        self._stamps: dict[str, str] = {}
        self._known: dict[str, Known] = {}
        self._last: tuple[str, list[Comment]] = ("", [])

    def __contains__(self, slug: str) -> bool:
        """Whether the article's comments are known without reading them."""
        return slug in self._known

    def look(self, slug: str) -> None:
        """See whether the article's folder is as it was."""
        self.changed[slug] = commentfile.changed(self._folder, slug)
        try:
            seen = stamp.of([self._folder / slug])
        except Unseen:
            return
        if seen.settled < self._now:  # else it may change once more and have the same stamp
            self._stamps[slug] = seen.digest
        digest, *known = self._before.get(slug, [""])
        if digest == seen.digest:
            self.know(slug, Known(*known))

    def know(self, slug: str, known: Known) -> None:
        """This is known of the article's comments."""
        self._known[slug] = known

    def of(self, slug: str) -> Known:
        """What is known of the article's comments; they are read, if nothing is."""
        if slug not in self._known:
            self.comments(slug)
        return self._known[slug]

    def comments(self, slug: str) -> list[Comment]:
        """The article's comments, as they are now: so is what is known of them."""
        if slug != self._last[0]:  # of one article all parts are made, and then those of the next
            comments, broken = commentfile.read_folder(self._folder, slug)
            likes, unreadable = likefile.read(self._folder, slug)
            if broken or unreadable:
                self.broken[slug] = [*broken, *unreadable]
            self._last = slug, comments
            self.know(slug, _known(comments, likes))
        return self._last[1]

    def newest(self, slugs: Iterable[str], number: int) -> Iterator[Comment]:
        """Comments on these articles, among them so many that are the newest of all: no article has newer ones."""
        ordered = sorted(slugs, key=lambda slug: (*self.of(slug).newest, slug), reverse=True)
        for slug in ordered[:number]:
            yield from self.comments(slug)

    def texts(self) -> Iterator[str]:
        """Under what the HTML of all comments is kept, also of those that were not read."""
        return chain.from_iterable(known.texts for known in self._known.values())

    def keep(self) -> None:
        """Leave to the next build what is known; not of files that it is to name again, or that change just now."""
        kept = {
            slug: [digest, *self._known[slug]]
            for slug, digest in self._stamps.items()
            if slug in self._known and slug not in self.broken
        }
        if (anew := json.dumps(kept)) != self._cache.get(self._entry):
            self._cache[self._entry] = anew


def _known(comments: list[Comment], likes: int) -> Known:
    last = newest(comments, 1)
    return Known(
        digest=hashed([str(comments)]),
        number=len(comments),
        likes=likes,
        newest=[last[0].date.isoformat(), last[0].id] if last else ["", ""],
        texts=[key_of(comment.text) for comment in comments],
    )
