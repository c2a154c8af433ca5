"""What writers do with their receipts, and moderators meanwhile."""

from __future__ import annotations

from httpx2 import Response

from builders import NOON
from door import FORM, Door
from moderation.queue.ledger import Action


def posted(door: Door, **fields: str) -> str:
    """The address of the receipt for the comment sent."""
    return door.post("hello", None, **fields).headers["Location"]


def change(door: Door, receipt: str, headers: dict[str, str] | None = None, **fields: str) -> Response:
    """The answer to the receipt's form, filled in like the other, but for these fields."""
    return door.client.post(receipt, data=FORM | fields, headers=headers or {})


def withdraw(door: Door, receipt: str, **headers: str) -> Response:
    """The answer to the receipt's other button."""
    return door.client.post(receipt, data={"withdraw": "1"}, headers=headers)


def decide(door: Door, *actions: Action) -> None:
    """What a moderator does with the only comment."""
    for action in actions:
        door.queue.decide(door.kept()[0].id, action, who="ann", at=NOON)
