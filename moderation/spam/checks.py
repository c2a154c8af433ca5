"""All checks as the settings have them: those that answer at once, and those that ask somebody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path

from ..queue.store import Queue
from ..settings import Settings
from ..siteindex import Latest
from . import akismet
from .judge import Check
from .learned import Learned
from .links import Links, shortened
from .lists import Lists
from .rules import Duplicates, KnownAccount, KnownGood, trapped


def quick(settings: Settings, queue: Queue) -> tuple[Check, ...]:
    """The checks that need nobody but the queue, the cheapest first. Raises InvalidList."""
    return (
        trapped,
        Lists(settings.lists),
        Links(settings.max_links),
        shortened,
        Duplicates(queue.lookalikes),
        KnownGood(settings.known_good, queue.approved_from),
        KnownAccount(settings.known_verified, queue.approved_of),
        Learned(queue),
    )


@contextmanager
def remote(settings: Settings, environ: Mapping[str, str]) -> Iterator[akismet.AkismetCheck | None]:
    """Akismet, if the environment names a key; closed at the end. Raises InvalidSetting."""
    service = akismet.from_environment(environ, _permalinks(settings.site_index))
    with closing(service) if service else nullcontext():
        yield service


def _permalinks(path: Path) -> Callable[[str], str]:
    latest = Latest(path)

    def permalink(slug: str) -> str:
        index = latest()
        article = index.articles.get(slug)
        return f"{index.site.feed_url}/{article.url if article else ''}"

    return permalink
