"""The web hook: another program is told of new and of decided comments, signed as Standard Webhooks has it.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
from collections.abc import Mapping
from datetime import datetime

from ..errors import InvalidSetting, Undelivered
from ..queue.ledger import Decision
from ..queue.news import key
from ..queue.outbox import Message
from ..queue.store import Queue
from ..queue.submission import Submission
from ..settings import Settings
from .addresses import safe

NEW, DECIDED = "comment.new", "comment.decided"
PREFIX, LEAST, MOST = "whsec_", 24, 64
"""What a secret begins with, and how many bytes it has."""
TIMEOUT = 20.0
"""Seconds; between the 15 and the 30 of the specification."""


class Webhook:
    """The channel to another program, which is told ids, states and verdicts: no text, and nothing of a person."""

    kind = "hook"

    def __init__(self, queue: Queue, settings: Settings, timeout: float = TIMEOUT) -> None:
        """Raises InvalidSetting."""
        self.queue = queue
        self.url = safe("MODERATION_HOOK", settings.hook)
        self.secret = _secret(settings.hook_secret)
        self.timeout = timeout

    def announce(self, at: datetime) -> None:
        """Queue a message for each comment that came, and for each decision."""
        for submission in self.queue.untold(NEW, at):
            self._put(NEW, submission.id, submission.comment.date, _about(submission.id, submission), at)
        decisions = self.queue.untold_decisions(DECIDED, at)
        known = self.queue.known([decision.comment for decision in decisions])
        for decision in decisions:
            about = _about(decision.comment, known.get(decision.comment)) | _decided(decision)
            self._put(DECIDED, decision.number, decision.at, about, at)

    def send(self, message: Message, at: datetime) -> None:
        """POST it; any status of 2xx is thanks. Raises Undelivered."""
        import httpx

        body = json.dumps(message.payload, separators=(",", ":")).encode()
        headers = {"Content-Type": "application/json", **self._signed(message.key, int(at.timestamp()), body)}
        try:
            request = httpx.stream("POST", self.url, content=body, headers=headers, timeout=self.timeout)
            with request as response:  # whose body nobody needs, however long it is
                status = response.status_code
        except httpx.TimeoutException:
            problem = "it did not answer in time"
        except (httpx.HTTPError, httpx.InvalidURL):
            problem = "it could not be reached"
        else:
            if 200 <= status < 300:
                return
            problem = f"it answered with status {status}"
        # Outside of the except clauses, or the error would go along as __context__, and the address with it.
        raise Undelivered("The web hook", problem)

    def _put(self, type: str, subject: object, when: datetime, data: Mapping[str, object], at: datetime) -> None:
        payload = {"type": type, "timestamp": when.isoformat(), "data": data}
        self.queue.outbox.put(Message(key=key(type, subject), kind=self.kind, payload=payload), at=at)

    def _signed(self, key: str, now: int, body: bytes) -> dict[str, str]:
        id = key.replace(".", "_").replace(" ", "_")  # no full stop: it ends the id in what is signed
        signature = hmac.digest(self.secret, f"{id}.{now}.".encode() + body, "sha256")
        return {
            "webhook-id": id,
            "webhook-timestamp": str(now),
            "webhook-signature": f"v1,{base64.b64encode(signature).decode()}",
        }


def _about(id: str, submission: Submission | None) -> dict[str, object]:
    """What a comment is now; of one that is deleted, the id alone."""
    comment = submission and submission.comment
    return {
        "id": id,
        "article": comment and comment.article,
        "parent": comment and comment.parent,
        "date": comment and comment.date.isoformat(),
        "status": submission and submission.state.value,
        "verdict": submission and submission.verdict.value,
        "score": submission and submission.score,
    }


def _decided(decision: Decision) -> dict[str, object]:
    after = decision.after and decision.after.value
    return {"number": decision.number, "action": decision.action.value, "before": decision.before.value, "after": after}


def _secret(value: str) -> bytes:
    try:
        secret = base64.b64decode(value.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        secret = b""
    if not (value.startswith(PREFIX) and LEAST <= len(secret) <= MOST):
        raise InvalidSetting(
            "MODERATION_HOOK_SECRET", "…", f"{PREFIX} and {LEAST} to {MOST} bytes in base64, as MODERATION_HOOK is set"
        )
    return secret
