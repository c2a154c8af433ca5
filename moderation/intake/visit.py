"""A visit: what somebody wants of the intake, and what is known of it so far: so much every answer can say."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from ..comment import without_controls
from ..errors import Refused
from ..language import Language, language
from ..language import gettext as _
from ..queue.submission import Submission
from ..siteindex import Article, Site
from . import gate
from .form import Form, Sender
from .signin.identity import Identity

MAX_FIELDS = 20


@dataclass(slots=True)
class Visit:
    """Fields are None, or empty, as long as nothing is known."""

    request: Request
    site: Site | None = None
    article: Article | None = None
    form: Form | None = None
    receipt: str = ""
    """The address of the receipt."""
    identity: Identity | None = None
    """Who signed in."""

    @property
    def language(self) -> Language:
        """That of the article's page, or the site's; not guessed from the browser."""
        return language(self.article.lang if self.article else "", self.site.lang if self.site else "")

    @property
    def wants_json(self) -> bool:
        """Whether a program asks, and no person."""
        return "application/json" in self.request.headers.get("accept", "")

    async def read(self) -> Form:
        """The form that was sent, once its size and its type are right. Raises Refused."""
        gate.check_size(self.request.headers)
        gate.check_type(self.request.headers)
        self.form = await _read(self.request)
        return self.form

    def filled(self, form: Form) -> Form:
        """The form with what is known of whoever signed in."""
        return self.identity.fill_in(form) if self.identity else form

    def signed(self, submission: Submission) -> Submission:
        """The submission, as theirs."""
        return self.identity.put_on(submission) if self.identity else submission

    def sender(self, key: bytes) -> Sender:
        """Where it comes from, as far as a connection and a browser say."""
        ip = self.request.client.host if self.request.client else ""
        return Sender(
            ip=ip,
            client=gate.client_hash(ip, key),
            user_agent=without_controls(self.request.headers.get("user-agent", ""))[:300],
            referrer=without_controls(self.request.headers.get("referer", ""))[:300],
        )


async def _read(request: Request) -> Form:
    try:
        if gate.media_type(request.headers) == gate.URLENCODED:
            # What browsers send, read by the standard library in half the time that Starlette's parser takes.
            body = (await request.body()).decode("latin-1")
            return Form.read(dict(parse_qsl(body, keep_blank_values=True, max_num_fields=MAX_FIELDS)))
        async with request.form(max_files=0, max_fields=MAX_FIELDS, max_part_size=gate.MAX_BODY) as fields:
            return Form.read(fields)
    except gate.TooLarge:
        raise gate.too_large() from None
    # ValueError: too many fields, or a charset only its sender knows. ClientDisconnect: nobody waits for an answer.
    except (HTTPException, ValueError, ClientDisconnect):
        detail = _("The form could not be read. Please go back and try again.")
        raise Refused(400, _("That form is broken"), detail) from None
