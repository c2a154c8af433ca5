"""What went wrong, as a reader is told: nothing about the machine, and when to come back."""

from __future__ import annotations

import logging

from starlette.exceptions import HTTPException

from ..errors import AlreadyDecided, ModerationError, Refused, UnknownArticle, UnknownComment
from ..language import Message
from ..language import gettext as _

log = logging.getLogger(__name__)

NOTHING = _("There is nothing at this address.")
NO_PAGE = _("This is where comments are sent to; to write one, please go back to the article.")
LATER = _("That did not work just now. Please try again in a minute.")
NOT_KEPT = _("Your comment could not be kept just now. Please send it again in a minute.")


def as_refusal(error: Exception, later: Message = LATER) -> Refused:
    """The answer to an error; ``later`` says so where it may go better next time."""
    match error:
        case Refused():
            return error
        case HTTPException(status_code=405):
            return Refused(405, _("Method Not Allowed"), NO_PAGE)
        case HTTPException():
            return Refused(error.status_code, _("Not Found"), NOTHING)
        case UnknownComment():  # and not a word more than of any other address where nothing is
            return Refused(404, _("Not Found"), NOTHING)
        case UnknownArticle():
            return Refused(404, _("There is no such article"), _("It may have moved, or its address has a mistake."))
        case AlreadyDecided():
            detail = _("Your comment has been decided meanwhile, so it can no longer be changed.")
            return Refused(409, _("A moderator was faster"), detail)
    # Its class only: the text of an error that nobody foresaw could hold anything, what was typed included.
    log.error("A request failed: %s", error if isinstance(error, ModerationError) else type(error).__name__)
    return Refused(503, _("Please try again"), later, retry_after=60)
