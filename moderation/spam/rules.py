"""The quick checks: what can be seen without asking anybody."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import ClassVar

from ..queue.submission import Reason, State, Submission

# Every repetition ends at the next bracket, so that no text, however odd, takes more than one pass.
_LINK = re.compile(
    r"""
      (?P<end> </a\b | \[/url\b )
    | <a[\s/] (?P<tag> [^<>]* ) >
    | \[url (?: =\s*(?:["']\s*)? | \]\s* ) (?P<code> [^\s"'<>\[\]]+ )
    | (?P<bare> https?:// [^\s"'<>\[\]]+ )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_HREF = re.compile(r"""(?:^|[\s"'/])href\s*=\s*(?:["']\s*)?([^\s"'<>]+)""", re.IGNORECASE)


def trapped(submission: Submission) -> Reason | None:
    """Programs fill in the hidden field; people do not see it."""
    return Reason("trapped", "the hidden field was filled in", 5.0) if submission.trap else None


@dataclass(frozen=True, slots=True)
class Links:
    """More links in the text than people need. The website has its own field and does not count.

    WordPress has the same rule (``comment_max_links``), with the same default.
    """

    limit: int = 2
    name: ClassVar[str] = "links"

    def __call__(self, submission: Submission) -> Reason | None:
        count = sum(1 for _ in _links(submission.comment.text))
        if count <= self.limit:
            return None
        return Reason(self.name, f"there are {count} links in it, more than {self.limit}", 3.0)


def _links(text: str) -> Iterator[str]:
    """The address of every link, be it HTML, BBCode or bare; a link whose text is its address is one."""
    around = ""
    for found in _LINK.finditer(text):
        if found["bare"]:
            address = _plain(found["bare"])
            if address != around:
                yield address
            around = ""
        else:
            around = _target(found)
            if around:
                yield around


def _target(found: re.Match[str]) -> str:
    """Where a link that begins here leads; "" where one ends, or an ``<a>`` leads nowhere."""
    if found["code"]:
        return _plain(found["code"])
    href = _HREF.search(found["tag"] or "")
    return _plain(href[1]) if href else ""


def _plain(address: str) -> str:
    return unescape(address).rstrip("/.,;:!?)").lower() or address


@dataclass(frozen=True, slots=True)
class Duplicates:
    """The same text sent before: once as spam, once under another article, or twice under this one.

    Once under this one is a person who pressed the button again.
    """

    lookalikes: Callable[[Submission], list[Submission]]
    """The submissions with the same text; itself may be among them."""
    name: ClassVar[str] = "duplicates"

    def __call__(self, submission: Submission) -> Reason | None:
        others = [other for other in self.lookalikes(submission) if other.id != submission.id]
        spam = [other for other in others if other.state is State.SPAM]
        if spam:
            return Reason(self.name, f"the same text is in the spam list: {_some(spam)}", 5.0)
        here = sum(other.comment.article == submission.comment.article for other in others)
        if here < len(others) or here > 1:
            return Reason(self.name, f"the same text was sent before: {_some(others)}", 2.0)
        return None


def _some(submissions: Sequence[Submission], most: int = 5) -> str:
    """Their ids; of many, a few and how many more."""
    named = ", ".join(submission.id for submission in submissions[:most])
    return named if len(submissions) <= most else f"{named} and {len(submissions) - most} more"
