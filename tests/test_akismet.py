from __future__ import annotations

import logging
import socket
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import akismet
import pytest

from akismet_server import BLOG, DISCARD, HAM, HANG_UP, INVALID, KEY, SPAM, AkismetServer, Answer, Asked, client_of
from builders import a_submission
from moderation.errors import CheckFailed
from moderation.queue.submission import Reason, State, Verdict
from moderation.spam.akismet import AkismetCheck
from moderation.spam.judge import judge

BRIEFLY = 0.2  # seconds: how long a test waits for an answer that does not come


def permalink(slug: str) -> str:
    return f"{BLOG}{slug}/"


@contextmanager
def a_check(address: str, key: str = KEY, timeout: float = 5.0) -> Iterator[AkismetCheck]:
    """A check that finds its service at this address."""
    check = AkismetCheck(key, BLOG, permalink, client=client_of(address, timeout))
    try:
        yield check
    finally:
        check.close()


@pytest.fixture
def server() -> Iterator[AkismetServer]:
    with AkismetServer() as server:
        yield server


@pytest.fixture
def check(server: AkismetServer) -> Iterator[AkismetCheck]:
    with a_check(server.address) as check:
        yield check


@pytest.fixture
def nobody_there() -> Iterator[str]:
    """An address that refuses connections: the port is taken, and nobody listens on it."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


SUBMISSION = a_submission(
    "k7f3q2mx",
    article="hello",
    author="Zoë",
    text="I agree with <em>every</em> word & more.",
    website="https://zoe.example/",
    email="zoe@example.com",
    ip="192.0.2.7",
    user_agent="Firefox/140",
    referrer="https://search.example/?q=a&b",
)
FORM = {
    "api_key": KEY,
    "blog": BLOG,
    "blog_charset": "UTF-8",
    "user_ip": "192.0.2.7",
    "user_agent": "Firefox/140",
    "referrer": "https://search.example/?q=a&b",
    "permalink": "https://blog.example/hello/",
    "comment_type": "comment",
    "comment_author": "Zoë",
    "comment_author_email": "zoe@example.com",
    "comment_author_url": "https://zoe.example/",
    "comment_content": "I agree with <em>every</em> word & more.",
    "comment_date_gmt": "2026-11-23T12:00:00+00:00",
}


@pytest.mark.parametrize(
    ("opinion", "reason"),
    [
        pytest.param(HAM, Reason("Akismet", "ham", 0), id="ham"),
        pytest.param(SPAM, Reason("Akismet", "spam", 5), id="spam"),
        pytest.param(DISCARD, Reason("Akismet", "discard", 10), id="discard"),
    ],
)
def test_its_opinion_is_a_reason(server: AkismetServer, check: AkismetCheck, opinion: Answer, reason: Reason) -> None:
    server.opinion = opinion

    assert check(SUBMISSION) == reason


def test_it_is_told_all_it_wants_to_know(server: AkismetServer, check: AkismetCheck) -> None:
    check(SUBMISSION)

    assert server.asked == [Asked("/1.1/comment-check", FORM, akismet.USER_AGENT)]


def test_a_reply_is_called_one(server: AkismetServer, check: AkismetCheck) -> None:
    check(a_submission(ip="2001:db8::7", parent="k7f3q2mx"))

    assert server.asked[0].form["comment_type"] == "reply"


@pytest.mark.parametrize(("spam", "endpoint"), [(True, "/1.1/submit-spam"), (False, "/1.1/submit-ham")])
def test_a_decision_is_sent_back_with_the_original_parameters(
    server: AkismetServer, check: AkismetCheck, spam: bool, endpoint: str
) -> None:
    check(SUBMISSION)
    check.submit(SUBMISSION, spam)

    assert server.asked[1] == Asked(endpoint, server.asked[0].form, akismet.USER_AGENT)


@pytest.mark.parametrize(("key", "known"), [(KEY, True), ("wr0ng-k3y", False)])
def test_a_key_can_be_verified(server: AkismetServer, key: str, known: bool) -> None:
    with a_check(server.address, key) as check:
        assert check.verify() is known


def test_without_the_sender_s_address_it_cannot_be_asked(server: AkismetServer, check: AkismetCheck) -> None:
    for call in (check, lambda submission: check.submit(submission, spam=True)):
        with pytest.raises(CheckFailed) as caught:
            call(a_submission(ip=""))
        assert caught.value.problem == "the sender's address is no longer kept"
    assert server.asked == []


# What can go wrong.

CALLS = [
    pytest.param(lambda check: check(SUBMISSION), id="check"),
    pytest.param(lambda check: check.submit(SUBMISSION, spam=True), id="submit spam"),
    pytest.param(lambda check: check.submit(SUBMISSION, spam=False), id="submit ham"),
    pytest.param(lambda check: check.verify(), id="verify"),
    pytest.param(lambda check: check.usage(), id="usage"),
]
Call = Callable[[AkismetCheck], object]
NONSENSE = "it gave an answer that makes no sense"
BROKEN = [
    pytest.param(Answer(f"<h1>Hello</h1> {KEY}"), NONSENSE, id="another page"),
    pytest.param(Answer(""), NONSENSE, id="nothing"),
    pytest.param(Answer("TRUE"), NONSENSE, id="loud"),
    pytest.param(Answer("true\n\x00"), NONSENSE, id="nearly true"),
    pytest.param(Answer("x", headers={"Content-Encoding": "gzip"}), NONSENSE, id="not what it claims to be"),
    pytest.param(Answer("x", headers={"Content-Length": "9"}), NONSENSE, id="half an answer"),
    pytest.param(Answer("false", headers={"Content-Length": "many"}), NONSENSE, id="not quite HTTP"),
    pytest.param(HANG_UP, NONSENSE, id="hangs up"),
    pytest.param(Answer("false", 500), "it answered with status 500", id="500"),
    pytest.param(Answer("false", 429), "it answered with status 429", id="429"),
    pytest.param(Answer("", 302, {"Location": "/"}), "it answered with status 302", id="302"),
]
FAILING = [pytest.param(INVALID, id="key refused"), *(pytest.param(case.values[0], id=case.id) for case in BROKEN)]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(("answer", "problem"), BROKEN)
def test_an_answer_it_should_not_give_is_a_failure(
    server: AkismetServer, check: AkismetCheck, call: Call, answer: Answer, problem: str
) -> None:
    server.broken = answer

    with pytest.raises(CheckFailed) as caught:
        call(check)

    assert caught.value.problem == problem


@pytest.mark.parametrize("call", CALLS)
def test_a_service_that_is_slow_is_not_waited_for(server: AkismetServer, call: Call) -> None:
    server.silent = True

    with a_check(server.address, timeout=BRIEFLY) as check, pytest.raises(CheckFailed) as caught:
        call(check)

    assert caught.value.problem == "it did not answer in time"


def test_without_a_client_of_ours_it_waits_no_longer_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "")
    with socket.create_server(("127.0.0.1", 0)) as silent:  # in the way to the real service, and mute
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{silent.getsockname()[1]}")

        with (
            closing(AkismetCheck(KEY, BLOG, permalink, timeout=BRIEFLY)) as check,
            pytest.raises(CheckFailed) as caught,
        ):
            check(SUBMISSION)

    assert caught.value.problem == "it did not answer in time"


@pytest.mark.parametrize("call", CALLS)
def test_a_service_that_is_down_is_told_from_a_slow_one(nobody_there: str, call: Call) -> None:
    with a_check(nobody_there) as check, pytest.raises(CheckFailed) as caught:
        call(check)

    assert caught.value.problem == "it could not be reached"


@pytest.mark.parametrize("call", CALLS[:3])
def test_a_wrong_key_is_a_failure(server: AkismetServer, call: Call) -> None:
    with a_check(server.address, "wr0ng-k3y") as check, pytest.raises(CheckFailed) as caught:
        call(check)

    assert caught.value.problem == "it refused the key"


def test_what_cannot_be_sent_is_a_failure(check: AkismetCheck) -> None:
    with pytest.raises(CheckFailed, match="the question could not be put to it"):
        check(a_submission(ip="192.0.2.7", user_agent="\ud800"))


def test_a_check_that_was_closed_fails_like_any_other(check: AkismetCheck) -> None:
    check.close()

    with pytest.raises(CheckFailed):
        check(SUBMISSION)


@pytest.mark.parametrize("answer", FAILING)
def test_no_failure_tells_the_key_or_the_sender(
    server: AkismetServer, check: AkismetCheck, answer: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.broken = answer

    with pytest.raises(CheckFailed) as caught:
        check(SUBMISSION)
    logging.getLogger("test").error("It failed", exc_info=caught.value)

    error = caught.value
    told = [str(error), repr(error), repr(check), caplog.text, *traceback.format_exception(error)]
    for secret in (KEY, "zoe@example.com", "192.0.2.7"):
        assert not [text for text in told if secret in text]
    assert (error.__cause__, error.__context__) == (None, None)


def test_a_failure_within_a_failure_does_not_show_the_first_one(check: AkismetCheck) -> None:
    try:
        int(KEY)
    except ValueError:
        with pytest.raises(CheckFailed) as caught:
            check(a_submission(ip="192.0.2.7", user_agent="\ud800"))

    assert KEY not in "".join(traceback.format_exception(caught.value))


# The promise: no failure approves, and none loses the comment.


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize(
    "answer",
    [pytest.param(HAM, id="ham"), pytest.param(SPAM, id="spam"), pytest.param(DISCARD, id="discard"), *FAILING],
)
def test_whatever_it_answers_nothing_is_approved_or_lost(
    server: AkismetServer, check: AkismetCheck, answer: Answer, state: State
) -> None:
    server.broken = answer
    submission = a_submission(comment=SUBMISSION.comment, ip="192.0.2.7", state=state)

    judged = judge(submission, [check])

    assert judged.state in (State.PENDING, State.SPAM)
    assert judged.verdict is not Verdict.HAM or answer is HAM
    assert (judged.comment, judged.ip) == (submission.comment, submission.ip)


def test_while_it_is_down_a_comment_waits_unchecked_and_later_is_asked_about(
    server: AkismetServer, nobody_there: str, check: AkismetCheck
) -> None:
    with a_check(nobody_there) as down:
        waiting = judge(SUBMISSION, [down])
    server.opinion = SPAM
    judged = judge(waiting, [check], waiting.reasons)

    assert waiting.reasons == (Reason("Akismet", "could not be asked: it could not be reached"),)
    assert (waiting.verdict, waiting.state) == (Verdict.UNCHECKED, State.PENDING)
    assert judged.reasons == (Reason("Akismet", "spam", 5),)
    assert (judged.verdict, judged.state) == (Verdict.SPAM, State.SPAM)


def test_a_slow_service_leaves_the_comment_unchecked(server: AkismetServer) -> None:
    server.silent = True

    with a_check(server.address, timeout=BRIEFLY) as slow:
        judged = judge(SUBMISSION, [slow])

    assert (judged.verdict, judged.state, judged.comment) == (Verdict.UNCHECKED, State.PENDING, SUBMISSION.comment)
