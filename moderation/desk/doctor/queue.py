"""Whether the queue can be used, and what in it tells of something wrong elsewhere."""

from __future__ import annotations

import ipaddress
import shlex
from contextlib import closing
from datetime import datetime, timedelta

from ...queue.connection import exists, open_queue
from ...queue.submission import State
from ...settings import Settings
from ..desk import Desk
from .finding import Finding, Findings, counted, some

MOMENT = timedelta(minutes=1)
"""How far the clocks of several machines may be apart, and how long a comment may take to be checked."""
FEWEST, MOST = 5, 100
"""How many of the newest comments tell where comments come from."""


def access(settings: Settings) -> Findings:
    """Whether it can be opened, read and written. Raises InvalidSetting, QueueUnavailable, SchemaOutdated."""
    if not exists(settings.database):
        yield Finding("It is not there yet; who needs it first makes it.")
        return
    with closing(open_queue(settings.database)) as queue:
        queue.probe()
        waiting = queue.count()[State.PENDING]
        yield Finding(f"It can be read and written; pending: {waiting}.")
        queue.list()
        if ids := sorted(queue.unreadable):  # which could be anything, and are to be typed
            yield Finding(some(ids, "comment", "unreadable"), f"moderate get {shlex.quote(ids[0])}")


def clock(desk: Desk) -> Findings:
    """Whether what is in the queue happened before now."""
    now = desk.now()
    sent = [submission.comment.date for submission in desk.queue.list()]
    newest = max([*sent, *(decision.at for decision in desk.queue.decisions())], default=now)
    if newest > now + MOMENT:
        said = f"It is {_shown(now)}, but something in the queue is of {_shown(newest)}."
        yield Finding(said, "set the clock: timedatectl set-ntp true")
    else:
        yield Finding(f"It is {_shown(now)}, and nothing in the queue is later.")


def proxy(desk: Desk) -> Findings:
    """Whether the intake sees where comments come from, or only what stands before it."""
    if desk.settings.proxies:
        yield Finding(f"X-Forwarded-For is believed from {desk.settings.proxies}.")
        return
    newest = [submission.ip for submission in desk.queue.list() if submission.ip][-MOST:]
    if len(newest) >= FEWEST and len({*newest}) == 1 and _is_private(newest[0]):
        said = f"The newest {len(newest)} comments all came from {newest[0]}: to the intake, all readers are one."
        yield Finding(said, f"if that is a proxy, start the intake with MODERATION_PROXIES={shlex.quote(newest[0])}")
    else:
        yield Finding("None is named, and none is seen.")


def checks(desk: Desk) -> Findings:
    """Whether comments wait for a check that could not be asked."""
    late = [one for one in desk.queue.unchecked() if one.comment.date < desk.now() - MOMENT]
    if late:
        said = f"{counted(len(late), 'comment')} left unchecked, the first of {_shown(late[0].comment.date)}."
        yield Finding(said, "moderate spam-filter recheck")
    else:
        yield Finding("No comment is left unchecked.")


def _is_private(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_private
    except ValueError:
        return False


def _shown(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
