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
from .signin.identity import Identities
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
        self.identities = Identities(self.key)

    async def press(self, visit: Visit) -> Response:
        """Count a like, or no longer: a person's, if the form says who has signed in, else a network's."""
        form = await visit.read()
        slug, now, index = visit.request.path_params["slug"], self.now(), self.index()
        visit.site = index.site
        own = gate.own_origins(visit.request, index.site.url, self.settings.origins)
        gate.check_origin(visit.request.headers, own)
        if not index.site.likes:
            raise HTTPException(404)
        if slug not in index.articles:
            raise UnknownArticle(slug)
        if form.identity:
            visit.article = index.articles[slug]  # so that whatever the answer is, it has their form
            visit.identity = self.identities.read(form.identity, slug, now)
        reader = self._reader(visit, now)
        account = visit.identity.account if visit.identity else ""
        self.rate.check(reader, slug, now)
        liked = await asyncio.to_thread(self.likes.press, slug, reader, at=now, account=account)
        log.info("%(article)s was %(done)s", {"article": slug, "done": "liked" if liked else "no longer liked"})
        return self.answers.liked(visit, index.site, index.articles[slug], liked)

    def _reader(self, visit: Visit, now: datetime) -> str:
        """The network it comes from, under a key of this month alone, so that nobody is followed into the next."""
        month = f"{_PURPOSE}{now.astimezone(UTC):%Y-%m}"
        return visit.sender(hmac.digest(self.key, month.encode(), "sha256")).client
