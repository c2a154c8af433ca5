"""Jane, of whom everything is known that can be known of a person."""

from __future__ import annotations

from typing import Any

from builders import a_submission
from moderation.queue.submission import Reason, Submission, Verdict

JANE = "jane@private.example"
SECRETS = ("Jane", "private.example", "jane.example", "192.0.2.7", "Mozilla", "secret-hash", "news.example")
"""What tells of her, wherever it is found."""


def janes(id: str, **fields: Any) -> Submission:
    """A submission of hers."""
    known: dict[str, Any] = {
        "author": "Jane",
        "website": "https://jane.example/",
        "email": JANE,
        "ip": "192.0.2.7",
        "client": "secret-hash",
        "user_agent": "Mozilla",
        "referrer": "https://news.example/",
        "trap": "private.example",
        "verdict": Verdict.UNSURE,
        "reasons": (Reason("lists", "your list says hold network 192.0.2.7", 3.0),),
    }
    return a_submission(id, **known | fields)
