"""Decisions by mail: the pages behind a mail's links. To look at one changes nothing; its button decides, once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route

from ..comment import utc_now
from ..errors import AlreadyDecided, EditedMeanwhile, ModerationError, UnknownComment
from ..headers import sealed
from ..language import language
from ..notifications.links import PATH
from ..notifications.notice import Notices
from ..queue.ledger import Action
from ..queue.store import Queue
from ..queue.submission import Submission
from ..settings import Settings
from ..templating import environment
from .desk import Desk, Outcome

log = logging.getLogger(__name__)

WHY = "by mail"
"""The reason that the record has for such a decision."""
_TITLES = {
    Action.APPROVE: "Approve this comment",
    Action.SPAM: "Put this comment on the spam list",
    Action.TRASH: "Throw this comment away",
}
_VOID = "There is nothing to decide here. A link is void after a week, and once anything was decided or edited."
_LATER = "That did not work just now. Please try again in a minute."
_DONE = "Done. It is recorded as decided by mail."
_UNFINISHED = "It is decided, but not everything that follows from it is done yet: moderate status says what."


class ByMail:
    """Answers whoever comes by a link. Whatever is wrong with a link, the answer is the same."""

    def __init__(
        self, queue: Queue, settings: Settings, tell: Callable[[list[Outcome]], None], now: Callable[[], datetime]
    ) -> None:
        """``tell`` hears of each decision, after it was made. Raises InvalidSetting."""
        self.queue = queue
        self.settings = settings
        self.tell = tell
        self.now = now
        self.notices = Notices(queue, settings)
        self._page = environment().get_template("decision_page.html")

    def answer(self, request: Request) -> Response:
        """GET the comment and a button, POST the decision."""
        try:
            submission = self.notices.links.find(**request.path_params, at=self.now())
            action = Action(request.path_params["action"])
            if request.method == "POST":
                return self._shown("Thank you", self._decided(submission, action))
            return self._shown(_TITLES[action], notice=self.notices.of(submission, self.now()))
        except (UnknownComment, AlreadyDecided, EditedMeanwhile):
            return self.nothing()
        except Exception as error:  # noqa: BLE001 - the text of an error that nobody foresaw could hold anything
            log.error("A request failed: %s", _named(error))
            return self._shown("Please try again", _LATER, status=503)

    def nothing(self) -> Response:
        """The answer to a link that is void, forged or none at all."""
        return self._shown("Not Found", _VOID, status=404)

    def _decided(self, submission: Submission, action: Action) -> str:
        desk = Desk(self.queue, self.settings, self.now)
        outcome = desk.decide(submission.id, action, WHY, seen=submission)
        log.info(
            "Comment %(comment)s was decided by mail: %(action)s", {"comment": submission.id, "action": action.value}
        )
        try:
            desk.merge()
            self.tell([outcome])
        except Exception as error:  # noqa: BLE001 - likewise, and the decision stands
            log.error("Decided, and not finished: %s", _named(error))
            return _UNFINISHED
        return _DONE

    def _shown(self, title: str, said: str = "", status: int = 200, **more: object) -> Response:
        site = self.notices.site()
        html = self._page.render(site=site, language=language(), title=title, said=said, form={"errors": {}}, **more)
        return HTMLResponse(html, status, sealed(site.url if site else ""))


def _named(error: Exception) -> str:
    return str(error) if isinstance(error, ModerationError) else type(error).__name__


def create_app(
    queue: Queue, settings: Settings, tell: Callable[[list[Outcome]], None], now: Callable[[], datetime] = utc_now
) -> Starlette:
    """The pages as an ASGI application, below the path of their address."""
    pages = ByMail(queue, settings, tell, now)

    async def nothing(request: Request, error: Exception) -> Response:
        return pages.nothing()

    link = Route(PATH, pages.answer, methods=["GET", "POST"])
    return Starlette(
        routes=[Mount(urlsplit(settings.links).path.rstrip("/"), routes=[link])],
        exception_handlers={HTTPException: nothing},
    )
