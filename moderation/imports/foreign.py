"""What other systems know, in our words, before anything about it is checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ..comment import Kind
from ..queue.submission import State


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignComment:
    """A comment as another system had it. Any of it may be missing, too long, or hostile."""

    number: str
    """Its id there; need not be a number."""
    page: str
    """The article it is about: its address there, the path of that, or its slug."""
    title: str = ""
    """The article's title there, to help a person match what the address does not."""
    author: str = ""
    website: str = ""
    date: datetime | None
    """In UTC."""
    text: str
    """HTML as comments may hold it, or plain text."""
    parent: str = ""
    """The ``number`` of the comment it answers, if any."""
    kind: Kind = Kind.COMMENT
    state: State = State.APPROVED
    email: str = field(default="", repr=False)
    ip: str = field(default="", repr=False)
    user_agent: str = field(default="", repr=False)
