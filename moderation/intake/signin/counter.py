"""The counter: a reader leaves the form as typed, goes to sign in elsewhere, and gets it back."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus

from ...errors import Refused, UnknownArticle
from ...language import gettext as _
from ...providers import name_of
from ...queue.drafts import Drafts
from ...siteindex import Article, SiteIndex
from ..form import Form
from ..visit import Visit
from .flow import FAILURES, Flow, Flows
from .identity import Identities
from .opening import PATH

log = logging.getLogger(__name__)


class Counter:
    """Nobody can do more with a stolen address to come back to than read a draft, once: a comment is only posted by the
    form on the page that it leads to. So no cookie has to say whose browser it is."""

    def __init__(self, drafts: Drafts, flows: Flows, identities: Identities) -> None:
        self._drafts = drafts
        self._flows = flows
        self._identities = identities

    async def leave(self, form: Form, article: str, index: SiteIndex, now: datetime) -> str:
        """Keep the form, and say where to sign in. Raises Refused, QueueUnavailable."""
        if not self._flows.knows(form.place):
            raise _not_signed_in(form.place)
        # From the index and never from the request: who comes back must come back to us.
        back = f"{index.site.intake or index.site.feed_url}/comments{PATH.format(place=form.place)}"
        try:
            flow, address = await self._flows.begin(form.place, back, now)
        except FAILURES as error:
            raise _failed(form.place, error) from None
        draft = {"article": article, "form": form.typed(), "flow": flow.kept()}
        if not await asyncio.to_thread(self._drafts.put, flow.state, draft, at=now):
            raise _not_signed_in(form.place, HTTPStatus.SERVICE_UNAVAILABLE)
        return address

    async def come_back(self, visit: Visit, index: SiteIndex, now: datetime) -> tuple[Form, Article]:
        """Give the visit its form, article and identity back. Raises Refused, then with the form, if it is still there;
        UnknownArticle, QueueUnavailable."""
        place, answer = visit.request.path_params["place"], visit.request.query_params
        draft = await asyncio.to_thread(self._drafts.take, answer.get("state", ""), at=now)
        if draft is None:
            detail = _("It took too long, or was used before. If your text is gone, go back in your browser.")
            raise Refused(403, _("This sign-in is over"), detail)
        visit.form, visit.article = Form(**draft["form"]), index.articles.get(draft["article"])
        if visit.article is None:
            raise UnknownArticle(draft["article"])
        flow = Flow(state=answer["state"], **draft["flow"])
        if flow.place != place or not self._flows.knows(place):
            raise _not_signed_in(flow.place)
        try:
            account = await self._flows.end(flow, answer, now)
        except FAILURES as error:
            raise _failed(place, error) from None
        name = place.partition("@")[0]
        visit.identity = self._identities.of(name, place, account.subject, account.name, account.website)
        if visit.identity is None:
            raise _not_signed_in(place)
        signed = self._identities.sign(visit.identity, draft["article"], now)
        visit.form = replace(visit.form, identity=signed)
        return visit.form, visit.article


def _failed(place: str, error: Exception) -> Refused:
    # Its class alone: what another server said could hold a token.
    log.info("No sign-in: %(error)s", {"error": type(error).__name__})
    return _not_signed_in(place)


def _not_signed_in(place: str, status: int = HTTPStatus.FORBIDDEN) -> Refused:
    name, _at, server = place.partition("@")
    detail = _(
        "%(provider)s has not told us who you are. Try it again, or give a name: nothing you typed is lost.",
        provider=server or name_of(name),
    )
    return Refused(status, _("You are not signed in"), detail)
