"""The door of a small site: the intake's application over a real queue, and a browser that knocks."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from httpx2 import Response
from starlette.testclient import TestClient

from builders import NOON
from emptyqueue import empty_queue
from moderation import siteindex
from moderation.intake.app import create_app
from moderation.queue.connection import TIMEOUT, open_queue
from moderation.queue.submission import Submission, Verdict
from moderation.settings import Settings
from moderation.siteindex import Article, Site, SiteIndex
from moderation.spam.judge import Check
from patience import eventually

HOST = "https://blog.example"
IP = "192.0.2.7"
KEY = "a key for hashes"
BROWSER = {
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Origin": HOST,
    "Referer": f"{HOST}/hello/",
    "Sec-Fetch-Site": "same-origin",
    "User-Agent": "Firefox/140",
}
JSON = {"Accept": "application/json"}
FORM = {
    "comment": "I agree.",
    "author": "Zoë",
    "email": "zoe@example.com",
    "url": "https://zoe.example/",
    "comment_parent": "",
    "topic": "",
}
"""What a reader sends who fills in everything."""


def an_article(slug: str, **fields: Any) -> Article:
    """An article as a build leaves it in the index."""
    made = {"slug": slug, "title": slug.title(), "url": f"{slug}/", "output": f"{slug}/index.html"}
    return Article(**made | {"date": NOON.isoformat()} | fields)


INDEX = SiteIndex(
    site=Site(name="Blog", url=HOST, feed_url=HOST, stylesheet="style.css"),
    articles={"hello": an_article("hello"), "closed": an_article("closed", open=False)},
)


class Door:
    """Taking comments on ``hello``, and none on ``closed``, while the block lasts. The clock stands at noon."""

    def __init__(
        self,
        folder: Path,
        quick: Sequence[Check] = (),
        slow: Sequence[Check] = (),
        now: Callable[[], datetime] = lambda: NOON,
        site: SiteIndex = INDEX,
        patience: float = TIMEOUT,
        **settings: Any,
    ) -> None:
        self.database = folder / "var/queue.db"
        self.index = folder / "var/site.json"
        siteindex.dump(replace(site, templates=(str(folder / "theme"),)), self.index)
        common: dict[str, Any] = {"database": f"sqlite:///{self.database}", "site_index": self.index}
        common |= {"secret": KEY, "rate": 0, "site_rate": 0}
        self.settings = Settings(**common | settings)
        self.queue = empty_queue(self.database, patience)
        app = create_app(self.queue, self.settings, quick=quick, slow=slow, now=now)
        self.client = TestClient(app, HOST, client=(IP, 50000), follow_redirects=False, headers=BROWSER)

    def __enter__(self) -> Door:
        self.client.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, e: BaseException | None, tb: TracebackType | None) -> None:
        try:
            self.client.__exit__(kind, e, tb)
        finally:
            self.queue.close()

    def post(self, slug: str = "hello", headers: Mapping[str, str] | None = None, **fields: str) -> Response:
        """The answer to the form as a browser sends it, with these fields filled in otherwise."""
        return self.client.post(f"/comments/{slug}", data=FORM | fields, headers=dict(headers or {}))

    def judged(self) -> list[Submission]:
        """All that is kept, as soon as the checks have had their say."""

        def settled() -> list[Submission]:
            kept = self.kept()
            return [] if any(submission.verdict is Verdict.UNCHECKED for submission in kept) else kept

        return eventually(settled)

    def kept(self) -> list[Submission]:
        """All that somebody finds who opens the queue now."""
        with contextlib.closing(open_queue(self.settings.database)) as queue:
            return queue.list()
