"""The reception: what is done with a visit. A comment is taken in or shown beforehand, put right or taken back."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import Response

from ..queue.store import Queue
from ..queue.submission import Submission
from ..settings import Settings
from ..siteindex import Article, Latest, SiteIndex
from . import gate
from .answers import Answers
from .articles import open_article
from .form import Form, require_none
from .groupcommit import GroupCommit
from .judging import Judging
from .metrics import Metrics
from .preview import Preview
from .receipt import Receipt, Receipts, Standing
from .signin.identity import Identities, Identity
from .signin.opening import open_counter
from .subscribing import Subscribing
from .traffic import Traffic
from .visit import Visit

log = logging.getLogger(__name__)


class Reception:
    """Serves one visit after the other, and raises what is wrong with it: mostly Refused, and any of our errors."""

    def __init__(
        self,
        queue: Queue,
        settings: Settings,
        index: Latest,
        templates: Sequence[Path],
        answers: Answers,
        subscribing: Subscribing,
        judging: Judging,
        metrics: Metrics,
        now: Callable[[], datetime],
    ) -> None:
        self.queue = queue
        self.settings = settings
        self.index = index
        self.answers = answers
        self.judging = judging
        self.metrics = metrics
        self.now = now
        self.preview = Preview(templates)
        self.traffic = Traffic(queue, settings.rate, settings.site_rate)
        self.commit = GroupCommit(self._store)
        self.key = settings.key()
        self.receipts = Receipts(queue, self.key)
        self.subscribing = subscribing
        self.identities = Identities(self.key)
        self.counter = open_counter(settings.signin, queue.drafts, self.identities)

    async def take(self, visit: Visit) -> Response:
        """Take a comment in, or only show what it would look like; or begin to sign in, or be nobody again."""
        form, index = await self._enter(visit)
        now = self.now()
        visit.article = open_article(index, visit.request.path_params["slug"], now, self.settings.close_days)
        if form.signout:
            return self.answers.preview(visit, None)
        if form.identity:
            visit.identity = self.identities.read(form.identity, visit.article.slug, now)
        if form.place:
            return await self._leave(visit, form, visit.article.slug, index, now)
        submission = self._submission(visit, form, visit.article, now)
        await self.traffic.hear(now)
        self.traffic.check(submission, now)
        if form.preview:
            return await self._preview(visit, submission)
        self.traffic.enter(submission, now)
        await self.subscribing.ask(submission, self.subscribing.wanted(visit, submission, form))
        await self.commit.add(submission)
        log.info("Took comment %(comment)s", {"comment": submission.id})
        return self._taken(visit, index, submission)

    async def sign_in(self, visit: Visit) -> Response:
        """Take back who comes from a provider. No answer of theirs changes anything but that it can be given once."""
        if not self.counter:
            raise HTTPException(404)
        now = self.now()
        form, article = await self.counter.come_back(visit, self._site_index(visit), now)
        if visit.filled(form).problems(self.settings.max_text):  # somebody who signs in first, and writes then
            return self.answers.preview(visit, None)
        return await self._preview(visit, self._submission(visit, form, article, now))

    async def show(self, visit: Visit) -> Response:
        """Show what has become of a comment."""
        receipt = await self._find(visit, self._site_index(visit))
        visit.form = Form.of(receipt.submission, receipt.interests)
        return self.answers.receipt(visit, receipt.submission.id, receipt.standing, open=not receipt.decided)

    async def change(self, visit: Visit) -> Response:
        """Correct a comment, or withdraw it."""
        form, index = await self._enter(visit)
        sent = (await self._find(visit, index)).submission
        if form.withdraw:
            await asyncio.to_thread(self.queue.withdraw, sent.id, at=self.now())
            log.info("Comment %(comment)s was withdrawn", {"comment": sent.id})
            return self.answers.receipt(visit, sent.id, Standing.WITHDRAWN)
        made = visit.filled(form).correction(sent, visit.sender(self.key), self.settings.max_text)
        corrected = visit.signed(made)
        now = self.now()
        self.traffic.check(corrected, now)
        if form.preview:
            return await self._preview(visit, corrected)
        wanted = self.subscribing.wanted(visit, corrected, form)
        await asyncio.to_thread(self.queue.correct, sent.id, corrected, at=now, wanted=wanted)
        log.info("Comment %(comment)s was corrected: %(now)s", {"comment": sent.id, "now": corrected.id})
        return self._taken(visit, index, corrected)

    async def close(self) -> None:
        """Return when everything that was accepted is on the disk."""
        await self.commit.close()

    def _submission(self, visit: Visit, form: Form, article: Article, now: datetime) -> Submission:
        sender = visit.sender(self.key)
        return visit.signed(visit.filled(form).submission(article.slug, sender, now, self.settings.max_text))

    def _taken(self, visit: Visit, index: SiteIndex, submission: Submission) -> Response:
        self.judging.add(submission)
        visit.receipt = self.receipts.address(index.site, submission.id)
        return self.answers.thanks(visit, submission.id)

    async def _enter(self, visit: Visit) -> tuple[Form, SiteIndex]:
        form = await visit.read()  # before anything else that can fail: what was typed goes into the answer
        index = self._site_index(visit)
        own = gate.own_origins(visit.request, index.site.url, self.settings.origins)
        gate.check_origin(visit.request.headers, own)
        visit.form = self.subscribing.offered(form, index.site)
        return visit.form, index

    def _site_index(self, visit: Visit) -> SiteIndex:
        index = self.index()
        visit.site = index.site
        return index

    async def _find(self, visit: Visit, index: SiteIndex) -> Receipt:
        receipt = await asyncio.to_thread(self.receipts.find, **visit.request.path_params)
        comment = receipt.submission.comment
        visit.receipt = self.receipts.address(index.site, comment.id)
        visit.article = index.articles.get(comment.article)
        visit.identity = Identity.behind(receipt.submission)
        return receipt

    async def _preview(self, visit: Visit, submission: Submission) -> Response:
        return self.answers.preview(visit, await self.preview.html(submission.comment, visit.language))

    async def _leave(self, visit: Visit, form: Form, article: str, index: SiteIndex, now: datetime) -> Response:
        if not self.counter:
            raise HTTPException(404)
        self.traffic.rate.check(visit.sender(self.key).client, article, now)
        require_none(form.mistakes(self.settings.max_text))
        return self.answers.connect(visit, form.place, await self.counter.leave(form, article, index, now))

    def _store(self, group: Sequence[Submission]) -> None:
        self.queue.add(group)
        self.metrics.committed(len(group))
