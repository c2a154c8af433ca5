"""Many comments at once: which are meant, what is asked, what is done when some of it fails; on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from blog import Blog
from builders import a_submission
from moderation.comment import utc_now
from moderation.queue.submission import State, Verdict
from teletype import teletype

ASKS = "Error: There is no terminal to ask at: say --yes, or --dry-run to see what would be done.\n"


@pytest.fixture
def desk(site: Blog, queue_url: str) -> Blog:
    """Three wait, one is on the spam list."""
    blog = Blog(site.root, queue_url)
    now = utc_now()
    with blog.queue() as queue:
        queue.add(
            [
                a_submission("aaaaaaaa", author="Zoë", verdict=Verdict.HAM, date=now - timedelta(days=9)),
                a_submission("bbbbbbbb", author="Bot", text="Buy my watches!", ip="203.0.113.7", date=now),
                a_submission("cccccccc", author="Bot", text="Buy!", article="other", date=now),
                a_submission("dddddddd", author="Bot", state=State.SPAM, date=now),
            ]
        )
    return blog


def states(blog: Blog) -> dict[str, str]:
    with blog.queue() as queue:
        return {one.id[0]: one.state.value for one in queue.list()}


@pytest.mark.parametrize(
    ("command", "after"),
    [
        ("approve --all", "approved approved approved spam"),
        ("spam --all --author bot", "pending spam spam spam"),
        ("trash --all --status spam", "pending pending pending trash"),
        ("trash --all --ip 203.0.113.0/24", "pending trash pending spam"),
        ("trash --all --verdict ham", "trash pending pending spam"),
        ("trash --all --older-than 8d --article hello", "trash pending pending spam"),
        ("trash --all --search WATCHES", "pending trash pending spam"),
        ("unspam --all", "pending pending pending pending"),
        ("delete --all --status pending --article other", "pending pending trash spam"),
    ],
)
def test_all_means_what_the_filters_leave_of_what_the_verb_is_for(desk: Blog, command: str, after: str) -> None:
    result = desk.moderate(*command.split(), "--yes")

    assert (result.stderr, result.exit_code) == ("", 0)
    assert states(desk) == dict(zip("abcd", after.split(), strict=True))


@pytest.mark.parametrize(
    ("prepare", "command", "left"),
    [
        ("approve aaaaaaaa", "unapprove --all", "pending pending pending spam"),
        ("trash aaaaaaaa", "untrash --all", "pending pending pending spam"),
    ],
)
def test_what_takes_back_means_what_there_is_to_take_back(desk: Blog, prepare: str, command: str, left: str) -> None:
    desk.moderate(*prepare.split())

    assert desk.moderate(*command.split(), "--yes").stdout.startswith("aaaaaaaa pending (was ")
    assert states(desk) == dict(zip("abcd", left.split(), strict=True))


def test_delete_means_the_trash(desk: Blog) -> None:
    desk.moderate("trash", "aaaaaaaa")

    assert desk.moderate("delete", "--all", "--yes").stdout == "aaaaaaaa deleted (was trash)\n"


def test_a_dry_run_says_what_would_be_done_and_changes_nothing(desk: Blog) -> None:
    result = desk.moderate("approve", "--all", "--dry-run")

    assert result.stdout == "".join(f"{letter * 8} would be approved (is pending)\n" for letter in "abc")
    assert states(desk) == dict(zip("abcd", ["pending"] * 3 + ["spam"], strict=True))
    with desk.queue() as queue:
        assert queue.decisions() == []


def test_a_dry_run_knows_what_would_fail(desk: Blog) -> None:
    result = desk.moderate("unspam", "dddddddd", "aaaaaaaa", "zzz", "--dry-run")

    assert result.stdout == "dddddddd would be pending (is spam)\n"
    assert result.stderr == ("Error: aaaaaaaa is pending already.\nError: There is no comment 'zzz' in the queue.\n")
    assert result.exit_code == 1


def test_a_dry_run_of_a_deletion_tells_the_trash_from_for_good(desk: Blog) -> None:
    assert desk.moderate("delete", "aaaaaaaa", "dddddddd", "--dry-run").stdout == (
        "aaaaaaaa would be trash (is pending)\ndddddddd would be deleted (is spam)\n"
    )


def test_a_batch_that_fails_in_part_does_the_rest(desk: Blog) -> None:
    (desk.comments / "other").write_text("")

    result = desk.moderate("approve", "--all", "--yes")

    assert result.exit_code == 1
    assert result.stderr == f"Error: {desk.comments}/other/cccccccc.md could not be written: File exists.\n"
    assert states(desk) == {"a": "approved", "b": "approved", "c": "pending", "d": "spam"}


def test_each_decision_of_a_batch_has_its_reason(desk: Blog) -> None:
    desk.moderate("spam", "--all", "--author", "Bot", "--yes", "--reason", "a flood")

    with desk.queue() as queue:
        assert [(line.comment[0], line.why) for line in queue.decisions()] == [("b", "a flood"), ("c", "a flood")]


def test_when_nothing_is_meant_it_says_so(desk: Blog) -> None:
    result = desk.moderate("trash", "--all", "--author", "Nobody", "--yes")

    assert (result.stdout, result.stderr, result.exit_code) == ("", "No comment fits.\n", 0)


def test_without_a_terminal_nobody_is_asked_and_nothing_done(desk: Blog) -> None:
    result = desk.moderate("trash", "--all", input="y\n")

    assert (result.stdout, result.stderr, result.exit_code) == ("", ASKS, 2)
    assert "trash" not in states(desk).values()


@pytest.mark.parametrize(("answer", "trashed", "code"), [("y", 3, 0), ("n", 0, 1)])
def test_at_a_terminal_it_asks_before_it_decides_about_many(desk: Blog, answer: str, trashed: int, code: int) -> None:
    with teletype(desk, "trash", "--all") as seat:
        seat.until("Trash 3 comments? [y/N]: ")
        seat.press(f"{answer}\n")
        assert seat.end() == code

    assert [*states(desk).values()].count("trash") == trashed


def test_what_another_moderator_decides_before_the_answer_stands(desk: Blog) -> None:
    with teletype(desk, "trash", "--all") as seat:
        seat.until("Trash 3 comments? [y/N]: ")
        desk.moderate("approve", "bbbbbbbb")
        seat.press("y\n")
        seat.until("bbbbbbbb is left alone: it was decided meanwhile.")
        assert seat.end() == 0

    assert states(desk) == dict(zip("abcd", ["trash", "approved", "trash", "spam"], strict=True))


def test_one_comment_is_not_many(desk: Blog) -> None:
    with teletype(desk, "trash", "--all", "--article", "other") as seat:
        seat.until("cccccccc trash (was pending)")
        assert seat.end() == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ("spam", "Name comments by their ids, or choose them with --all."),
        ("spam --author Bot --yes", "Name comments by their ids, or choose them with --all."),
        ("spam bbb --all --yes", "--all goes neither with ids nor with --alike."),
        ("spam --all --alike --yes", "--all goes neither with ids nor with --alike."),
        ("spam bbb --author Bot", "Filters choose among all: say --all, too."),
        (
            "list --older-than month",
            "Invalid value for '--older-than': 'month' is not like 12h, 30d or 8w.",
        ),
        ("spam --all --yes --search=", "Invalid value for '--search': it is empty."),
        ("list --ip bot", "Invalid value for '--ip': 'bot' is not like 203.0.113.7 or 203.0.113.0/24."),
    ],
)
def test_wrong_use_is_explained(blog: Blog, arguments: str, says: str) -> None:
    result = blog.moderate(*arguments.split())

    assert (result.stdout, result.exit_code) == ("", 2)
    assert result.stderr.endswith(f"\nError: {says}\n")


def test_lists_counts_and_exports_take_the_same_filters(desk: Blog) -> None:
    by_bot = ["--author", "bot"]

    assert desk.moderate("list", *by_bot, "--format", "ids").stdout == "bbbbbbbb\ncccccccc\n"
    assert desk.moderate("count", *by_bot).stdout.splitlines()[1:4] == [
        "pending   2",
        "approved  0",
        "spam      1",
    ]
    assert desk.moderate("export", "json", *by_bot, "--status", "spam").stdout.count('"id"') == 1
