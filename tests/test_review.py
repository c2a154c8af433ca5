"""``moderate review`` on a real terminal, by keys alone."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from blog import Blog
from builders import a_submission
from moderation.comment import without_controls
from moderation.queue.submission import State
from teletype import Teletype, teletype

END = "[q]uit"
"""The end of every screen."""


def ready(seat: Teletype) -> str:
    """The next screen, once it is there and waits for a key."""
    return seat.until(END)


def waiting(blog: Blog, *texts: str) -> None:
    """So many comments wait on ``hello``, the first one the oldest."""
    with blog.queue() as queue:
        queue.add([a_submission(f"{'abcdefgh'[n]}aaaaaaa", text=text, day=n) for n, text in enumerate(texts)])


def states(blog: Blog) -> dict[str, str]:
    with blog.queue() as queue:
        return {one.comment.text: one.state.value for one in queue.list()}


def test_one_key_decides_and_the_next_comment_comes(site: Blog) -> None:
    waiting(site, "One.", "Two.", "Three.", "Four.")

    with teletype(site, "review") as seat:
        for key, text in zip("astn", ("One.", "Two.", "Three.", "Four."), strict=True):
            assert text in ready(seat)
            seat.press(key)
        seat.until("3 decisions; 1 still waiting.")

        assert seat.end() == 0
    assert states(site) == {"One.": "approved", "Two.": "spam", "Three.": "trash", "Four.": "pending"}
    assert "One." in site.page("hello/index.html")


def test_a_capital_letter_decides_all_that_say_the_same(site: Blog) -> None:
    waiting(site, "Buy my watches now!", "I agree.", "BUY MY WATCHES NOW")

    with teletype(site, "review") as seat:
        assert "1 more that wait say the same" in ready(seat)
        seat.press("S")
        assert "I agree." in ready(seat)
        seat.press("q")
        seat.end()

    assert sorted(states(site).values()) == ["pending", "spam", "spam"]


def test_what_was_decided_can_be_taken_back(site: Blog) -> None:
    waiting(site, "One.", "Two.")

    with teletype(site, "review") as seat:
        ready(seat)
        seat.press("a")
        ready(seat)
        seat.press("u")
        assert "One." in ready(seat)
        assert states(site)["One."] == "pending"
        assert "One." not in site.page("hello/index.html")
        seat.press("q")
        seat.end()


def test_it_is_redrawn_for_whatever_size_the_terminal_has_by_then(site: Blog) -> None:
    waiting(site, "word " * 200, "Two.")

    with teletype(site, "review", rows=24, columns=80) as seat:
        first = ready(seat)
        seat.resize(12, 40)
        seat.press("v")
        second = ready(seat)

    assert max(map(len, lines(first))) <= 80
    assert max(map(len, lines(second))) <= 40


def lines(screen: str) -> list[str]:
    """What is on it, but for what tells the terminal to clear it."""
    return re.sub("\x1b\\[[0-9;]*[A-Za-z]|\r", "", screen).split("\n")


def test_a_terminal_that_hangs_up_loses_no_decision(site: Blog) -> None:
    waiting(site, "One.", "Two.")

    with teletype(site, "review") as seat:
        ready(seat)
        seat.press("a")
        ready(seat)

    assert states(site) == {"One.": "approved", "Two.": "pending"}


@pytest.mark.parametrize("term", ["dumb", "xterm"])
def test_help_is_one_key_away_on_any_terminal(site: Blog, term: str) -> None:
    waiting(site, "One.")

    with teletype(site, "review", term=term) as seat:
        ready(seat)
        seat.press("?")
        assert "approve: let it in" in seat.until("Any key goes on.")
        seat.press(" ")
        assert "One." in ready(seat)


def test_a_terminal_that_knows_nothing_of_screens_is_sent_plain_lines(site: Blog) -> None:
    waiting(site, "One.", "Two.")

    with teletype(site, "review", term="dumb") as seat:
        shown = ready(seat)
        for key in "nv?":
            seat.press(key)
        shown += seat.until("Any key goes on.")

    assert "Two." in shown
    assert "\x1b" not in shown


def test_when_nothing_waits_it_says_so(site: Blog) -> None:
    with teletype(site, "review") as seat:
        seat.until("Nothing waits.")
        assert seat.end() == 0


def test_without_a_terminal_it_says_what_else_to_use(site: Blog) -> None:
    result = site.moderate("review")

    assert (result.exit_code, result.stderr) == (
        2,
        "Error: A review needs a terminal; in scripts, use list, approve, spam and trash.\n",
    )


def test_fifty_real_comments_are_decided_by_keys_alone(site: Blog, corpora: Path) -> None:
    with (corpora / "spam/Youtube01-Psy.csv").open(encoding="utf-8", newline="") as file:
        rows = [(without_controls(row["text"]), row["label"] == "spam") for row in csv.DictReader(file)][:50]
    submissions = [a_submission(text=text, day=day) for day, (text, _) in enumerate(rows)]
    with site.queue() as queue:
        queue.add(submissions)

    with teletype(site, "review") as seat:
        for _, spam in rows:
            ready(seat)
            seat.press("s" if spam else "a")
        seat.until("Nothing waits.")
        assert seat.end() == 0

    with site.queue() as queue:
        decided = {one.id: one.state is State.SPAM for one in queue.list()}
    assert decided == {one.id: spam for one, (_, spam) in zip(submissions, rows, strict=True)}


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor that adds a word to what it is given."""
    program = tmp_path / "editor"
    program.write_text("#!/bin/sh\nprintf 'Indeed.\\n' >> \"$1\"\n")
    program.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(program))
    return program


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize(("answer", "text"), [("y", "One.\nIndeed."), ("n", "One.")], ids=["saved", "left at that"])
def test_a_comment_that_was_edited_still_waits(site: Blog, answer: str, text: str) -> None:
    waiting(site, "One.")

    with teletype(site, "review") as seat:
        ready(seat)
        seat.press("e")
        seat.until("Save this? [y/N]: ")
        seat.press(f"{answer}\n")
        ready(seat)
        seat.press("q")
        seat.end()

    assert states(site) == {text: "pending"}


@pytest.mark.usefixtures("editor")
def test_a_comment_is_let_in_with_a_reply_below(site: Blog) -> None:
    waiting(site, "One.")

    with teletype(site, "review") as seat:
        ready(seat)
        seat.press("r")
        seat.until("Nothing waits.")
        assert seat.end() == 0

    assert states(site) == {"One.": "approved", "Indeed.": "approved"}
    assert "Indeed." in site.page("hello/index.html")
