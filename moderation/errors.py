"""Every error this package raises on purpose: one tree, whose root is ``ModerationError``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from .language import Message


class ModerationError(Exception):
    """The base of them all: its text is a sentence that may be shown to a person."""


class InvalidComment(ModerationError):
    """A field that no comment may have."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"The comment's {field} {problem}.")
        self.field = field
        self.problem = problem


class InvalidCommentFile(ModerationError):
    """A comment file that cannot be read as one."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path = path
        self.problem = problem


class InvalidSetting(ModerationError):
    """A setting with a value it cannot have."""

    def __init__(self, name: str, value: object, wanted: str) -> None:
        super().__init__(f"{name} is {value!r}, but must be {wanted}.")
        self.name = name
        self.wanted = wanted


class UnknownSetting(ModerationError):
    """An environment variable that looks like a setting and is none."""

    def __init__(self, name: str, nearest: str | None) -> None:
        super().__init__(f"There is no setting {name}.{_hint(nearest)}")
        self.name = name
        self.nearest = nearest


class InvalidRedirect(ModerationError):
    """An address that cannot be redirected, from or to; where it stands in a file, with file and line."""

    def __init__(self, problem: str, path: Path | None = None, line: int = 0) -> None:
        where = f"{path}, line {line}: " if line else f"{path}: " if path else ""
        super().__init__(f"{where}{problem}.")
        self.problem = problem
        self.path = path
        self.line = line


class InvalidList(ModerationError):
    """A line of the owner's lists that says nothing, or a file that holds no lists."""

    def __init__(self, path: Path, problem: str, line: int = 0) -> None:
        super().__init__(f"{path}, line {line}: {problem}." if line else f"{path}: {problem}.")
        self.path = path
        self.line = line
        self.problem = problem


class InvalidExport(ModerationError):
    """A file that is not the export of the system it was said to be from; nothing was imported."""

    def __init__(self, path: Path, problem: str, line: int = 0) -> None:
        where = f"{path}, line {line}" if line else f"{path}"
        super().__init__(f"{where}: {problem}.")
        self.path = path
        self.line = line
        self.problem = problem


class SiteIndexUnavailable(ModerationError):
    """The site index is missing or cannot be read."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"The site index {path} {problem}. Build the site (make site) to write it.")
        self.path = path


class UnknownArticle(ModerationError):
    """The last build knows no article with this slug."""

    def __init__(self, slug: str, nearest: str | None = None) -> None:
        super().__init__(f"There is no article {slug!r} on the site as it was last built.{_hint(nearest)}")
        self.slug = slug


class StalePage(ModerationError):
    """A built page that the comments cannot be merged into; a full build mends it."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path} {problem}. Build the whole site (make site) to bring it up to date.")
        self.path = path


class UnsafeHtml(ModerationError):
    """A part of a page that holds what no comment may hold, or what could run there. A theme or a plugin put it there,
    or our own cleaning has a hole."""

    def __init__(self, found: str, comment: str, path: Path | None = None) -> None:
        where = f"{path}: " if path else ""
        whose = f"comment {comment}" if comment else "the comment section"
        super().__init__(f"{where}{whose} is not safe to publish: {found}. See docs/sanitizing.md, COMMENTS_VERIFY.")
        self.found = found
        self.comment = comment
        self.path = path


class NotWritten(ModerationError):
    """A file that could not be written or removed; what it was about has not happened."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path} could not be written: {problem}.")
        self.path = path


class NotDeployed(ModerationError):
    """The command that deploys failed, or there is none; what was to be deployed waits for the next time."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"Not deployed: {problem}.")


class QueueUnavailable(ModerationError):
    """The database cannot be reached, read or written; nothing was changed."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"The queue's database is not available: {problem}.")


class SchemaOutdated(ModerationError):
    """The database was made by another version of this program."""

    def __init__(self, found: str | None, wanted: str) -> None:
        super().__init__(
            f"The queue's database has schema {found or 'none'}, this program needs {wanted}. Run: moderate migrate"
        )
        self.found = found
        self.wanted = wanted


class NotListening(ModerationError):
    """An address and port the intake cannot listen on."""

    def __init__(self, host: str, port: int, problem: str) -> None:
        super().__init__(f"Cannot listen on {host}, port {port}: {problem}. Choose another with PORT or --port.")


class Refused(ModerationError):
    """A submission the intake does not take, with the HTTP status that says why.

    ``problems`` has a sentence for each form field that is to be corrected, in the form's order.
    """

    def __init__(
        self,
        status: int,
        title: Message,
        detail: Message,
        problems: Mapping[str, Message] | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.title = title
        self.detail = detail
        self.problems = dict(problems or {})
        self.retry_after = retry_after


class UnknownComment(ModerationError):
    """No such id, or beginning of an id, in the queue."""

    def __init__(self, id: str, nearest: str | None = None) -> None:
        super().__init__(f"There is no comment {id!r} in the queue.{_hint(nearest)}")
        self.id = id


class UnreadableSubmission(ModerationError):
    """A row of the queue that holds no submission: another program wrote it, and only a person can mend it."""

    def __init__(self, id: str, column: str, problem: str) -> None:
        mend = "Correct or delete its row in the table submissions of the queue's database"
        super().__init__(f'Comment {id!r} cannot be read: its column "{column}" {problem}. {mend}.')
        self.id = id


class AmbiguousId(ModerationError):
    """A beginning of an id that fits several comments: ``candidates`` says of each whose it is, if that is known."""

    def __init__(self, id: str, candidates: Mapping[str, str]) -> None:
        described = (f"{id} ({whose})" if whose else id for id, whose in candidates.items())
        super().__init__(f"{id!r} could be any of {', '.join(described)}.")
        self.id = id
        self.candidates = tuple(candidates)


class AlreadyDecided(ModerationError):
    """Somebody decided this comment before, perhaps a moment ago."""

    def __init__(self, id: str, state: str, who: str = "", at: datetime | None = None) -> None:
        by = f", decided by {who}" if who else ""
        when = f" at {at:%Y-%m-%d %H:%M:%S} UTC" if at else ""
        super().__init__(f"{id} is {state} already{by}{when}.")
        self.id = id
        self.state = state


class NotApproved(ModerationError):
    """A comment that readers do not see, and that a public reply would answer."""

    def __init__(self, id: str, state: str) -> None:
        super().__init__(f"{id} is {state}: approve it first, or with --approve.")
        self.id = id


class EditedMeanwhile(ModerationError):
    """A comment that says something else than when it was read; nothing was changed."""

    def __init__(self, id: str) -> None:
        super().__init__(f"{id} was edited by somebody else meanwhile.")
        self.id = id


class NotUndone(ModerationError):
    """A decision that cannot be undone, or none to undo; nothing was changed."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"Nothing was undone: {problem}.")


class BrokenLedger(ModerationError):
    """A line of the ledger whose hash does not fit what it says and the line before."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"The ledger is not intact: number {number} does not fit, so it or what was before it changed."
        )
        self.number = number


class CheckFailed(ModerationError):
    """A spam check could not be asked. The text never holds what the service said: it may name the key."""

    def __init__(self, check: str, problem: str) -> None:
        super().__init__(f"{check} could not be asked: {problem}.")
        self.check = check
        self.problem = problem


def _hint(nearest: str | None) -> str:
    return f" Did you mean {nearest}?" if nearest else ""


class Undelivered(ModerationError):
    """A message that the other side did not take. The text names no address, and nothing that the other side said."""

    def __init__(self, recipient: str, problem: str, *, for_good: bool = False) -> None:
        """``for_good``: whether it would be in vain to try again."""
        super().__init__(f"{recipient} takes no message: {problem}.")
        self.problem = problem
        self.for_good = for_good
