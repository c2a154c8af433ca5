"""The comment form: what was typed into it, what is wrong with it, and the submission it makes."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from ..comment import (
    AUTHOR_LIMIT,
    EMAIL_LIMIT,
    ID,
    WEBSITE_LIMIT,
    Comment,
    is_one_line,
    is_visible,
    is_web_address,
    new_id,
    without_controls,
)
from ..errors import Refused
from ..interest import Interest
from ..language import Message
from ..language import gettext as _
from ..queue.submission import Reason, Submission
from ..templating import FIELDS, NOTIFY

# What browsers take for an address in <input type="email">: HTML Standard, "valid e-mail address".
_EMAIL = re.compile(
    r"[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*\Z"
)
# What mail can be sent to besides: a dot-atom at a host of the internet (RFC 5322, 3.2.3), and none of this machine's.
_MAILBOX = re.compile(r"[^.@]+(?:\.[^.@]+)*@[^.@]+(?:\.[^.@]+)*\.[a-zA-Z][^.@]+\Z")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:(?![0-9])")  # in example.org:8080 the colon ends no scheme


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Where a submission came from; all of it private."""

    ip: str
    client: str
    user_agent: str
    referrer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What was typed, field by field, as WordPress names them."""

    author: str = ""
    email: str = ""
    url: str = ""
    comment: str = ""
    comment_parent: str = ""
    notify_replies: str = ""
    """What its box says, if it is ticked; as are the next two."""
    notify_comments: str = ""
    notify_posts: str = ""
    topic: str = ""
    preview: str = ""
    """What its button says, if the comment is only to be shown."""
    withdraw: str = ""
    """The same, if it is to be deleted."""
    signin: str = ""
    """The provider to sign in with."""
    server: str = ""
    """The server of that provider's, where there are many."""
    signout: str = ""
    """What its button says, if the sender wants to be nobody again."""
    identity: str = ""
    """Who signed in, as ``Identities`` signed it."""
    profile: str = ""
    """Whether their public profile is to be their website."""

    @classmethod
    def of(cls, submission: Submission, interests: Collection[Interest] = ()) -> Form:
        """The form as it was filled in for this submission."""
        comment = submission.comment
        return cls(
            author=comment.author,
            email=submission.email,
            url=comment.website,
            comment=comment.text,
            comment_parent=comment.parent or "",
            **{NOTIFY[interest]: "1" for interest in interests},
        )

    @classmethod
    def read(cls, fields: Mapping[str, object]) -> Form:
        """The fields we know, everything else is passed over. Line breaks in the text become ``\\n``."""
        typed = {name: _whole(value) for name in cls.__slots__ if isinstance(value := fields.get(name), str)}
        for name in ("author", "email", "url", "comment_parent"):
            typed[name] = typed.get(name, "").strip()
        typed["comment"] = without_controls(typed.get("comment", ""))
        return cls(**typed)

    def typed(self) -> dict[str, str]:
        """What to show again: everything but the trap. NUL, which no page can hold, as browsers would show it."""
        return {name: str(getattr(self, name)).replace("\0", "\ufffd") for name in FIELDS}

    def offered(self, interests: Collection[str]) -> Form:
        """The same without the boxes that are not offered, whatever another page had."""
        return replace(self, **{box: "" for interest, box in NOTIFY.items() if interest not in interests})

    @property
    def interests(self) -> list[Interest]:
        """What its writer wants to be told of."""
        return [interest for interest, box in NOTIFY.items() if getattr(self, box)]

    @property
    def place(self) -> str:
        """Where to sign in: with a provider, or on one of its servers. Who names a server and presses the enter key
        wants to sign in there."""
        server = self.server.strip().lower().removeprefix("https://").rstrip("/").rpartition("@")[2]
        there = server and self.signin in ("", "mastodon") and not self.preview
        return f"mastodon@{server}" if there else self.signin

    def website(self) -> str:
        """The website with the scheme that people leave out."""
        return self.url if not self.url or _SCHEME.match(self.url) else f"https://{self.url}"

    def problems(self, max_text: int) -> dict[str, Message]:
        """A sentence for each field that must be corrected, in the form's order."""
        found = {
            "comment": self._comment_problem(max_text),
            "author": self._author_problem(),
            "email": self._email_problem(),
            "url": self._url_problem(),
            "comment_parent": self._parent_problem(),
        }
        return {name: problem for name, problem in found.items() if problem}

    def mistakes(self, max_text: int) -> dict[str, Message]:
        """The same of what is filled in; the rest may still come."""
        return {name: problem for name, problem in self.problems(max_text).items() if getattr(self, name)}

    def submission(self, article: str, sender: Sender, now: datetime, max_text: int) -> Submission:
        """The submission this form makes. Raises Refused with a sentence for each field that is wrong."""
        require_none(self.problems(max_text))
        comment = Comment(
            id=new_id(),
            article=article,
            author=self.author,
            date=now,
            text=self.comment,
            website=self.website(),
            parent=self._parent() or None,
        )
        return Submission(
            comment=comment,
            email=self.email,
            ip=sender.ip,
            client=sender.client,
            user_agent=sender.user_agent,
            referrer=sender.referrer,
            trap=without_controls(self.topic)[:200],
        )

    def correction(self, sent: Submission, sender: Sender, max_text: int) -> Submission:
        """What was sent, put right: another submission, of the same date. Raises Refused."""
        made = self.submission(sent.comment.article, sender, sent.comment.date, max_text)
        # Not the page it comes from: that is the receipt, whose address nobody else may know.
        return replace(made, referrer=sent.referrer, reasons=(Reason("writer", f"this corrects {sent.id}"),))

    def _comment_problem(self, max_text: int) -> Message | None:
        if not is_visible(self.comment):
            return _("Please write a comment.")
        if (size := len(self.comment.encode())) > max_text:
            return _("Your comment has %(size)s bytes; please keep it within %(limit)s.", size=size, limit=max_text)
        return None

    def _author_problem(self) -> Message | None:
        if not is_visible(self.author):
            return _("Please give a name; a first name or a nickname will do.")
        if not is_one_line(self.author):
            return _("Please give your name on one line, without special control characters.")
        if len(self.author) > AUTHOR_LIMIT:
            return _("Please keep the name within %(limit)s characters.", limit=AUTHOR_LIMIT)
        return None

    def _email_problem(self) -> Message | None:
        if self.interests and not _MAILBOX.match(self.email):
            return _("To notify you, we need an email address such as name@example.org.")
        if self.email and not _EMAIL.match(self.email):
            return _("That is not an email address: it should look like name@example.org, or be left out.")
        if len(self.email) > EMAIL_LIMIT:
            return _("Please keep the email address within %(limit)s characters.", limit=EMAIL_LIMIT)
        return None

    def _url_problem(self) -> Message | None:
        if len(self.website()) > WEBSITE_LIMIT:
            return _("Please keep the website within %(limit)s characters.", limit=WEBSITE_LIMIT)
        if self.url and not is_web_address(self.website()):
            return _("That is not a web address: it should look like https://example.org, or be left out.")
        return None

    def _parent(self) -> str:
        # WordPress's own forms say "0" for a comment that answers none.
        return "" if self.comment_parent == "0" else self.comment_parent

    def _parent_problem(self) -> Message | None:
        if not self._parent() or ID.match(self._parent()):
            return None
        return _("That comment cannot be replied to; sent again, yours will answer the article.")


def require_none(problems: Mapping[str, Message]) -> None:
    """Raises Refused with these problems, if there are any."""
    if problems:
        detail = _("Please correct what is marked below; nothing you typed is lost.")
        raise Refused(422, _("Almost there"), detail, problems)


def _whole(text: str) -> str:
    """The text without halves of characters, which some charsets can spell and no page can show."""
    return text.encode(errors="replace").decode()
