"""The intake's application: one form, taken in, and an answer for everything that can be wrong with it."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from ..comment import utc_now, without_controls
from ..errors import ModerationError, Refused, SiteIndexUnavailable, UnknownArticle
from ..queue.purge import Terms
from ..queue.store import Queue
from ..queue.submission import Submission
from ..settings import Settings
from ..siteindex import Article, Latest, Site, SiteIndex
from ..spam.judge import Check
from ..templating import environment
from . import gate
from .answers import Answers
from .articles import open_article
from .brake import Brake
from .form import Form, Sender
from .groupcommit import GroupCommit
from .health import Health
from .judging import Judging
from .metrics import CONTENT_TYPE, Metrics
from .ratelimit import RateLimit
from .retention import Retention

log = logging.getLogger(__name__)

MAX_FIELDS = 20

NOTHING = {
    404: "There is nothing at this address.",
    405: "This is where comments are sent to; to write one, please go back to the article.",
}


class Intake:
    """Takes one form after the other; what it thinks of them it asks itself when the reader has been answered."""

    def __init__(
        self,
        queue: Queue,
        settings: Settings,
        quick: Sequence[Check],
        slow: Sequence[Check],
        now: Callable[[], datetime],
    ) -> None:
        self.queue = queue
        self.settings = settings
        self.now = now
        self.index = Latest(settings.site_index)
        known = self._known()
        self.answers = Answers(environment([Path(folder) for folder in known.templates] if known else []))
        self.rate = RateLimit(settings.rate)
        self.brake = Brake(settings.site_rate)
        self.commit = GroupCommit(self._store)
        self.retention = Retention(queue, now, Terms(spam=settings.spam_days, trash=settings.trash_days))
        self.health = Health(queue, settings.database, self.index)
        self.metrics = Metrics()
        self.judging = Judging(queue, quick, slow, settings.spam, lambda judged: self.metrics.judged(judged.verdict))
        self.key = settings.key()

    async def receive(self, request: Request) -> Response:
        """POST /comments/<slug>."""
        self.judging.disturb()
        form: Form | None = None
        article: Article | None = None
        try:
            gate.check_size(request.headers)
            gate.check_type(request.headers)
            form = await _read_form(request)  # before anything else that can fail: what was typed goes into the answer
            index = self.index()
            gate.check_origin(request.headers, gate.own_origins(request, index.site.url, self.settings.origins))
            article = open_article(index, request.path_params["slug"], self.now(), self.settings.close_days)
            submission = self._submission(form, article, request)
            await self.commit.add(submission)
        except Exception as error:  # noqa: BLE001 - not even a bug of ours may cost readers what they typed
            refused = as_refusal(error)
            log.info("Answered %(status)s: %(title)s", {"status": refused.status, "title": refused.title})
            self.metrics.refused(refused.status)
            return self.answers.refusal(request, refused, form.typed() if form else None, self._site(), article)
        log.info("Took comment %(comment)s", {"comment": submission.id})
        self.judging.add(submission)
        return self.answers.thanks(request, index.site, submission.id)

    async def refuse(self, request: Request, error: Exception) -> Response:
        """The answer to what no route takes, such as another method or address."""
        if not isinstance(error, HTTPException):
            raise error
        self.metrics.refused(error.status_code)
        refused = Refused(error.status_code, error.detail, NOTHING.get(error.status_code, NOTHING[404]))
        response = self.answers.refusal(request, refused, site=self._site())
        response.headers.update(error.headers or {})
        return response

    async def measures(self, request: Request) -> Response:
        """GET /metrics."""
        return PlainTextResponse(self.metrics.text(self.judging.waiting), media_type=CONTENT_TYPE)

    def routes(self) -> Iterator[BaseRoute]:
        """What it answers to."""
        yield Mount("/comments", routes=[Route("/{slug}", self.receive, methods=["POST"])])
        yield Route("/healthz", self.health.alive)
        yield Route("/readyz", self.health.ready)
        if self.settings.metrics == "on":
            yield Route("/metrics", self.measures)

    @contextlib.asynccontextmanager
    async def lifespan(self, app: Starlette) -> AsyncIterator[None]:
        """From the first request to the last; what was accepted is finished before the end."""
        await self.judging.start()
        await self.retention.start()
        yield
        await self.commit.close()
        await self.retention.stop()
        await self.judging.stop()

    def _known(self) -> SiteIndex | None:
        """The index, where it is only wanted for the look of a page: what went wrong may be the index itself."""
        try:
            return self.index()
        except SiteIndexUnavailable:
            return None

    def _site(self) -> Site | None:
        known = self._known()
        return known.site if known else None

    def _submission(self, form: Form, article: Article, request: Request) -> Submission:
        sender, now = self._sender(request), self.now()
        submission = form.submission(article.slug, sender, now, self.settings.max_text)
        self.rate.check(sender.client, article.slug, now)
        self.brake.check(submission, now)
        return submission

    def _sender(self, request: Request) -> Sender:
        ip = request.client.host if request.client else ""
        return Sender(
            ip=ip,
            client=gate.client_hash(ip, self.key),
            user_agent=without_controls(request.headers.get("user-agent", ""))[:300],
            referrer=without_controls(request.headers.get("referer", ""))[:300],
        )

    def _store(self, group: Sequence[Submission]) -> None:
        self.queue.add(group)
        self.metrics.committed(len(group))


async def _read_form(request: Request) -> Form:
    try:
        async with request.form(max_files=0, max_fields=MAX_FIELDS, max_part_size=gate.MAX_BODY) as fields:
            return Form.read(fields)
    except gate.TooLarge:
        raise gate.too_large() from None
    # UnicodeError: it was sent in a charset that only its sender knows. ClientDisconnect: nobody waits for the answer.
    except (HTTPException, UnicodeError, ClientDisconnect):
        raise Refused(400, "That form is broken", "The form could not be read. Please go back and try again.") from None


def as_refusal(error: Exception) -> Refused:
    """The answer a reader gets for an error: nothing about the machine, and when to come back."""
    if isinstance(error, Refused):
        return error
    if isinstance(error, UnknownArticle):
        return Refused(404, "There is no such article", "It may have moved, or its address has a mistake.")
    # Its class only: the text of an error that nobody foresaw could hold anything, what was typed included.
    log.error("A comment could not be kept: %s", error if isinstance(error, ModerationError) else type(error).__name__)
    detail = "Your comment could not be kept just now. Please send it again in a minute."
    return Refused(503, "Please try again", detail, retry_after=60)


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
        middleware=[Middleware(gate.BodyLimit)],
        exception_handlers={HTTPException: intake.refuse},
        lifespan=intake.lifespan,
    )
