"""What a comment is: the part of it that everybody may see."""

from __future__ import annotations

import enum
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from .errors import InvalidComment

LETTERS = "abcdefghjkmnpqrstvwxyz"
ALPHABET = "0123456789" + LETTERS  # Crockford's base 32: no i, l, o, u to be misread or misheard
ID_LENGTH = 8

ID = re.compile(rf"(?:[{LETTERS}][{ALPHABET}]{{{ID_LENGTH - 1}}}|[1-9][0-9]{{0,17}})\Z")
SLUG = re.compile(r"\w[\w.-]{0,199}\Z")

# WordPress's limits, wp_handle_comment_submission(): characters, not bytes.
AUTHOR_LIMIT = 245
EMAIL_LIMIT = 100
WEBSITE_LIMIT = 200

# What neither XML (the feeds) nor PostgreSQL can hold, and every control character but tab and line feed.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

# Letters and a sign that are printable, and show nothing: Hangul fillers, and Braille without a dot.
_BLANK = " \u115f\u1160\u2800\u3164\uffa0"
_PROVIDER = re.compile(r"[a-z0-9][a-z0-9.:-]{0,99}\Z")
_HOST = re.compile(r"(?:[\w-]+\.)*[\w-]+\.?\Z|[0-9a-f:.]+\Z")


class Kind(enum.Enum):
    """Where a comment came from."""

    COMMENT = "comment"
    """Typed into a form by a reader."""
    AUTHOR = "author"
    """Written at the desk, in the name of the blog's author: no form and no other blog's export can say so."""
    PINGBACK = "pingback"
    """Sent by another blog's program, in WordPress's days."""
    TRACKBACK = "trackback"
    """Sent by another blog's author, in the days before pingbacks."""
    WEBMENTION = "webmention"
    """Sent by another site that links here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What readers may see. Nothing private can be stored here, and one that exists is valid."""

    id: str
    article: str
    author: str
    date: datetime
    text: str
    website: str = ""
    parent: str | None = None
    kind: Kind = Kind.COMMENT
    verified: str = ""
    """Where its author signed in to write it: a name of ``providers.py`` or the host of an issuer."""

    def __post_init__(self) -> None:
        _require(ID.match(self.id), "id", "is not one of ours")
        _require(SLUG.match(self.article), "article", "is not a slug")  # also stops ../../etc
        _require(self.parent is None or ID.match(self.parent), "parent", "is not a comment's id")
        _require(self.date.utcoffset() == timedelta(0), "date", "is not in UTC")
        _require(is_visible(self.author), "author", "is empty")
        _require(self.author == self.author.strip(), "author", "has white space around it")
        _require(is_one_line(self.author), "author", "is more than one line")
        _require(len(self.author) <= AUTHOR_LIMIT, "author", f"is longer than {AUTHOR_LIMIT} characters")
        _require(not self.website or is_web_address(self.website), "website", "is not a web address")
        _require(not self.verified or _PROVIDER.match(self.verified), "verified", "is not the name of a provider")
        _require(is_visible(self.text), "text", "is empty")
        _require(not _CONTROL.search(self.text), "text", "holds control characters")

    def __hash__(self) -> int:
        return hash(self.id)  # quickly done, and hardly another comment has the same id


def _require(condition: object, field: str, problem: str) -> None:
    if not condition:
        raise InvalidComment(field, problem)


def is_visible(text: str) -> bool:
    """Whether there is anything to see: not only spaces, joiners and other characters without a shape."""
    return any(character.isprintable() and character not in _BLANK for character in text)


def is_one_line(text: str) -> bool:
    """Whether no reader of the text can see a line break: ``splitlines`` also breaks at U+2028 and its kin,
    which would forge a header in a comment file."""
    return text.splitlines() in ([], [text]) and not _CONTROL.search(text) and "\t" not in text


def is_web_address(text: str) -> bool:
    """Whether the text is an absolute http(s) address that can stand in a link."""
    if len(text) > WEBSITE_LIMIT or not text.isprintable() or any(c in " <>\"'`\\" for c in text):
        return False
    try:
        parts = urlsplit(text)
        named = bool(_HOST.match(parts.hostname or "")) and parts.port != 0
    except ValueError:  # urlsplit: "Invalid IPv6 URL", "Port could not be cast to integer value"
        return False
    return parts.scheme in ("http", "https") and named and "@" not in parts.netloc


def without_controls(text: str) -> str:
    """The text with line breaks as ``\\n`` and every other control character, tab excepted, left out."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def new_id() -> str:
    """A fresh random id. It begins with a letter, so that it never looks like an imported comment's number."""
    # 32 divides 256, so that of one byte each character is equally likely.
    return secrets.choice(LETTERS) + "".join(ALPHABET[byte % 32] for byte in secrets.token_bytes(ID_LENGTH - 1))


def utc_now() -> datetime:
    """The present, to the second: what a comment file can hold."""
    return datetime.now(UTC).replace(microsecond=0)
