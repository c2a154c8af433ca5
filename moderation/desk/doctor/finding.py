"""Findings: what an examination came to, and how to mend what is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from ...errors import (
    CheckFailed,
    InvalidList,
    InvalidSetting,
    ModerationError,
    QueueUnavailable,
    SchemaOutdated,
    SiteIndexUnavailable,
    StalePage,
    Undelivered,
)
from ..terminal import visible


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence about something; if that is wrong, there is a remedy: a command to type, or what else to do."""

    said: str
    remedy: str = ""
    subject: str = ""

    @property
    def healthy(self) -> bool:
        """Whether nothing needs to be mended."""
        return not self.remedy


Findings = Iterator[Finding]


def of(error: Exception) -> Finding:
    """What an examination that ended with an error has found."""
    if isinstance(error, ModerationError):
        return Finding(str(error), _remedy(error))
    # Not a word of the error: it could hold anything.
    return Finding(f"This could not be looked at ({type(error).__name__}).", "report it: it is a mistake of moderate")


def _remedy(error: ModerationError) -> str:
    match error:
        case SiteIndexUnavailable() | StalePage():
            return "make site"
        case SchemaOutdated(found=found, wanted=wanted):
            return "update moderate" if found and found > wanted else "moderate migrate"
        case QueueUnavailable():
            return "look after the database; MODERATION_DATABASE says where it is"
        case InvalidSetting(name=name):
            return f"correct {name}"
        case InvalidList(path=path):
            return f"correct {path}"
        case Undelivered():
            return "correct MODERATION_MAIL, or look after the mail server; until then, messages wait"
        case CheckFailed():
            return "try again later; until then, comments wait unchecked"
        case _:
            return "do what it says, then ask again"


def as_text(findings: Sequence[Finding]) -> str:
    """A line for each, and below what is wrong how to mend it."""
    lines = [line for finding in findings for line in _lines(finding)]
    wrong = sum(not finding.healthy for finding in findings)
    return "\n".join([*lines, "", f"{counted(wrong, 'thing')} to mend." if wrong else "All is well."])


def _lines(finding: Finding) -> Iterator[str]:
    yield visible(f"{'ok' if finding.healthy else '!!'}  {finding.subject}: {finding.said}")
    if finding.remedy:
        yield visible(f"    To mend it: {finding.remedy}")


def as_json(findings: Sequence[Finding]) -> str:
    """An array of objects."""
    return json.dumps([asdict(one) | {"healthy": one.healthy} for one in findings], indent=1)


def counted(number: int, noun: str) -> str:
    """So many of them."""
    return f"{number} {noun}{'s' * (number != 1)}"


def some(things: Sequence[object], noun: str, problem: str) -> str:
    """How many have the problem, and one of them by name."""
    return f"{counted(len(things), noun)} {problem}, such as {things[0]}."
