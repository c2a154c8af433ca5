"""A submission as the fields of a JSON object, and back. What does not fit raises ValueError, or InvalidComment."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import TypeVar

from ..comment import Comment, Kind
from ..queue.submission import Reason, State, Submission, Verdict

PUBLIC = ("id", "article", "parent", "kind", "author", "url", "date", "status", "text")
PRIVATE = ("email", "ip", "client", "user_agent", "referrer", "trap", "verdict", "reasons")
"""As ``moderate list --format json`` names them, where it has them."""
LATER = ("verified", "account")
"""Fields that archives of before have not, and that are only there if they say something; the second is private."""
REASON = ("check", "saw", "weight")

Fields = Mapping[str, object]
Word = TypeVar("Word", bound=Enum)
Type = TypeVar("Type", str, bool, list[object])

_NAMES: dict[type, str] = {str: "a string", bool: "true or false", list: "a list"}


def fields_of(submission: Submission, private: bool) -> Fields:
    """The fields, with the private part or without."""
    comment = submission.comment
    later = {"verified": comment.verified} if comment.verified else {}
    public = {
        "id": comment.id,
        "article": comment.article,
        "parent": comment.parent,
        "kind": comment.kind.value,
        "author": comment.author,
        "url": comment.website,
        "date": comment.date.isoformat(),
        "status": submission.state.value,
        "text": comment.text,
        **later,
    }
    return public | _private(submission) if private else public


def submission_of(value: object, private: bool) -> Submission:
    """The submission with these fields, no more and no less."""
    fields = named(value, PUBLIC + PRIVATE, LATER) if private else named(value, PUBLIC, LATER[:1])
    comment = Comment(
        id=_text(fields, "id"),
        article=_text(fields, "article"),
        author=_text(fields, "author"),
        date=_date(fields, "date"),
        text=_text(fields, "text"),
        website=_text(fields, "url"),
        parent=None if fields["parent"] is None else _text(fields, "parent"),
        kind=_word(fields, "kind", Kind),
        verified=_text(fields, "verified") if "verified" in fields else "",
    )
    state = _word(fields, "status", State)
    return _with_private(comment, state, fields) if private else Submission(comment=comment, state=state)


def named(value: object, names: tuple[str, ...], later: tuple[str, ...] = ()) -> Fields:
    """The value as an object that has fields of these names, and of no others; those of ``later`` may be
    missing."""
    if not isinstance(value, dict):
        raise ValueError("is not an object")  # noqa: TRY004  what a file holds is no type of ours
    if missing := [name for name in names if name not in value]:
        raise ValueError(f'"{missing[0]}" is missing')
    if unknown := [name for name in value if name not in names + later]:
        raise ValueError(f"{unknown[0]!a} is not among the fields it can have")
    return value


def value_of(fields: Fields, name: str, type: type[Type]) -> Type:
    """The value of this field, if it is of this type."""
    value = fields[name]
    if not isinstance(value, type):
        raise ValueError(f'"{name}" is not {_NAMES[type]}')  # noqa: TRY004  as above
    return value


def _private(submission: Submission) -> dict[str, object]:
    later = {"account": submission.account} if submission.account else {}
    return {
        "email": submission.email,
        "ip": submission.ip,
        "client": submission.client,
        "user_agent": submission.user_agent,
        "referrer": submission.referrer,
        "trap": submission.trap,
        "verdict": submission.verdict.value,
        "reasons": [{name: getattr(reason, name) for name in REASON} for reason in submission.reasons],
        **later,
    }


def _with_private(comment: Comment, state: State, fields: Fields) -> Submission:
    return Submission(
        comment=comment,
        email=_text(fields, "email"),
        ip=_text(fields, "ip"),
        client=_text(fields, "client"),
        user_agent=_text(fields, "user_agent"),
        referrer=_text(fields, "referrer"),
        account=_text(fields, "account") if "account" in fields else "",
        trap=_text(fields, "trap"),
        state=state,
        verdict=_word(fields, "verdict", Verdict),
        reasons=tuple(map(_reason, value_of(fields, "reasons", list))),
    )


def _reason(value: object) -> Reason:
    fields = named(value, REASON)
    weight = fields["weight"]
    if isinstance(weight, bool) or not isinstance(weight, int | float) or not abs(weight) <= sys.float_info.max:
        raise ValueError('"weight" is not a number, or too great a one')
    return Reason(_text(fields, "check"), _text(fields, "saw"), float(weight))


def _text(fields: Fields, name: str) -> str:
    text = value_of(fields, name, str)
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError(f'"{name}" holds half of a character')
    return text


def _date(fields: Fields, name: str) -> datetime:
    text = _text(fields, name)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f'"{name}" is {text!a}, not like 2026-11-23T09:15:00+00:00') from None


def _word(fields: Fields, name: str, words: type[Word]) -> Word:
    text = _text(fields, name)
    try:
        return words(text)
    except ValueError:
        raise ValueError(f'"{name}" is {text!a}, not one of {", ".join(word.value for word in words)}') from None
