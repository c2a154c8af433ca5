"""The intake's application: one form, taken in, and an answer for everything that can be wrong with it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from ..comment import utc_now
from ..errors import Refused, SiteIndexUnavailable
from ..queue.purge import Terms
from ..queue.store import Queue
from ..queue.submission import Submission
from ..settings import Settings
from ..siteindex import Latest, SiteIndex
from ..spam.judge import Check
from ..templating import environment
from . import gate
from .answers import Answers
from .articles import open_article
from .brake import Brake
from .form import Form
from .groupcommit import GroupCommit
from .health import Health
from .judging import Judging
from .metrics import CONTENT_TYPE, Metrics
from .preview import Preview
from .ratelimit import RateLimit
from .receipt import PATH, Receipt, Receipts, Standing
from .refusals import LATER, NOT_KEPT, as_refusal
from .retention import Retention
from .visit import Visit

log = logging.getLogger(__name__)


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
        templates = [Path(folder) for folder in known.templates] if known else []
        self.answers = Answers(environment(templates))
        self.preview = Preview(templates)
        self.rate = RateLimit(settings.rate)
        self.brake = Brake(settings.site_rate)
        self.commit = GroupCommit(self._store)
        self.retention = Retention(queue, now, Terms(spam=settings.spam_days, trash=settings.trash_days))
        self.health = Health(queue, settings.database, self.index)
        self.metrics = Metrics()
        self.judging = Judging(queue, quick, slow, settings.spam, lambda judged: self.metrics.judged(judged.verdict))
        self.key = settings.key()
        self.receipts = Receipts(queue, self.key)

    async def receive(self, request: Request) -> Response:
        """POST /comments/<slug>."""
        self.judging.disturb()
        return await self._answer(request, self._take)

    async def receipt(self, request: Request) -> Response:
        """GET what became of a comment, POST a correction, or the wish to withdraw it."""
        return await self._answer(request, self._change if request.method == "POST" else self._show)

    async def refuse(self, request: Request, error: Exception) -> Response:
        """The answer to what no route takes, such as another method or address."""
        if not isinstance(error, HTTPException):
            raise error
        response = self._refusal(self._visit(request), as_refusal(error))
        response.headers.update(error.headers or {})
        return response

    async def measures(self, request: Request) -> Response:
        """GET /metrics."""
        return PlainTextResponse(self.metrics.text(self.judging.waiting), media_type=CONTENT_TYPE)

    def routes(self) -> Iterator[BaseRoute]:
        """What it answers to."""
        comments = Route("/{slug}", self.receive, methods=["POST"])
        yield Mount("/comments", routes=[comments, Route(PATH, self.receipt, methods=["GET", "POST"])])
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

    def _visit(self, request: Request) -> Visit:
        known = self._known()
        return Visit(request, known.site if known else None)

    async def _answer(self, request: Request, act: Callable[[Visit], Awaitable[Response]]) -> Response:
        visit = self._visit(request)
        try:
            return await act(visit)
        except Exception as error:  # noqa: BLE001 - not even a bug of ours may cost readers what they typed
            refused = as_refusal(error, NOT_KEPT if visit.form and visit.form.comment else LATER)
            log.info("Answered %(status)s: %(title)s", {"status": refused.status, "title": refused.title})
            return self._refusal(visit, refused)

    def _refusal(self, visit: Visit, refused: Refused) -> Response:
        self.metrics.refused(refused.status)
        return self.answers.refusal(visit, refused)

    async def _take(self, visit: Visit) -> Response:
        form, index = await self._enter(visit)
        visit.article = open_article(index, visit.request.path_params["slug"], self.now(), self.settings.close_days)
        sender, now = visit.sender(self.key), self.now()
        submission = form.submission(visit.article.slug, sender, now, self.settings.max_text)
        self._count(submission)
        if form.preview:
            return await self._preview(visit, submission)
        self.brake.check(submission, now)
        await self.commit.add(submission)
        log.info("Took comment %(comment)s", {"comment": submission.id})
        return self._taken(visit, index, submission)

    async def _show(self, visit: Visit) -> Response:
        receipt = await self._find(visit, self._site_index(visit))
        visit.form = Form.of(receipt.submission)
        return self.answers.receipt(visit, receipt.submission.id, receipt.standing, open=not receipt.decided)

    async def _change(self, visit: Visit) -> Response:
        form, index = await self._enter(visit)
        sent = (await self._find(visit, index)).submission
        if form.withdraw:
            await asyncio.to_thread(self.queue.withdraw, sent.id, at=self.now())
            log.info("Comment %(comment)s was withdrawn", {"comment": sent.id})
            return self.answers.receipt(visit, sent.id, Standing.WITHDRAWN)
        corrected = form.correction(sent, visit.sender(self.key), self.settings.max_text)
        self._count(corrected)
        if form.preview:
            return await self._preview(visit, corrected)
        await asyncio.to_thread(self.queue.correct, sent.id, corrected, at=self.now())
        log.info("Comment %(comment)s was corrected: %(now)s", {"comment": sent.id, "now": corrected.id})
        return self._taken(visit, index, corrected)

    def _taken(self, visit: Visit, index: SiteIndex, submission: Submission) -> Response:
        self.judging.add(submission)
        visit.receipt = self.receipts.address(index.site, submission.id)
        return self.answers.thanks(visit, submission.id)

    async def _enter(self, visit: Visit) -> tuple[Form, SiteIndex]:
        form = await visit.read()  # before anything else that can fail: what was typed goes into the answer
        index = self._site_index(visit)
        own = gate.own_origins(visit.request, index.site.url, self.settings.origins)
        gate.check_origin(visit.request.headers, own)
        return form, index

    def _site_index(self, visit: Visit) -> SiteIndex:
        index = self.index()
        visit.site = index.site
        return index

    async def _find(self, visit: Visit, index: SiteIndex) -> Receipt:
        receipt = await asyncio.to_thread(self.receipts.find, **visit.request.path_params)
        comment = receipt.submission.comment
        visit.receipt = self.receipts.address(index.site, comment.id)
        visit.article = index.articles.get(comment.article)
        return receipt

    def _count(self, submission: Submission) -> None:
        self.rate.check(submission.client, submission.comment.article, self.now())

    async def _preview(self, visit: Visit, submission: Submission) -> Response:
        return self.answers.preview(visit, await self.preview.html(submission.comment))

    def _store(self, group: Sequence[Submission]) -> None:
        self.queue.add(group)
        self.metrics.committed(len(group))


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
