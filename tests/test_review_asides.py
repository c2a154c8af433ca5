"""What a review leaves its screen for, on a real terminal: an editor, a question, a browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from blog import Blog
from builders import a_submission
from teletype import teletype

END = "[q]uit"


@pytest.fixture
def desk(site: Blog) -> Blog:
    """One comment waits."""
    with site.queue() as queue:
        queue.add([a_submission("k7f3q2mx", email="joe@example.com", ip="203.0.113.7", text="One.")])
    return site


@pytest.mark.parametrize(
    ("key", "said", "lists"),
    [
        ("1", "Blocked: email joe@example.com.", "discard email joe@example.com"),
        ("2", "Blocked: network 203.0.113.7.", "discard network 203.0.113.7"),
        ("3", "Nothing is blocked.", ""),
    ],
)
def test_a_sender_is_blocked_by_what_the_moderator_chooses(desk: Blog, key: str, said: str, lists: str) -> None:
    with teletype(desk, "review") as seat:
        seat.until(END)
        seat.press("k")
        assert "1  joe@example.com\r\n2  203.0.113.7" in seat.until("Any other key blocks nothing.")
        seat.press(key)
        assert "One." in seat.until(END)
        seat.until(said)
        seat.press("q")
        assert seat.end() == 0

    path = desk.settings.lists
    assert (path.read_text().partition("  #")[0] if path.exists() else "") == lists


def test_what_came_with_nothing_cannot_be_blocked(site: Blog) -> None:
    with site.queue() as queue:
        queue.add([a_submission()])

    with teletype(site, "review") as seat:
        seat.until(END)
        seat.press("k")
        seat.until("It came with nothing that it could be blocked by.")


def test_the_article_is_opened_in_the_moderators_browser(
    desk: Blog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/opened\n')
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", f"{browser} %s")

    with teletype(desk, "review") as seat:
        seat.until(END)
        seat.press("o")
        seat.until(END)

    assert (tmp_path / "opened").read_text().endswith("/hello/\n")


@pytest.mark.parametrize("browser", ["", "/nowhere/browser"])
def test_without_a_browser_the_address_is_shown(desk: Blog, monkeypatch: pytest.MonkeyPatch, browser: str) -> None:
    monkeypatch.setenv("BROWSER", browser)
    monkeypatch.setenv("PATH", "/nowhere")

    with teletype(desk, "review") as seat:
        seat.until(END)
        seat.press("o")
        assert "/hello/\r\n" in seat.until("Any key goes on.")
        seat.press(" ")
        assert "One." in seat.until(END)


def test_an_article_that_is_not_on_the_site_cannot_be_opened(site: Blog) -> None:
    with site.queue() as queue:
        queue.add([a_submission(article="hallo")])

    with teletype(site, "review") as seat:
        seat.until(END)
        seat.press("o")
        seat.until("There is no article 'hallo' on the site as it was last built.")
