"""Whether moderators and other programs can be told of comments."""

from __future__ import annotations

from ...notifications.appearance import Appearance
from ...notifications.letter import Letters, mailbox
from ...notifications.links import Links
from ...notifications.smtp import MailServer
from ...notifications.webhook import Webhook
from ..desk import Desk
from .finding import Finding, Findings, counted

NOTIFY = "moderate notify --again"


def mail(desk: Desk) -> Findings:
    """Whether the mail server talks to us; nothing is sent. Raises InvalidSetting, Undelivered."""
    settings = desk.settings
    index = Appearance(settings).index()
    offered = bool(index and index.site.notify)
    if not settings.mail:
        remedy = "set it, or empty COMMENTS_NOTIFY: readers are offered notices" if offered else ""
        yield Finding("None is sent: MODERATION_MAIL is not set.", remedy)
        return
    mailbox("MODERATION_MAIL_FROM", settings.mail_from)
    moderators = _moderators(desk) if settings.mail_to else "it goes to readers alone, as MODERATION_MAIL_TO is not set"
    MailServer(settings.mail).probe()
    remedy = "" if settings.mail_to or offered else "set MODERATION_MAIL_TO: readers are offered no notices"
    yield Finding(f"The server takes mail from us; {moderators}.", remedy)


def _moderators(desk: Desk) -> str:
    """Where their mail goes. Raises InvalidSetting."""
    settings = desk.settings
    Letters(settings)
    Links(desk.queue, settings.key(), settings.links)
    with_links = "with links" if settings.links else "without links, as MODERATION_LINKS is not set"
    return f"it goes to {settings.mail_to}, {with_links}"


def hook(desk: Desk) -> Findings:
    """Whether its settings are in order. Raises InvalidSetting."""
    if not desk.settings.hook:
        yield Finding("None is called: MODERATION_HOOK is not set.")
        return
    Webhook(desk.queue, desk.settings)
    yield Finding("Its settings are in order.")


def outbox(desk: Desk) -> Findings:
    """Whether everything is sent that is to be."""
    backlog = desk.queue.outbox.backlog()
    if backlog.given_up:
        yield Finding(f"{counted(backlog.given_up, 'message')} given up: refused for good, or for days.", NOTIFY)
    if backlog.failing_since:
        said = (
            f"{counted(backlog.waiting, 'message')} waiting, the first since {backlog.failing_since:%Y-%m-%d %H:%M} UTC"
        )
        yield Finding(f"{said}: {backlog.problem}.", "look after the other side; it is tried again by itself")
    elif not backlog.given_up:
        yield Finding("Nothing in it waits for long.")
