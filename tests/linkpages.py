"""The pages behind the links in a moderator's mail, over a blog with a comment that waits."""

from __future__ import annotations

from httpx2 import Response
from starlette.testclient import TestClient

from blog import Blog
from builders import NOON, a_submission
from moderation.desk.bymail import create_app
from moderation.desk.desk import Outcome
from moderation.notifications.links import Links
from moderation.queue.store import Queue
from moderation.queue.submission import State

HOST = "https://blog.example"


class Pages:
    """A blog with a comment ``a0000000`` that waits, and the pages behind the links to decide it."""

    def __init__(self, blog: Blog, queue: Queue) -> None:
        blog.environment |= {"MODERATION_LINKS": f"{HOST}/moderation", "MODERATION_SECRET": "a key"}
        self.blog = blog
        self.queue = queue
        self.now = NOON
        self.told: list[Outcome] = []
        queue.add([a_submission("a0000000", author="<b>Gwen", email="gwen@example.com", ip="192.0.2.7")])
        self.client = TestClient(create_app(queue, blog.settings, self.told.extend, lambda: self.now), HOST)

    def links(self, id: str = "a0000000") -> dict[str, str]:
        """Those that a mail would have now."""
        return Links(self.queue, b"a key", f"{HOST}/moderation").of(self.queue.get(id), self.now)

    def link(self, action: str = "approve", id: str = "a0000000") -> str:
        return self.links(id)[action]

    def untouched(self) -> bool:
        """Whether nothing has been decided or published."""
        waiting = all(one.state is State.PENDING for one in self.queue.list())
        return waiting and not self.queue.decisions() and not [*self.blog.comments.rglob("*.md")]


def is_void(answer: Response) -> bool:
    return answer.status_code == 404 and "There is nothing to decide here." in answer.text
