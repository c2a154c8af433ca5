"""Values for tests: a test names what matters to it, the rest is filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from moderation.comment import Comment, Kind, new_id
from moderation.published.threads import Thread
from moderation.queue.submission import Reason, State, Submission, Verdict
from moderation.siteindex import Article, Site

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def a_comment(id: str | None = None, *, day: int = 0, **fields: Any) -> Comment:
    """A valid comment, ``day`` days after ``NOON`` unless it has a date."""
    values: dict[str, Any] = {
        "id": id or new_id(),
        "article": "hello",
        "author": "Ann",
        "date": NOON + timedelta(days=day),
        "text": "I agree.",
    }
    return Comment(**values | fields)


def a_submission(id: str | None = None, *, comment: Comment | None = None, **fields: Any) -> Submission:
    """A valid submission; fields a comment has go to its comment."""
    of_comment = {name: fields.pop(name) for name in list(fields) if name in Comment.__slots__ or name == "day"}
    return Submission(comment=comment or a_comment(id, **of_comment), **fields)


FULL = Submission(
    comment=a_comment(
        "k7f3q2mx",
        author="Ann ☂",
        text="It's <em>so</em>:\n\n\t“100 %”",
        website="https://example.com/",
        parent="123",
        kind=Kind.WEBMENTION,
        verified="google",
    ),
    email="ann@example.com",
    ip="2001:db8::1",
    client="9f86d081",
    user_agent="Mozilla/5.0",
    referrer="https://example.com/hello/",
    account="5f2c",
    trap="a bot",
    state=State.SPAM,
    verdict=Verdict.SPAM,
    reasons=(Reason("honeypot", "filled in “topic”", 3.5), Reason("links", "none", -0.25)),
)
"""A submission with a value in every field."""


def ids(submissions: Iterable[Submission]) -> list[str]:
    """The ids, in order."""
    return [submission.id for submission in submissions]


def an_article(slug: str = "hello", **fields: Any) -> Article:
    """An article as a build leaves it in the site index."""
    values: dict[str, Any] = {
        "slug": slug,
        "title": slug.capitalize(),
        "url": f"{slug}/",
        "output": f"{slug}/index.html",
        "date": "2026-11-01T08:00:00+00:00",
    }
    return Article(**values | fields)


def a_site(**fields: Any) -> Site:
    """A site whose links are relative to its root."""
    values: dict[str, Any] = {"name": "A Blog", "url": "", "feed_url": "https://blog.example"}
    return Site(**values | fields)


def outline(roots: Iterable[Thread]) -> str:
    """Threads as text: an id a line, replies indented under what they answer."""
    return "\n".join(_lines(roots, ""))


def _lines(roots: Iterable[Thread], indent: str) -> Iterator[str]:
    for thread in roots:
        yield f"{indent}{thread.comment.id}"
        yield from _lines(thread.replies, f"{indent}  ")
