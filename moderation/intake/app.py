"""The intake's application: one form, taken in, and an answer for everything that can be wrong with it."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from ..comment import utc_now
from ..errors import Refused, SiteIndexUnavailable
from ..notifications import consent
from ..notifications.notifier import Notifier, channels
from ..queue.purge import Terms
from ..queue.store import Queue
from ..settings import Settings
from ..siteindex import Latest, SiteIndex
from ..spam.judge import Check
from ..templating import environment
from . import crew, gate
from .answers import Answers
from .health import Health
from .judging import Judging
from .likebutton import LikeButton
from .metrics import CONTENT_TYPE, Metrics
from .receipt import PATH
from .reception import Reception
from .recurring import Recurring
from .refusals import LATER, NOT_KEPT, as_refusal
from .retention import Retention
from .signin.opening import PATH as SIGNIN
from .subscribing import Subscribing
from .visit import Visit

log = logging.getLogger(__name__)

NOTIFYING = timedelta(seconds=10)
"""How long it may take until somebody is told of a comment at once."""
FORGETTING = timedelta(minutes=15)
"""How much longer than it lives a draft may be there whose reader did not come back."""


class Intake:
    """The reception and all that goes on behind it; and an answer for everything that can go wrong there."""

    def __init__(
        self,
        queue: Queue,
        settings: Settings,
        quick: Sequence[Check],
        slow: Sequence[Check],
        now: Callable[[], datetime],
    ) -> None:
        self.settings = settings
        self.index = Latest(settings.site_index)
        known = self._known()
        templates = [Path(folder) for folder in known.templates] if known else []
        self.answers = Answers(environment(templates))
        self.metrics = Metrics(crew.member())
        self.judging = Judging(queue, quick, slow, settings.spam, lambda judged: self.metrics.judged(judged.verdict))
        self.background: list[Recurring] = [
            Retention(queue, now, Terms(spam=settings.spam_days, trash=settings.trash_days))
        ]
        if told := channels(settings, queue):
            self.background.append(Recurring(Notifier(queue, told, now).round, NOTIFYING, "Messages are still unsent"))
        if settings.signin:
            self.background.append(Recurring(lambda: queue.drafts.sweep(at=now()), FORGETTING, "Drafts are still kept"))
        self.health = Health(queue, settings.database, self.index)
        self.subscribing = Subscribing(queue, settings, self.answers, now)
        self.reception = Reception(
            queue, settings, self.index, templates, self.answers, self.subscribing, self.judging, self.metrics, now
        )
        self.likes = LikeButton(queue.likes, settings, self.index, self.answers, now)

    async def receive(self, request: Request) -> Response:
        """POST /comments/<slug>."""
        self.judging.disturb()
        return await self._answer(request, self.reception.take)

    async def receipt(self, request: Request) -> Response:
        """GET what became of a comment, POST a correction, or the wish to withdraw it."""
        return await self._answer(request, self.reception.change if request.method == "POST" else self.reception.show)

    async def subscription(self, request: Request) -> Response:
        """GET what somebody asked to be told of, POST that it is so, or no longer."""
        return await self._answer(request, lambda visit: self.subscribing.answer(visit, self._known()))

    async def like(self, request: Request) -> Response:
        """POST /comments/likes/<slug>."""
        return await self._answer(request, self.likes.press)

    async def sign_in(self, request: Request) -> Response:
        """GET, from a provider, who somebody is."""
        if request.method == "HEAD":  # comes with GET: a mere look, which may not use up what is given back once
            return Response()
        response = await self._answer(request, self.reception.sign_in)
        # The address holds a code and a state: what is sent from here must not say where it comes from.
        response.headers["Referrer-Policy"] = "strict-origin"
        return response

    async def refuse(self, request: Request, error: Exception) -> Response:
        """The answer to what no route takes, such as another method or address."""
        if not isinstance(error, HTTPException):
            raise error
        response = self._refusal(Visit(request), as_refusal(error))
        response.headers.update(error.headers or {})
        return response

    async def measures(self, request: Request) -> Response:
        """GET /metrics."""
        return PlainTextResponse(self.metrics.text(self.judging.waiting), media_type=CONTENT_TYPE)

    def routes(self) -> Iterator[BaseRoute]:
        """What it answers to."""
        comments = Route("/{slug}", self.receive, methods=["POST"])
        likes = Route("/likes/{slug}", self.like, methods=["POST"])
        theirs = [(PATH, self.receipt), (consent.PATH, self.subscription)]
        private = [Route(path, answer, methods=["GET", "POST"]) for path, answer in theirs]
        signin = Route(SIGNIN, self.sign_in, methods=["GET"])
        # Elsewhere no body is kept: pages drop what they are sent while they are read.
        limited = [Middleware(gate.BodyLimit)]
        yield Mount("/comments", routes=[comments, likes, signin, *private], middleware=limited)
        yield Route("/healthz", self.health.alive)
        yield Route("/readyz", self.health.ready)
        if self.settings.metrics == "on":
            yield Route("/metrics", self.measures)

    @contextlib.asynccontextmanager
    async def lifespan(self, app: Starlette) -> AsyncIterator[None]:
        """From the first request to the last; what was accepted is finished before the end."""
        await self.judging.start()
        for work in self.background:
            await work.start()
        yield
        await self.reception.close()
        for work in self.background:
            await work.stop()
        await self.judging.stop()

    def _known(self) -> SiteIndex | None:
        """The index, where it is only wanted for the look of a page: what went wrong may be the index itself."""
        try:
            return self.index()
        except SiteIndexUnavailable:
            return None

    async def _answer(self, request: Request, act: Callable[[Visit], Awaitable[Response]]) -> Response:
        visit = Visit(request)
        try:
            return await act(visit)
        except Exception as error:  # noqa: BLE001 - not even a bug of ours may cost readers what they typed
            refused = as_refusal(error, NOT_KEPT if visit.form and visit.form.comment else LATER)
            log.info("Answered %(status)s: %(title)s", {"status": refused.status, "title": refused.title})
            return self._refusal(visit, refused)

    def _refusal(self, visit: Visit, refused: Refused) -> Response:
        self.metrics.refused(refused.status)
        if visit.site is None and (known := self._known()):
            visit.site = known.site
        return self.answers.refusal(visit, refused)


def create_app(
    queue: Queue,
    settings: Settings,
    *,
    quick: Sequence[Check] = (),
    slow: Sequence[Check] = (),
    now: Callable[[], datetime] = utc_now,
    routes: Sequence[BaseRoute] = (),
) -> Starlette:
    """The intake as an ASGI application; ``routes`` stand behind its own."""
    intake = Intake(queue, settings, quick, slow, now)
    return Starlette(
        routes=[*intake.routes(), *routes],
        exception_handlers={HTTPException: intake.refuse},
        lifespan=intake.lifespan,
    )
