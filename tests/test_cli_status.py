"""``moderate status``, word for word: what waits, what came, and what is not on the pages."""

from __future__ import annotations

import json

import pytest

from blog import Blog
from builders import NOON, a_comment, a_submission
from moderation.queue.ledger import Action
from moderation.queue.submission import State, Verdict

COUNTED = "STATUS    COMMENTS\npending   {}\napproved  {}\nspam      0\ntrash     0\nall       {}\n\n"
TWO_WAIT = COUNTED.format(2, 0, 2) + (
    "The oldest that waits came 2026-11-23 12:00.\nSo far 2 came in: 1 unchecked, 1 unsure.\n"
)
FINE = "All decisions are on the pages.\n"


@pytest.fixture
def desk(site: Blog) -> Blog:
    """Two comments wait."""
    with site.queue() as queue:
        queue.add([a_submission("k7f3q2mx", verdict=Verdict.UNSURE), a_submission("m2c8w0ra", article="other", day=1)])
    return site


def shown(blog: Blog, *options: str) -> str:
    result = blog.moderate("status", *options)
    assert (result.stderr, result.exit_code) == ("", 0)
    return result.stdout


def test_a_site_in_order_is_one(desk: Blog) -> None:
    assert shown(desk) == TWO_WAIT + FINE


def test_an_empty_queue_has_nothing_that_waits(site: Blog) -> None:
    assert shown(site) == COUNTED.format(0, 0, 0) + "So far nothing came in.\n" + FINE


def test_what_came_is_counted_from_the_last_decision(desk: Blog) -> None:
    with desk.queue() as queue:
        queue.decide("k7f3q2mx", Action.SPAM, who="ann", at=NOON)
        queue.add([a_submission(day=2, state=State.SPAM, verdict=Verdict.SPAM) for _ in range(2)])

    assert "\nSince the last decision, 2026-11-23 12:00, 3 came in: 1 unchecked, 2 spam.\n" in shown(desk)


def test_a_purge_is_no_decision(desk: Blog) -> None:
    with desk.queue() as queue:
        queue.decide("k7f3q2mx", Action.DELETE, who="moderate purge", at=NOON)

    assert "So far 1 came in: 1 unchecked." in shown(desk)


def test_what_publish_would_mend_is_named(desk: Blog) -> None:
    with desk.queue() as queue:
        queue.decide("k7f3q2mx", Action.APPROVE, who="ann", at=NOON)
    desk.comment(a_comment("99", article="other"))

    said = shown(desk).splitlines()

    assert "k7f3q2mx is not where its decision says: run moderate publish" in said
    assert f"{desk.output}/other/index.html does not show all comments: run moderate publish" in said
    assert FINE.strip() not in said


def test_why_pages_cannot_be_compared_is_said(desk: Blog) -> None:
    desk.settings.site_index.unlink()

    assert shown(desk) == TWO_WAIT + (
        f"The site index {desk.root}/var/site.json does not exist. Build the site (make site) to write it.\n"
    )


def test_a_file_that_is_left_out_is_named(desk: Blog) -> None:
    path = desk.write("comments/hello/99.md", "Author: Ann\nDate: 2026-11-23\n\n")

    assert shown(desk) == TWO_WAIT + f"Left out: {path}: The comment's text is empty.\n"


def test_as_json_it_is_one_object(desk: Blog) -> None:
    path = desk.write("comments/hello/99.md", "Author: Ann\nDate: 2026-11-23\n\n")
    with desk.queue() as queue:
        queue.decide("k7f3q2mx", Action.APPROVE, who="ann", at=NOON)

    found = json.loads(shown(desk, "--format", "json"))

    assert found == {
        "version": 1,
        "counts": {"pending": 1, "approved": 1, "spam": 0, "trash": 0, "all": 2},
        "waiting_since": "2026-11-24T12:00:00+00:00",
        "last_decision": "2026-11-23T12:00:00+00:00",
        "verdicts": {"unchecked": 1, "ham": 0, "unsure": 0, "spam": 0, "discard": 0},
        "outbox": {"waiting": 0, "failing_since": None, "problem": None, "given_up": 0},
        "unpublished": ["k7f3q2mx"],
        "pages": [],
        "undeployed": [],
        "left_out": [str(path)],
        "problem": None,
    }


def test_what_is_not_known_is_null(site: Blog) -> None:
    site.settings.site_index.unlink()

    found = json.loads(shown(site, "--format", "json"))

    assert (found["waiting_since"], found["last_decision"]) == (None, None)
    assert found["problem"].endswith("Build the site (make site) to write it.")


def test_it_is_the_same_on_postgresql(site: Blog, postgresql_queue_url: str) -> None:
    blog = Blog(site.root, postgresql_queue_url)
    with blog.queue() as queue:
        queue.add([a_submission("k7f3q2mx", verdict=Verdict.UNSURE), a_submission("m2c8w0ra", day=1)])

    assert shown(blog) == TWO_WAIT + FINE
