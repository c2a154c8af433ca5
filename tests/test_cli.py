"""The ``moderate`` command: what its verbs do, what they say, and how they end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from blog import PROJECT, Blog
from builders import NOON, a_comment, a_submission, ids
from moderation.queue.ledger import Action
from moderation.queue.submission import State, Submission
from pages import comments_on

HELLO = "hello/index.html"


def holds(blog: Blog, *submissions: Submission) -> None:
    """Puts them into the blog's queue."""
    with blog.queue() as queue:
        queue.add(submissions)


def decided(blog: Blog, id: str, *actions: Action, who: str = "ann") -> None:
    """Decisions made before, without a look at any page."""
    with blog.queue() as queue:
        for action in actions:
            queue.decide(id, action, who=who, at=NOON)


def state(blog: Blog, id: str) -> State | None:
    with blog.queue() as queue:
        return {submission.id: submission.state for submission in queue.list()}.get(id)


@pytest.mark.parametrize(
    ("past", "verb", "said", "after"),
    [
        pytest.param([], "approve", "k7f3q2mx approved (was pending)", State.APPROVED, id="approve"),
        pytest.param([Action.APPROVE], "unapprove", "k7f3q2mx pending (was approved)", State.PENDING, id="unapprove"),
        pytest.param([], "spam", "k7f3q2mx spam (was pending)", State.SPAM, id="spam"),
        pytest.param([Action.SPAM], "unspam", "k7f3q2mx pending (was spam)", State.PENDING, id="unspam"),
        pytest.param([], "trash", "k7f3q2mx trash (was pending)", State.TRASH, id="trash"),
        pytest.param([Action.TRASH], "untrash", "k7f3q2mx pending (was trash)", State.PENDING, id="untrash"),
        pytest.param([], "delete", "k7f3q2mx trash (was pending)", State.TRASH, id="delete, the first time"),
        pytest.param([Action.TRASH], "delete", "k7f3q2mx deleted (was trash)", None, id="delete, the second time"),
        pytest.param([Action.SPAM], "delete", "k7f3q2mx deleted (was spam)", None, id="delete spam"),
        pytest.param([], "delete --force", "k7f3q2mx deleted (was pending)", None, id="delete at once"),
    ],
)
def test_each_verb_does_what_it_says_and_says_what_it_did(
    site: Blog, past: list[Action], verb: str, said: str, after: State | None
) -> None:
    holds(site, a_submission("k7f3q2mx"))
    decided(site, "k7f3q2mx", *past)

    result = site.moderate(*verb.split(), "k7f3q2mx")

    assert (result.stdout, result.stderr, result.exit_code) == (f"{said}\n", "", 0)
    assert state(site, "k7f3q2mx") is after


def test_what_is_approved_is_on_its_page_at_once(site: Blog) -> None:
    holds(site, a_submission("k7f3q2mx"))

    site.moderate("approve", "k7f3q2mx")

    assert comments_on(site.page(HELLO)) == ["k7f3q2mx"]


@pytest.mark.parametrize("verb", ["unapprove", "spam", "trash", "delete"])
def test_what_is_taken_down_is_off_its_page_at_once(site: Blog, verb: str) -> None:
    holds(site, a_submission("k7f3q2mx"))
    site.moderate("approve", "k7f3q2mx")

    site.moderate(verb, "k7f3q2mx")

    assert comments_on(site.page(HELLO)) == []


def test_the_reason_is_in_the_ledger(site: Blog) -> None:
    holds(site, a_submission("k7f3q2mx"))

    site.moderate("spam", "k7f3q2mx", "--reason", "third time this week")

    with site.queue() as queue:
        assert [(line.who, line.why) for line in queue.decisions()] == [("ann", "third time this week")]


def test_the_reason_of_a_deletion_is_in_the_ledger(site: Blog) -> None:
    holds(site, a_submission("k7f3q2mx"))

    site.moderate("delete", "k7f3q2mx", "--force", "--reason", "asked for by its author")

    with site.queue() as queue:
        assert [(line.action, line.why) for line in queue.decisions()] == [(Action.DELETE, "asked for by its author")]


def test_an_id_may_be_shortened(site: Blog) -> None:
    holds(site, a_submission("k7f3q2mx"), a_submission("k8888888"))

    assert site.moderate("trash", "k7").stdout == "k7f3q2mx trash (was pending)\n"


def test_an_id_that_is_complete_is_not_the_beginning_of_another(site: Blog) -> None:
    holds(site, a_submission("123"), a_submission("1234"))

    assert site.moderate("trash", "123").stdout == "123 trash (was pending)\n"


@pytest.mark.parametrize("verb", ["get", "approve", "delete"])
def test_an_id_that_fits_several_comments_names_them(site: Blog, verb: str) -> None:
    holds(site, a_submission("k7f3q2mx"), a_submission("k8888888"), a_submission("mmmmmmmm"))

    result = site.moderate(verb, "k")

    assert result.stderr == "Error: 'k' could be any of k7f3q2mx (Ann on hello), k8888888 (Ann on hello).\n"
    assert (result.stdout, result.exit_code) == ("", 1)


@pytest.mark.parametrize("verb", ["get", "approve", "delete"])
def test_an_unknown_id_is_named(site: Blog, verb: str) -> None:
    result = site.moderate(verb, "k7f3")

    assert result.stderr == "Error: There is no comment 'k7f3' in the queue.\n"
    assert (result.stdout, result.exit_code) == ("", 1)


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("k7f3q2my", " Did you mean k7f3q2mx?"),
        ("k7e3", " Did you mean k7f3q2mx?"),
        ("zzzz", ""),
        ("mmmm8", ""),
        ("", ""),
    ],
)
def test_what_waits_and_is_nearly_called_so_is_suggested(site: Blog, typed: str, hint: str) -> None:
    holds(site, a_submission("k7f3q2mx"), a_submission("mmmmmmmm", state=State.SPAM))

    assert site.moderate("get", typed).stderr == f"Error: There is no comment '{typed}' in the queue.{hint}\n"


def test_of_several_ids_one_that_fails_stops_none(site: Blog) -> None:
    holds(site, a_submission("aaaaaaaa"), a_submission("bbbbbbbb"), a_submission("cccccccc"))
    decided(site, "bbbbbbbb", Action.APPROVE, who="bob")

    result = site.moderate("approve", "aaaaaaaa", "zzz", "bbbbbbbb", "cccccccc")

    assert result.stdout == "aaaaaaaa approved (was pending)\ncccccccc approved (was pending)\n"
    assert result.stderr == (
        "Error: There is no comment 'zzz' in the queue.\n"
        "Error: bbbbbbbb is approved already, decided by bob at 2026-11-23 12:00:00 UTC.\n"
    )
    assert result.exit_code == 1
    assert comments_on(site.page(HELLO)) == ["aaaaaaaa", "bbbbbbbb", "cccccccc"]


def test_ids_are_read_from_standard_input(site: Blog) -> None:
    holds(site, a_submission("aaaaaaaa"), a_submission("bbbbbbbb"), a_submission("cccccccc"))

    result = site.moderate("spam", "aaaaaaaa", "-", input="bbbbbbbb\n\ncccccccc")

    assert result.stdout.split("\n") == [f"{id} spam (was pending)" for id in ("aaaaaaaa", "bbbbbbbb", "cccccccc")] + [
        ""
    ]


def test_a_list_of_ids_is_what_another_verb_reads(site: Blog) -> None:
    holds(site, a_submission("aaaaaaaa"), a_submission("bbbbbbbb"), a_submission("cccccccc", article="other"))
    listed = site.moderate("list", "--article", "hello", "--format", "ids").stdout

    site.moderate("trash", "-", input=listed)

    with site.queue() as queue:
        assert ids(queue.list(state=State.TRASH)) == ["aaaaaaaa", "bbbbbbbb"]


def test_no_ids_on_standard_input_are_no_error(site: Blog) -> None:
    result = site.moderate("approve", "-", input="")

    assert (result.output, result.exit_code) == ("", 0)


def test_overruling_another_moderator_is_said(site: Blog) -> None:
    holds(site, a_submission("k7f3q2mx"))
    decided(site, "k7f3q2mx", Action.SPAM, who="bob")

    result = site.moderate("approve", "k7f3q2mx")

    assert result.stdout == "k7f3q2mx approved (was spam), overruling bob's spam of 2026-11-23 12:00\n"


def test_a_decision_that_does_not_reach_the_page_stands_and_is_reported(site: Blog) -> None:
    holds(site, a_submission("k7f3q2mx"))
    (site.output / HELLO).unlink()

    result = site.moderate("approve", "k7f3q2mx")

    assert result.stdout == "k7f3q2mx approved (was pending)\n"
    assert result.stderr == (
        f"Decided, but not on the pages yet: {site.output}/hello/index.html cannot be read. "
        "Build the whole site (make site) to bring it up to date.\n"
    )
    assert result.exit_code == 1
    assert state(site, "k7f3q2mx") is State.APPROVED


def test_a_comment_that_cannot_be_written_is_not_approved(site: Blog) -> None:
    holds(site, a_submission("k7f3q2mx"))
    (site.comments / "hello").write_text("")

    result = site.moderate("approve", "k7f3q2mx")

    assert result.stderr == f"Error: {site.comments}/hello/k7f3q2mx.md could not be written: File exists.\n"
    assert (result.stdout, result.exit_code) == ("", 1)
    assert state(site, "k7f3q2mx") is State.PENDING


def test_publish_names_the_files_it_changes(site: Blog) -> None:
    site.comment(a_comment("k7f3q2mx", article="other"))

    result = site.moderate("publish", "other")

    changed = {str(path.relative_to(site.output)) for path in map(Path, result.stdout.splitlines())}
    assert changed >= {"other/index.html", "other/comments.atom.xml", "feeds/comments.atom.xml", "index.html"}
    assert (result.stderr, result.exit_code) == (f"{len(changed)} files changed.\n", 0)


def test_publish_names_a_file_that_it_leaves_out(site: Blog) -> None:
    path = site.write("comments/hello/k7f3q2mx.md", "Author: Ann\nDate: yesterday\n\nI agree.\n")

    result = site.moderate("publish")

    assert result.stderr == (
        f"Left out: {path}: Date 'yesterday' is not like 2026-11-23T09:15:00+00:00\n0 files changed.\n"
    )
    assert result.exit_code == 1


def test_deciding_names_a_file_that_is_left_out(site: Blog) -> None:
    holds(site, a_submission("aaaaaaaa"))
    path = site.write("comments/hello/k7f3q2mx.md", "I agree.\n")

    result = site.moderate("approve", "aaaaaaaa")

    assert result.stderr.startswith(f"Left out: {path}: ")
    assert result.exit_code == 0


def test_migrate_makes_the_tables(blog: Blog) -> None:
    result = blog.moderate("migrate")

    assert (result.stdout, result.exit_code) == ("The queue's database has the newest schema.\n", 0)


def test_the_package_is_the_command(site: Blog) -> None:
    holds(site, a_submission("k7f3q2mx"))
    command = [sys.executable, "-m", "moderation", "approve", "k7f3q2mx", "zzz"]

    done = subprocess.run(
        command, cwd=PROJECT, env=os.environ | site.environment, capture_output=True, text=True, check=False
    )

    assert done.stdout == "k7f3q2mx approved (was pending)\n"
    assert (done.stderr, done.returncode) == ("Error: There is no comment 'zzz' in the queue.\n", 1)
