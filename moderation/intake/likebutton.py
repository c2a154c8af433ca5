"""The button under an article: a reader likes it, or presses again and does so no longer."""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Callable
from datetime import UTC, datetime

from starlette.exceptions import HTTPException
from starlette.responses import Response

from ..errors import UnknownArticle
from ..queue.likes import Likes
from ..settings import Settings
from ..siteindex import Latest
from . import gate
from .answers import Answers
from .ratelimit import RateLimit
from .visit import Visit

log = logging.getLogger(__name__)

_PURPOSE = "likes\0"
"""What a month's key is made of begins so: nothing else that is signed or hashed with the secret does."""


class LikeButton:
    """Serves one press after the other, and raises what is wrong with it: mostly Refused, and any of our errors."""

    def __init__(
        self, likes: Likes, settings: Settings, index: Latest, answers: Answers, now: Callable[[], datetime]
    ) -> None:
        self.likes = likes
        self.settings = settings
        self.index = index
        self.answers = answers
        self.now = now
        self.rate = RateLimit(settings.rate)
        self.key = settings.key()

    async def press(self, visit: Visit) -> Response:
        """Count a like, or no longer. The form has no fields, so nothing of it is read."""
        headers, slug, now = visit.request.headers, visit.request.path_params["slug"], self.now()
        index = self.index()
        gate.check_size(headers)
        gate.check_type(headers)
        gate.check_origin(headers, gate.own_origins(visit.request, index.site.url, self.settings.origins))
        if not index.site.likes:
            raise HTTPException(404)
        if slug not in index.articles:
            raise UnknownArticle(slug)
        reader = self._reader(visit, now)
        self.rate.check(reader, slug, now)
        liked = await asyncio.to_thread(self.likes.press, slug, reader, at=now)
        log.info("%(article)s was %(done)s", {"article": slug, "done": "liked" if liked else "no longer liked"})
        return self.answers.liked(visit, index.site, index.articles[slug], liked)

    def _reader(self, visit: Visit, now: datetime) -> str:
        """Whose like it is: a network's, under a key of this month alone, so that nobody is followed into the next.

        The place to tell readers apart by more, should they ever sign in.
        """
        month = f"{_PURPOSE}{now.astimezone(UTC):%Y-%m}"
        return visit.sender(hmac.digest(self.key, month.encode(), "sha256")).client
