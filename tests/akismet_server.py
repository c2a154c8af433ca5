"""Akismet's protocol on a port of this machine, as far as the client can tell the difference."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

import akismet
import httpx

from localserver import Handler, LocalServer

KEY = "the-right-key"
BLOG = "https://blog.example/"


@dataclass(frozen=True)
class Answer:
    """What the server says, headers and all; with no status it hangs up without a word."""

    body: str
    status: int | None = 200
    headers: dict[str, str] = field(default_factory=dict)


HAM = Answer("false")
SPAM = Answer("true")
DISCARD = Answer("true", headers={"X-akismet-pro-tip": "discard"})
VALID = Answer("valid")
INVALID = Answer("invalid")
THANKS = Answer("Thanks for making the web a better place.")
USAGE = Answer('{"limit": 350000, "usage": 7463, "percentage": "2.13", "throttled": false}')
"""As https://akismet.com/developers/usage-limit/ has it."""
HANG_UP = Answer("", status=None)


@dataclass(frozen=True)
class Asked:
    """One request as it came in."""

    endpoint: str
    form: dict[str, str]
    user_agent: str


class AkismetServer(LocalServer):
    """Knows one key for one blog, and remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__(_Handler)
        self.opinion = HAM
        self.usage = USAGE
        self.broken: Answer | None = None
        """Said to everything, in place of the right answer."""
        self.silent = False
        """Whether it takes every request and lets the client wait."""
        self.asked: list[Asked] = []

    def answer(self, asked: Asked) -> Answer:
        """The answer to one request."""
        self.asked.append(asked)
        if self.silent:
            self._leaving.wait()
            return HANG_UP
        return self.broken or self._right_answer(asked.endpoint, asked.form)

    def _right_answer(self, endpoint: str, form: dict[str, str]) -> Answer:
        if endpoint == "/1.1/verify-key":
            return VALID if form.get("key") == KEY and form.get("blog") == BLOG else INVALID
        if form.get("api_key") != KEY:
            return INVALID
        if endpoint == "/1.2/usage-limit":
            return self.usage
        for required in ("blog", "user_ip"):
            if not form.get(required):
                return Answer(f"Missing required field: {required}.")
        replies = {"/1.1/comment-check": self.opinion, "/1.1/submit-spam": THANKS, "/1.1/submit-ham": THANKS}
        return replies.get(endpoint, Answer("Not found", 404))


class _Handler(Handler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = dict(parse_qsl(body, keep_blank_values=True, strict_parsing=True))
        answer = self.server.owner.answer(Asked(self.path, form, self.headers["User-Agent"]))
        if answer.status is None:
            return
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body.encode())


_TLS = ssl.create_default_context()  # never used, but every client wants one, and it is slow to make


class _Redirect(httpx.HTTPTransport):
    def __init__(self, address: str) -> None:
        super().__init__(verify=_TLS)
        self._address = httpx.URL(address)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        here = self._address
        request.url = request.url.copy_with(scheme=here.scheme, host=here.host, port=here.port)
        request.headers["Host"] = here.netloc.decode()
        return super().handle_request(request)


def client_of(address: str, timeout: float = 5.0) -> httpx.Client:
    """A client for which this address is Akismet's."""
    return httpx.Client(
        mounts={"https://rest.akismet.com": _Redirect(address)},
        headers={"User-Agent": akismet.USER_AGENT},
        timeout=timeout,
        verify=_TLS,
        trust_env=False,
    )
