"""The links in a mail: whoever has one may look at the comment, and decide it as the link says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import hostile
from blog import Blog
from builders import NOON, a_submission
from linkpages import HOST, Pages
from moderation.desk.bymail import create_app
from moderation.desk.desk import Outcome
from moderation.errors import InvalidSetting
from moderation.notifications.links import ACTIONS, Links
from moderation.queue.submission import State
from moderation.settings import Settings
from pages import comments_on
from skeleton import skeleton

AFTER = {"approve": State.APPROVED, "spam": State.SPAM, "trash": State.TRASH}


@pytest.fixture
def pages(site: Blog) -> Iterator[Pages]:
    with site.queue() as queue:
        yield Pages(site, queue)


# To look.


@pytest.mark.parametrize(
    ("action", "says"),
    [
        ("approve", "Approve this comment"),
        ("spam", "Put this comment on the spam list"),
        ("trash", "Throw this comment away"),
    ],
)
def test_a_link_leads_to_the_comment_and_one_button(pages: Pages, action: str, says: str) -> None:
    answer = pages.client.get(pages.link(action))

    assert (answer.status_code, answer.text.count("<button"), answer.text.count("<form")) == (200, 1, 1)
    assert f'<button type="submit">{says}</button>' in answer.text
    assert "By &lt;b&gt;Gwen" in answer.text
    assert "I agree." in answer.text
    assert "moderate undo a0000000" in answer.text


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"])
def test_to_look_changes_nothing(pages: Pages, method: str) -> None:
    for link in pages.links().values():
        pages.client.request(method, link, headers={"Sec-Purpose": "prefetch"})

    assert pages.untouched()


def test_a_page_tells_no_address_of_the_writer(pages: Pages) -> None:
    text = pages.client.get(pages.link()).text

    assert [private for private in ("gwen@example.com", "192.0.2.7") if private in text] == []


def test_its_headers_let_nothing_run_and_nobody_keep_or_frame_it(pages: Pages) -> None:
    for answer in (pages.client.get(pages.link()), pages.client.post(pages.link()), pages.client.get("/")):
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; ")
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_nothing_a_stranger_typed_is_more_than_text(pages: Pages) -> None:
    def made(text: str) -> list[str]:
        pages.queue.add([submission := a_submission(text=text)])
        html = pages.client.get(pages.link("spam", submission.id)).text
        return [line for line in skeleton(html) if line not in ("<br", "</br>")]

    harmless = made("x")

    assert [text for text in hostile.MARKUP if made(text) != harmless] == []


# To decide.


@pytest.mark.parametrize("action", ACTIONS)
def test_the_button_decides_as_the_moderator_by_mail(pages: Pages, action: str) -> None:
    answer = pages.client.post(pages.link(action))

    assert (answer.status_code, "Done." in answer.text) == (200, True)
    assert pages.queue.get("a0000000").state is AFTER[action]
    assert [(one.who, one.why, one.action.value) for one in pages.queue.decisions()] == [("ann", "by mail", action)]
    assert [one.decision.comment for one in pages.told] == ["a0000000"]


def test_what_is_approved_is_on_its_page_at_once(pages: Pages) -> None:
    pages.client.post(pages.link("approve"))

    assert "a0000000" in comments_on(pages.blog.page("hello/index.html"))


def test_that_it_could_not_be_shown_is_said(pages: Pages) -> None:
    link = pages.link()
    pages.blog.settings.site_index.unlink()

    answer = pages.client.post(link)

    assert (answer.status_code, "not everything that follows" in answer.text) == (200, True)
    assert pages.queue.get("a0000000").state is State.APPROVED


def test_whoever_is_told_of_it_and_breaks_down_takes_nothing_back(pages: Pages) -> None:
    def tell(outcomes: list[Outcome]) -> None:
        raise RuntimeError("a mistake")

    client = TestClient(create_app(pages.queue, pages.blog.settings, tell, lambda: NOON))

    answer = client.post(pages.link())

    assert (answer.status_code, "not everything that follows" in answer.text) == (200, True)
    assert pages.queue.get("a0000000").state is State.APPROVED


def test_what_cannot_be_written_was_not_decided(pages: Pages) -> None:
    (pages.blog.comments / "hello").write_text("in the way")

    answer = pages.client.post(pages.link())

    assert (answer.status_code, "Please try again" in answer.text) == (503, True)
    assert pages.queue.get("a0000000").state is State.PENDING
    (pages.blog.comments / "hello").unlink()


# Where they are.


@pytest.mark.parametrize("address", ["http://blog.example/moderation", "blog.example", "https://", "/moderation"])
def test_links_go_over_no_network_in_clear(pages: Pages, address: str) -> None:
    with pytest.raises(InvalidSetting, match=r"^MODERATION_LINKS is '…', but must be https://"):
        Links(pages.queue, b"a key", address)


@pytest.mark.parametrize("address", [f"{HOST}/moderation/", HOST, "http://localhost:8001"])
def test_they_may_be_below_any_path(tmp_path: Path, pages: Pages, address: str) -> None:
    settings = Settings(links=address, secret="a key", site_index=tmp_path / "site.json")  # noqa: S106
    client = TestClient(create_app(pages.queue, settings, lambda told: None, lambda: NOON))

    link = Links(pages.queue, b"a key", address).of(pages.queue.get("a0000000"), NOON)["approve"]

    assert client.get(link).status_code == 200
