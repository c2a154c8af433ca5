"""Akismet, the spam service: asked what it thinks, and told what the moderator decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeVar

from ..comment import is_web_address
from ..errors import CheckFailed, InvalidSetting
from ..queue.submission import Reason, Submission

if TYPE_CHECKING:
    import akismet
    import httpx

KEY = "PYTHON_AKISMET_API_KEY"
BLOG = "PYTHON_AKISMET_BLOG_URL"

_USAGE = "https://rest.akismet.com/1.2/usage-limit"
_WEIGHTS = {"HAM": 0.0, "SPAM": 5.0, "DISCARD": 10.0}
_NONSENSE = "it gave an answer that makes no sense"
_UNREADABLE = KeyError | TypeError | ValueError

_Answer = TypeVar("_Answer")


class Usage(NamedTuple):
    """How often the service was asked this month; how often it may be, if there is a limit; whether it answers less."""

    calls: int
    limit: int | None
    throttled: bool


class AkismetCheck:
    """One key for one blog, and an open connection to the service.

    Everything that goes wrong is a ``CheckFailed`` in our own words. Threads may share it.
    """

    name: ClassVar[str] = "Akismet"

    def __init__(
        self,
        key: str,
        blog: str,
        permalink: Callable[[str], str],
        timeout: float = 3.0,
        client: httpx.Client | None = None,
    ) -> None:
        """``permalink`` turns an article's slug into its address; ``timeout`` is in seconds.

        A ``client`` brings its own timeout, and is closed with the check.
        """
        import akismet
        import httpx

        self._key = key
        self._permalink = permalink
        self._http = client or httpx.Client(headers={"User-Agent": akismet.USER_AGENT}, timeout=timeout)
        self._service = akismet.SyncClient(akismet.Config(key, blog), self._http)

    def __call__(self, submission: Submission) -> Reason:
        """What the service thinks of it."""
        what = self._parameters(submission)
        answer = self._ask(lambda: self._service.comment_check(submission.ip, **what))
        return Reason(self.name, answer.name.lower(), _WEIGHTS[answer.name])

    def submit(self, submission: Submission, spam: bool) -> None:
        """Tell the service what a moderator decided, in the words it was asked in: it learns from no others."""
        what = self._parameters(submission)
        tell = self._service.submit_spam if spam else self._service.submit_ham
        self._ask(lambda: tell(submission.ip, **what))

    def verify(self) -> bool:
        """Whether the service knows this key for this blog."""
        return self._ask(self._service.verify_key)

    def usage(self) -> Usage:
        """How much of its plan is used (https://akismet.com/developers/usage-limit/).

        The library would put the key into the address, which httpx logs.
        """
        return self._ask(self._used)

    def close(self) -> None:
        """Let go of the connection."""
        self._http.close()

    def _parameters(self, submission: Submission) -> akismet.AkismetArguments:
        if not submission.ip:
            raise CheckFailed(self.name, "the sender's address is no longer kept")
        comment = submission.comment
        return {
            "user_agent": submission.user_agent,
            "referrer": submission.referrer,
            "permalink": self._permalink(comment.article),
            "comment_type": "reply" if comment.parent else "comment",
            "comment_author": comment.author,
            "comment_author_email": submission.email,
            "comment_author_url": comment.website,
            "comment_content": comment.text,
            "comment_date_gmt": comment.date.isoformat(),
            "blog_charset": "UTF-8",
        }

    def _used(self) -> Usage:
        answer = self._http.post(_USAGE, data={"api_key": self._key}).raise_for_status().json()
        limit = None if answer["limit"] == "none" else int(answer["limit"])
        return Usage(int(answer["usage"]), limit, answer["throttled"] is True)

    def _ask(self, question: Callable[[], _Answer]) -> _Answer:
        try:
            return question()
        except Exception as error:  # noqa: BLE001 - whatever it is, its text may hold the key
            problem = _in_our_words(error)
        # Outside of the except clause, or the error would go along as __context__, and the key with it.
        raise CheckFailed(self.name, problem) from None


def _in_our_words(error: Exception) -> str:
    """What went wrong, told by the error's kind alone."""
    import akismet
    import httpx

    if isinstance(error, akismet.ConfigurationError):
        return "it refused the key"
    match error if isinstance(error, httpx.HTTPError) else error.__cause__:
        case httpx.TimeoutException():
            return "it did not answer in time"
        case httpx.HTTPStatusError(response=response):
            return f"it answered with status {response.status_code}"
        case httpx.NetworkError() | httpx.ProxyError():
            return "it could not be reached"
        case httpx.HTTPError():
            return _NONSENSE
    return (
        _NONSENSE if isinstance(error, akismet.ProtocolError | _UNREADABLE) else "the question could not be put to it"
    )


def from_environment(
    environ: Mapping[str, str], permalink: Callable[[str], str], client: httpx.Client | None = None
) -> AkismetCheck | None:
    """The check as the environment has it; None where neither key nor blog is set."""
    key, blog = environ.get(KEY, "").strip(), environ.get(BLOG, "").strip()
    if not key and not blog:
        return None
    if not key:
        raise InvalidSetting(KEY, "", f"set, as {BLOG} is")
    if not blog:
        raise InvalidSetting(BLOG, "", f"set, as {KEY} is")
    if not is_web_address(blog):  # and not shown: who mixes up the two has put the key here
        raise InvalidSetting(BLOG, "…", "an address that begins with http:// or https://")
    return AkismetCheck(key, blog, permalink, client=client)
