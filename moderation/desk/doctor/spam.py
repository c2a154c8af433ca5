"""Whether those can speak who say what is spam: the owner's lists, the filter that learns, Akismet."""

from __future__ import annotations

from contextlib import AbstractContextManager

from ...settings import Settings
from ...spam import lists
from ...spam.akismet import BLOG, KEY, AkismetCheck, Usage
from ...spam.features import EVERY
from ...spam.learned import FEWEST
from ..desk import Desk
from .finding import Finding, Findings, counted

Service = AbstractContextManager[AkismetCheck | None]


def rules(settings: Settings) -> Findings:
    """Whether each line of the owner's lists says something. Raises InvalidList."""
    path = settings.lists
    if path.exists():
        yield Finding(f"{path} has {counted(len(lists.load(path)), 'rule')}.")
    else:
        yield Finding(f"There is no {path}, and there need not be one.")


def learned(desk: Desk) -> Findings:
    """How much the filter knows. That is never wrong, only little."""
    spam, ham = desk.queue.counts([EVERY]).get(EVERY, (0, 0))
    silent = f"; it says nothing before it knows at least {FEWEST} of both" if min(spam, ham) < FEWEST else ""
    yield Finding(f"It has learned {spam} spam and {ham} ham{silent}.")


def akismet(service: Service) -> Findings:
    """Whether the service takes our key, and our questions. Raises InvalidSetting, CheckFailed."""
    with service as check:
        if check is None:
            yield Finding("It is not used: no key is set.")
        elif check.verify():
            yield Finding("It knows the key.")
            yield _usage(check.usage())
        else:
            yield Finding("It does not know this key for this blog.", f"correct {KEY} or {BLOG}")


def _usage(usage: Usage) -> Finding:
    limit = "any number" if usage.limit is None else usage.limit
    said = f"Calls this month: {usage.calls} of {limit}"
    if usage.throttled:
        return Finding(f"{said}; it no longer answers all.", "take a larger plan at https://akismet.com/account/")
    return Finding(f"{said}.")
