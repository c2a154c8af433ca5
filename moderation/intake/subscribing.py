"""Subscribing: what a writer wants to be told of, and the pages on which that is confirmed, or ended.

The intake adds it to the queue, as it does comments, and decides nothing: whoever comes by a link of ours decides about
their own address.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from starlette.exceptions import HTTPException
from starlette.responses import Response

from ..notifications.consent import CONFIRM, Consent
from ..notifications.wording import in_words
from ..queue.store import Queue
from ..queue.submission import Submission
from ..queue.subscription import Subscription
from ..queue.subscriptions import UNCONFIRMED
from ..settings import Settings
from ..siteindex import Site, SiteIndex
from .answers import Answers
from .form import Form
from .visit import Visit

log = logging.getLogger(__name__)

WAYS = {"daily": True, "at-once": False}
"""How somebody is told, by what a button adds to its link: in one mail a day, or as it happens."""


class Subscribing:
    """Readers' wishes. Where there is no mail server, nothing is offered, whatever the pages say."""

    def __init__(self, queue: Queue, settings: Settings, answers: Answers, now: Callable[[], datetime]) -> None:
        self.subscriptions = queue.subscriptions
        self.answers = answers
        self.now = now
        self.consent = Consent(settings.key())
        self._mails = bool(settings.mail)

    def offered(self, form: Form, site: Site) -> Form:
        """The form without what is not offered."""
        return form.offered(site.notify if self._mails else ())

    def wanted(self, visit: Visit, submission: Submission, form: Form) -> Sequence[Subscription]:
        """What the writer of this submission wants to be told of."""
        return [
            Subscription(
                address=submission.email,
                reader=self.consent.reader(submission.email),
                interest=interest,
                article=submission.comment.article,
                comment=submission.id,
                language=visit.language.tag,
                made=self.now(),
            )
            for interest in form.interests
        ]

    async def ask(self, submission: Submission, wanted: Sequence[Subscription]) -> None:
        """Keep it, before its comment: if that is not kept, it is nothing; the other way round it would be lost."""
        if wanted:
            await asyncio.to_thread(self.subscriptions.ask, submission.id, wanted)

    async def answer(self, visit: Visit, index: SiteIndex | None) -> Response:
        """GET shows a button, as programs that look at mails follow links; POST does what it says.

        So it does without a button, as RFC 8058 has it. Whatever is wrong with a link, the answer is the same.
        """
        action, done = visit.request.path_params["action"], visit.request.method == "POST"
        ids = self.consent.ids(**visit.request.path_params)
        found = await asyncio.to_thread(self._found, action, ids) if ids else []
        if not ids or (action == CONFIRM and not found):
            raise HTTPException(404)
        if done:
            daily = next((WAYS[way] for way in visit.request.query_params if found and way in WAYS), None)
            await asyncio.to_thread(self._act, action, [one.id for one in found], daily)
            log.info("Subscriptions %(ids)s: %(action)s", {"ids": ", ".join(ids), "action": action})
            action = action if daily is None else CONFIRM  # whoever changes the way stays
        articles = index.articles if index else {}
        visit.site = index.site if index else None
        visit.article = articles.get(found[0].article) if found else None
        wishes = [in_words(one, articles) for one in found]
        return self.answers.subscription(visit, action, done, wishes, daily=all(one.daily for one in found))

    def _found(self, action: str, ids: Sequence[str]) -> Sequence[Subscription]:
        found = self.subscriptions.known(ids)
        if action == CONFIRM:
            return [one for one in found if not one.confirmed and one.made > self.now() - UNCONFIRMED]
        return found

    def _act(self, action: str, ids: Sequence[str], daily: bool | None) -> None:
        if action == CONFIRM:
            self.subscriptions.confirm(ids, at=self.now(), daily=bool(daily))
        elif daily is not None:
            self.subscriptions.change(ids, daily=daily)
        else:
            self.subscriptions.cancel(ids)
