"""An identity: who somebody has proved to be, signed by us, and carried by the form's own page instead of a cookie."""

from __future__ import annotations

import base64
import hmac
import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from ...comment import AUTHOR_LIMIT, is_visible, is_web_address, without_controls
from ...errors import Refused
from ...language import gettext as _
from ...providers import account_of
from ...queue.submission import Submission
from ..form import Form

LIFE = timedelta(hours=1)
"""How long a comment may take to be written after signing in."""
_PURPOSE = b"identity\0"
"""What is signed begins so; nothing else that is signed or hashed with the same secret does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Somebody with an account at a provider."""

    provider: str
    account: str
    """Keyed hash of the account."""
    name: str
    website: str = ""
    """Their public profile."""

    @classmethod
    def behind(cls, submission: Submission) -> Identity | None:
        """Who signed in to send this; nobody, if nobody did."""
        comment = submission.comment
        known = cls(provider=comment.verified, account=submission.account, name=comment.author)
        return known if comment.verified else None

    def fill_in(self, form: Form) -> Form:
        """The form with their name, and with their profile for a website if they want that."""
        return replace(form, author=self.name, url=(form.profile and self.website) or form.url)

    def put_on(self, submission: Submission) -> Submission:
        """The submission as theirs."""
        comment = replace(submission.comment, verified=self.provider)
        return replace(submission, comment=comment, account=self.account)


class Identities:
    """Signs identities with a secret, for one article and for an hour, and knows its own signature."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def of(self, provider: str, place: str, subject: str, name: str, website: str) -> Identity | None:
        """Who has this account there; nobody, if nothing can be seen of the name."""
        name = without_controls(" ".join(name.split()))[:AUTHOR_LIMIT].strip()
        account = account_of(place, subject, self._secret)
        website = website if website.startswith("https://") and is_web_address(website) else ""
        known = Identity(provider=provider, account=account, name=name, website=website)
        return known if is_visible(name) else None

    def sign(self, identity: Identity, article: str, now: datetime) -> str:
        """What the form carries."""
        body = json.dumps([asdict(identity), article, (now + LIFE).timestamp()]).encode()
        return base64.urlsafe_b64encode(self._seal(body) + body).decode()

    def read(self, signed: str, article: str, now: datetime) -> Identity:
        """Whom we signed. Raises Refused for what we did not, for another article, and after its hour."""
        try:
            raw = base64.urlsafe_b64decode(signed)
        except ValueError:
            raw = b""
        seal, body = raw[:32], raw[32:]
        if hmac.compare_digest(seal, self._seal(body)):
            fields, place, expires = json.loads(body)
            if place == article and now.timestamp() < expires:
                return Identity(**fields)
        detail = _("You signed in more than an hour ago, or elsewhere. Nothing you typed is lost.")
        raise Refused(403, _("Please sign in again"), detail)

    def _seal(self, body: bytes) -> bytes:
        return hmac.digest(self._secret, _PURPOSE + body, "sha256")
