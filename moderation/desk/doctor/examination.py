"""The examination: everything that can be wrong, in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import replace
from datetime import datetime

from ...comment import utc_now
from ...queue.connection import exists, open_queue
from ...queue.store import Queue
from ...settings import Settings
from ..desk import Desk
from . import finding, notifications, places, queue, site, spam
from .finding import Findings
from .rehearsal import rehearse

OF_PLACES: Mapping[str, Callable[[Settings], Findings]] = {
    "settings": places.values,
    "queue": queue.access,
    "permissions": places.permissions,
    "disk": places.room,
    "folders": places.folders,
    "site index": site.index,
    "lists": spam.rules,
}
OF_THE_QUEUE: Mapping[str, Callable[[Desk], Findings]] = {
    "clock": queue.clock,
    "proxy": queue.proxy,
    "checks": queue.checks,
    "mail": notifications.mail,
    "web hook": notifications.hook,
    "outbox": notifications.outbox,
    "pages": site.pages,
    "learning filter": spam.learned,
}


def examine(
    settings: Settings, service: spam.Service, now: Callable[[], datetime] = utc_now, with_comment: bool = False
) -> Findings:
    """Look at everything, whatever is wrong with some of it; ``with_comment`` rehearses what becomes of one."""
    for subject, look in OF_PLACES.items():
        yield from _named(subject, look(settings))
    if opened := _opened(settings.database):
        with closing(opened):
            desk = Desk(opened, settings, now)
            for subject, ask in OF_THE_QUEUE.items():
                yield from _named(subject, ask(desk))
    yield from _named("Akismet", spam.akismet(service))
    if with_comment:
        yield from _named("rehearsal", rehearse(settings))


def _named(subject: str, findings: Findings) -> Findings:
    """The findings of one examination, which may break down without the others."""
    try:
        for found in findings:
            yield replace(found, subject=subject)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
        yield replace(finding.of(error), subject=subject)


def _opened(database: str) -> Queue | None:
    """The queue; none where there is none, or where it cannot be opened, which has been said by then."""
    with suppress(Exception):
        return open_queue(database) if exists(database) else None
    return None
