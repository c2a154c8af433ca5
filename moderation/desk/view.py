"""Submissions and counts as the command line shows them: as a table, JSON, CSV, ids or a number."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from ..errors import InvalidCommentFile
from ..providers import name_of
from ..queue.submission import State, Submission
from .groups import Group
from .terminal import columns, padded, shortened, visible

VERSION = 1
"""Of all JSON: another one when a field goes or means something else. New fields may come at any time."""
FIELDS = (
    "id",
    "article",
    "parent",
    "author",
    "email",
    "url",
    "date",
    "status",
    "verdict",
    "score",
    "reasons",
    "text",
    "verified",
)
TABLE = ("id", "date", "article", "author", "verdict", "text")
ELASTIC = ("article", "author", "who")
"""Columns of a table that are cut where the terminal is narrow."""
TOGETHER = "To decide on a comment and all like it at once: moderate spam --alike ID, or another verb."
LEAST, LEAST_ELASTIC = 16, 8
"""How wide the last column, and each elastic one, should be on any terminal."""
# OWASP, "CSV Injection". Where the comma is the decimal sign, a spreadsheet takes semicolons for the ends of cells, and
# line breaks for the ends of rows although they are in quotation marks.
FORMULA = re.compile(r'(\A|[;\n])((?:[^\S\n]|")*[=+\-@\uff1d\uff0b\uff0d\uff20])')
"""What a spreadsheet would begin a formula with, in either width, wherever it may see the beginning of a cell."""

Record = dict[str, object]


def record(submission: Submission) -> Record:
    """The submission as scripts get it; these names stay."""
    comment = submission.comment
    values = (
        comment.id,
        comment.article,
        comment.parent,
        comment.author,
        submission.email,
        comment.website,
        comment.date.isoformat(),
        submission.state.value,
        submission.verdict.value,
        submission.score,
        [{"check": reason.check, "saw": reason.saw, "weight": reason.weight} for reason in submission.reasons],
        comment.text,
        comment.verified,
    )
    return dict(zip(FIELDS, values, strict=True))


def as_json(submissions: Sequence[Submission]) -> str:
    """An array of objects, in ASCII: whatever a stranger typed, a terminal shows it and does nothing."""
    return json.dumps([record(submission) for submission in submissions], indent=1)


def as_csv(submissions: Sequence[Submission]) -> str:
    """A line for each, after a line of names."""
    return csv_of(FIELDS, (record(one) | {"reasons": "; ".join(map(str, one.reasons))} for one in submissions))


def as_ids(submissions: Sequence[Submission]) -> str:
    """An id a line, for other commands."""
    return "\n".join(submission.id for submission in submissions)


def as_count(submissions: Sequence[Submission]) -> str:
    """How many there are."""
    return str(len(submissions))


def as_table(groups: Sequence[Group], width: int) -> str:
    """A line for each, cut to the terminal's width."""
    if not groups:
        return "Nothing to show."
    shown = table(TABLE, map(_row, groups), width)
    return f"{shown}\n\n{TOGETHER}" if any(group.more for group in groups) else shown


FORMATS: dict[str, Callable[[Sequence[Submission]], str]] = {
    "json": as_json,
    "csv": as_csv,
    "ids": as_ids,
    "count": as_count,
}


def csv_of(names: Sequence[str], records: Iterable[Record]) -> str:
    """A line for each, after a line of names. No cell can be taken for a formula by a spreadsheet."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(map(_cell, fields.values()) for fields in records)
    return text.getvalue().rstrip("\n")


def table(names: Sequence[str], rows: Iterable[Sequence[str]], width: int) -> str:
    """Columns as wide as their widest cell, cut where the terminal would end before the last."""
    cells = [[name.upper() for name in names], *rows]
    widths = {name: max(columns(row[i]) for row in cells) for i, name in enumerate(names[:-1])}
    left = _fit(widths, width - 2 * len(widths))
    lines = ("  ".join([*map(_filled, row[:-1], widths.values()), _cut(row[-1], left)]) for row in cells)
    return "\n".join(line.rstrip() for line in lines)


def _fit(widths: dict[str, int], width: int) -> int:
    """Narrow elastic columns, the widest first, until there is room for the last; gives the room there is."""
    elastic = [name for name in ELASTIC if name in widths]
    while elastic and width - sum(widths.values()) < LEAST:
        widest = max(elastic, key=widths.__getitem__)
        if widths[widest] <= LEAST_ELASTIC:
            break
        widths[widest] -= 1
    return max(width - sum(widths.values()), LEAST_ELASTIC)


def _filled(cell: str, width: int) -> str:
    return padded(_cut(cell, width), width)


def _cut(cell: str, width: int) -> str:
    return cell if columns(cell) <= width else shortened(cell, width)


def in_full(submission: Submission, earlier: Iterable[str] = ()) -> str:
    """Everything about one submission, with these lines about what it said before, for a person to decide.

    What a stranger typed comes last, after the first empty line, or behind something on its line.
    """
    comment = submission.comment
    lines = {
        "Comment": comment.id,
        "Article": comment.article,
        "In reply to": comment.parent or "",
        "Author": comment.author,
        "Verified": name_of(comment.verified),
        "Account": submission.account,
        "E-mail": submission.email,
        "Website": comment.website,
        "Address": submission.ip,
        "Date": comment.date.isoformat(),
        "Status": submission.state.value,
        "Verdict": f"{submission.verdict.value} (score {submission.score:g})",
    }
    head = [f"{name + ':':<13}{visible(value)}" for name, value in lines.items() if value]
    why = [f"{'Because:':<13}{visible(str(reason))}" for reason in submission.reasons]
    return "\n".join([*head, *why, *earlier, "", visible(comment.text, lines=True)])


def object_of(submission: Submission, earlier: Sequence[Record] = ()) -> str:
    """One submission as a JSON object, with what it said before it was edited."""
    return json.dumps({"version": VERSION, **record(submission), "revisions": [*earlier]}, indent=1)


def counts(counted: Mapping[State, int], form: str, width: int) -> str:
    """How many comments are in each state, and in all."""
    numbers = numbers_of(counted)
    if form == "json":
        return json.dumps(numbers, indent=1)
    return table(("status", "comments"), ([name, str(number)] for name, number in numbers.items()), width)


def numbers_of(counted: Mapping[State, int]) -> dict[str, int]:
    """The same by name."""
    return {state.value: number for state, number in counted.items()} | {"all": sum(counted.values())}


def left_out(error: InvalidCommentFile) -> str:
    """A comment that is on no page, and why."""
    return visible(f"Left out: {error}")


def _row(group: Group) -> list[str]:
    *cells, text = (_short(group.first, name) for name in TABLE)
    return [*cells, f"(and {group.more} like it) {text}" if group.more else text]


def _short(submission: Submission, name: str) -> str:
    comment = submission.comment
    match name:
        case "date":
            return f"{comment.date:%Y-%m-%d %H:%M}"
        case "verdict":
            return submission.verdict.value
        case "text":
            return shortened(comment.text, 200)
        case _:
            return shortened(str(getattr(comment, name)), 24)


def _cell(value: object) -> str:
    text = visible("" if value is None else str(value), lines=True)
    # An apostrophe makes a spreadsheet show the cell instead of computing it.
    return FORMULA.sub(r"\1'\2", text) if isinstance(value, str) else text
