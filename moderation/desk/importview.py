"""An import's report as a person reads it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ..imports.report import Report
from .terminal import visible

MANY = 20
"""So many are listed by name; of the others only the number is given."""
LONGEST = 300
"""Characters of a name that are shown."""


def lines(report: Report, mapping: Path | None) -> Iterator[str]:
    """What was done, what was not, and what to look at."""
    done = "would be " if report.dry else ""
    yield from _articles(report, done)
    yield from _comments(report, done)
    if report.redirects:
        yield f"{_count(len(report.redirects), 'old address', 'old addresses')} {done}added to the map of redirects."
    if report.media:
        yield from _media(report.media, done)
    yield from _doubts(report, mapping)
    yield from _next(report)


def _articles(report: Report, done: str) -> Iterator[str]:
    new = report.written
    if new:
        yield f"{_count(new['post'], 'article')} and {_count(new['page'], 'page')} {done}written."
    if report.unpublished:
        drafts, private = report.unpublished["draft"], report.unpublished["skip"]
        yield f"    Of these {drafts} as drafts, and {private} private: no build shows those (Status: skip)."
    if report.overwritten:
        yield f"{_count(len(report.overwritten), 'file')} {done}overwritten:"
        yield from _listed(map(str, report.overwritten))
    if report.unchanged:
        yield f"{_count(report.unchanged, 'file')} there already, and the same."
    if report.kept:
        yield f"{_count(len(report.kept), 'file')} there already, and left alone (--overwrite takes the export's):"
        yield from _listed(map(str, report.kept))


def _comments(report: Report, done: str) -> Iterator[str]:
    if report.comments:
        states = ", ".join(f"{number} {state.value}" for state, number in report.comments.items() if number)
        yield f"{_count(report.comments.total(), 'comment')} {done}added: {states}."
    if report.known:
        anew = f"; {report.rewritten} {done}taken anew" if report.rewritten else ""
        yield f"{_count(report.known, 'comment')} known already{anew}."


def _media(media: Mapping[str, int], done: str) -> Iterator[str]:
    if media["copied"]:
        yield f"{_count(media['copied'], 'media file')} {done}copied."
    if media["there"]:
        yield f"{_count(media['there'], 'media file')} there already."
    if media["missing"]:
        yield f"{_count(media['missing'], 'media file')} not found: in the articles their addresses stay as they were."


def _doubts(report: Report, mapping: Path | None) -> Iterator[str]:
    if report.not_carried:
        yield f"Not carried over: {_counted(report.not_carried)}."
    if report.dropped:
        yield f"Left out of bodies, as this site runs no scripts: {_counted(report.dropped)}."
    if report.shortcodes:
        yield "Shortcodes that nothing here knows stay as they are, for you to replace:"
        yield from _listed(f"[{name}] in {', '.join(slugs[:3])}" for name, slugs in report.shortcodes.items())
    if report.left_out:
        yield f"{_count(len(report.left_out), 'comment')} left out:"
        yield from _listed(report.left_out)
    if report.astray:
        yield f"{_count(report.astray.total(), 'comment')} on pages that are none of your articles:"
        yield from _listed(f"{page or '(no page)'} ({number})" for page, number in report.astray.most_common())
        yield f"    Say in {mapping} which articles they are, and import again."


def _next(report: Report) -> Iterator[str]:
    if report.dry:
        yield "This was a dry run: nothing was changed."
    elif not (report.written or report.overwritten or report.comments or report.rewritten):
        yield "Nothing was changed."
    elif report.on_pages:
        yield "The pages are up to date."
    else:
        yield "Now build the site (make site)."


def _listed(items: Iterable[str]) -> Iterator[str]:
    every = [*items]
    yield from (f"    {_short(item)}" for item in every[:MANY])
    if len(every) > MANY:
        yield f"    … and {len(every) - MANY} more"


def _counted(names: Counter[str]) -> str:
    """The names with their numbers, those of many first."""
    more = f" … and {len(names) - MANY} more" if len(names) > MANY else ""
    return ", ".join(f"{_short(name)} ({number})" for name, number in names.most_common(MANY)) + more


def _short(text: str) -> str:
    return visible(text if len(text) <= LONGEST else f"{text[:LONGEST]}…")


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
