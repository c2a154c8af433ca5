"""What the learning filter would have said of comments that a person has judged since: each before it was learned."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ..comment import AUTHOR_LIMIT, Comment, without_controls
from ..errors import InvalidComment, InvalidExport
from ..queue.submission import Submission
from .counts import Tally
from .judge import judge
from .learned import Learned, study

Judged = tuple[Submission, bool]
"""A comment, and whether a person calls it spam."""
SILENT = "silent"
LABELS = {"spam": True, "ham": False}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Trial:
    """One comment, what it is, and what the filter said: a verdict's word, or that it said nothing yet."""

    submission: Submission
    spam: bool
    said: str


def replay(judged: Iterable[Judged]) -> Iterator[Trial]:
    """The comments in their order, each asked about and then learned, beginning with an empty memory."""
    tally = Tally()
    filter = Learned(tally)
    for submission, spam in judged:
        silent = filter(submission) is None
        yield Trial(submission, spam, SILENT if silent else judge(submission, [filter]).verdict.value)
        tally.learn(study(submission.comment, tally), spam)


def shares(judged: Iterable[Judged]) -> dict[str, tuple[int, int]]:
    """For each check that had a reason against a comment when it came: in how much spam, and in how much ham."""
    seen: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for submission, spam in judged:
        seen[spam].update({reason.check for reason in submission.reasons if reason.weight > 0})
    return {check: (seen[True][check], seen[False][check]) for check in sorted(seen[True] | seen[False])}


def load(path: Path) -> list[Judged]:
    """Comments out of a CSV file with the columns ``text`` and ``label`` (spam or ham), and ``author`` if it has it.

    Raises InvalidExport.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [_judged(path, number, row) for number, row in enumerate(csv.DictReader(file), 1)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InvalidExport(path, "this cannot be read as CSV") from error


def _judged(path: Path, number: int, row: dict[str, str | None]) -> Judged:
    text, label, author = (row.get(name) or "" for name in ("text", "label", "author"))
    if label not in LABELS:
        raise InvalidExport(path, f"record {number} has the label {label!r}, which is neither spam nor ham")
    try:
        return typed(text.replace("\ufeff", "").replace("<br />", "\n"), author, str(number)), LABELS[label]
    except InvalidComment as error:
        raise InvalidExport(path, f"record {number}: {error}".rstrip(".")) from error


def typed(text: str, author: str = "", id: str = "1") -> Submission:
    """A comment of which nothing is known but what it says. Raises InvalidComment."""
    name = " ".join(without_controls(author).split())[:AUTHOR_LIMIT].strip()
    comment = Comment(id=id, article="a", author=name or "Anonymous", date=EPOCH, text=without_controls(text))
    return Submission(comment=comment)
