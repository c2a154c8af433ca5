"""The eight promises of the design, each seen from outside: a real site, a real server, the real command line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import httpx2
import pytest

from blog import Blog
from builders import a_comment, a_submission
from moderation import sanitize
from moderation.queue.connection import open_queue
from moderation.queue.ledger import Action
from moderation.queue.submission import State, Submission, Verdict
from pages import comments_on
from patience import eventually

TYPED = {"author": "Bea", "email": "bea@example.org", "comment": "I agree with <em>every</em> word."}
HEADERS = {"User-Agent": "Peculiar/1.0", "Referer": "https://elsewhere.example/", "X-Forwarded-For": "192.0.2.7"}
PRIVATE = ("bea@example.org", "Peculiar/1.0", "elsewhere.example", "192.0.2.7")


def waiting(blog: Blog) -> list[Submission]:
    queue = open_queue(blog.settings.database)
    try:
        return queue.list()
    finally:
        queue.close()


def a_waiting_comment(blog: Blog, **fields: Any) -> str:
    """Puts one into the queue, and gives its id."""
    submission = a_submission(**fields)
    queue = open_queue(blog.settings.database)
    queue.add([submission])
    queue.close()
    return submission.id


def test_1_accepted_means_kept(site: Blog) -> None:
    with site.server() as server:
        answer = httpx2.post(f"{server.address}/comments/hello", data=TYPED)
        server.kill()

    assert answer.status_code == 303
    assert [submission.comment.text for submission in waiting(site)] == [TYPED["comment"]]


def test_2_what_a_stranger_typed_cannot_run_even_if_one_of_two_parsers_fails(
    site: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    attack = "<img src=x onerror=alert(1)>"
    monkeypatch.setattr(sanitize, "clean", lambda text: text)  # bleach lets everything through

    id = a_waiting_comment(site, text=attack)
    site.moderate("approve", id)

    assert "<img" not in site.page("hello/index.html")
    assert "&lt;img src=x onerror=alert(1)&gt;" in site.page("hello/index.html")


def test_3_private_stays_private(site: Blog) -> None:
    with site.server(MODERATION_PROXIES="127.0.0.1") as server:
        httpx2.post(f"{server.address}/comments/hello", data=TYPED, headers=HEADERS)
        refused = httpx2.post(f"{server.address}/comments/hello", data=TYPED | {"author": ""}, headers=HEADERS)
        log = server.log
    [submission] = waiting(site)
    site.moderate("approve", submission.id)
    site.build()

    public = [path.read_text() for path in (site.root / "content").rglob("*.md")]
    public += [text.decode(errors="replace") for text in site.tree().values()]
    told = "".join(public)
    assert (submission.email, submission.ip) == ("bea@example.org", "192.0.2.7")
    assert "every</em> word" in told
    assert [secret for secret in PRIVATE if secret in told + log] == []
    assert [secret for secret in PRIVATE if secret in refused.text] == ["bea@example.org"]  # to its writer, to correct


def test_4_no_failure_approves(site: Blog) -> None:
    nowhere = {"PYTHON_AKISMET_API_KEY": "key", "PYTHON_AKISMET_BLOG_URL": "https://blog.example"}
    unreachable = {"HTTPS_PROXY": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}

    with site.server(**nowhere, **unreachable) as server:
        httpx2.post(f"{server.address}/comments/hello", data=TYPED)
        eventually(lambda: waiting(site)[0].reasons)

    [submission] = waiting(site)
    assert (submission.state, submission.verdict) == (State.PENDING, Verdict.UNCHECKED)
    assert submission.reasons[0].saw == "could not be asked: it could not be reached"


def test_5_every_verdict_has_reasons(site: Blog) -> None:
    links = "".join(f"https://example.org/{number} " for number in range(9))

    with site.server() as server:
        httpx2.post(f"{server.address}/comments/hello", data=TYPED | {"comment": links})

    [submission] = waiting(site)
    assert submission.verdict is Verdict.UNSURE
    assert [reason.check for reason in submission.reasons] == ["links"]


@pytest.mark.parametrize(
    ("action", "back"),
    [(Action.APPROVE, Action.UNAPPROVE), (Action.SPAM, Action.UNSPAM), (Action.TRASH, Action.UNTRASH)],
    ids=lambda action: action.value,
)
def test_5_every_decision_has_a_record_and_can_be_undone(site: Blog, action: Action, back: Action) -> None:
    before = site.tree()
    id = a_waiting_comment(site)

    site.moderate(action.value, id, "--reason", "because")
    site.moderate(back.value, id)

    queue = open_queue(site.settings.database)
    record = [(decision.action, decision.who, decision.why) for decision in queue.decisions(id)]
    state = queue.get(id).state
    queue.close()
    assert record == [(action, "ann", "because"), (back, "ann", "")]
    assert state is State.PENDING
    assert site.tree() == before


def test_6_approved_is_live(site: Blog) -> None:
    id = a_waiting_comment(site)

    site.moderate("approve", id)

    assert comments_on(site.page("hello/index.html")) == [id]
    merged = site.tree()
    site.build()
    assert site.tree() == merged


def test_7_same_input_same_bytes(site: Blog) -> None:
    site.comment(a_comment())
    site.build()
    first = site.tree()

    for path in (site.output, site.root / "var"):
        path.rename(path.with_suffix(".old"))
    site.build(fork=False)

    assert site.tree() == first


def test_7_a_page_without_news_is_not_written_again(site: Blog) -> None:
    def times() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in site.output.rglob("*.*")}

    before = times()
    site.moderate("approve", a_waiting_comment(site))
    changed = {path.relative_to(site.output).as_posix() for path, time in times().items() if before.get(path) != time}

    assert "other/index.html" not in changed
    assert {"hello/index.html", "index.html", "hello/comments.atom.xml", "feeds/comments.atom.xml"} <= changed


def test_8_reading_and_commenting_need_no_script_no_cookie_no_third_party(site: Blog) -> None:
    with site.serving() as address, httpx2.Client() as reader:
        pages = [reader.get(address + path) for path in ("/", "/hello/", "/other/")]
        pages.append(reader.post(f"{address}/comments/hello", data={"author": ""}))
        pages.append(reader.post(f"{address}/comments/hello", data=TYPED))

        assert list(reader.cookies) == []
    for page in pages:
        assert not re.search("<script[^>]* src=", page.text)  # none is fetched; ours in the page is for comfort
        assert "set-cookie" not in page.headers
        assert 'src="http' not in page.text
        assert 'rel="stylesheet" href="/theme/' in page.text or page.status_code == 303
