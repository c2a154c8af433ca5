"""Subscriptions for tests: a test names what matters to it, the rest is filled in."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import Any

from builders import NOON, a_submission
from moderation.interest import Interest
from moderation.queue.news import key
from moderation.queue.outbox import Message
from moderation.queue.store import Queue
from moderation.queue.submission import Verdict
from moderation.queue.subscription import Subscription

ANN = "ann@reader.example"
HOUR = timedelta(hours=1)
CONFIRMED: dict[str, Any] = {"confirmed": NOON}
POSTS: dict[str, Any] = {"interest": Interest.POSTS}
COMMENTS: dict[str, Any] = {"interest": Interest.COMMENTS}


def a_subscription(id: str = "s0000000", **fields: Any) -> Subscription:
    """Ann's, in replies to the comment ``a0000000`` on ``hello``; nobody has confirmed it."""
    values: dict[str, Any] = {
        "id": id,
        "address": ANN,
        "interest": Interest.REPLIES,
        "article": "hello",
        "comment": "a0000000",
        "language": "en",
        "made": NOON,
    }
    return Subscription(**values | {"reader": reader(fields.get("address", ANN))} | fields)


def reader(address: str) -> str:
    """What stands for an address where that must not be read."""
    return sha256(address.lower().encode()).hexdigest()[:8]


def keep(queue: Queue, *subscriptions: Subscription) -> None:
    """As if each had been asked for with its comment."""
    for comment in {one.comment for one in subscriptions}:
        queue.subscriptions.ask(comment, [one for one in subscriptions if one.comment == comment])


def came(queue: Queue, id: str = "a0000000", **fields: Any) -> None:
    queue.add([a_submission(id, **{"verdict": Verdict.HAM} | fields)])


def noted(queue: Queue, topic: str, subject: str) -> None:
    queue.outbox.put(Message(key=key(topic, subject), kind="mail", payload={}), at=NOON)
