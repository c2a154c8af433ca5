"""``moderate undo``: what it says, and how it ends."""

from __future__ import annotations

import pytest

from blog import Blog
from builders import NOON, a_submission
from moderation.queue.ledger import Action


@pytest.fixture
def desk(site: Blog) -> Blog:
    """Ann has approved one comment, and then ben has called another spam."""
    with site.queue() as queue:
        queue.add([a_submission("k7f3q2mx"), a_submission("m2c8w0ra")])
        queue.decide("k7f3q2mx", Action.APPROVE, who="ann", at=NOON)
        queue.decide("m2c8w0ra", Action.SPAM, who="ben", at=NOON)
    return site


def test_it_says_what_it_undoes_before_it_does(desk: Blog) -> None:
    result = desk.moderate("undo", "--reason", "a slip")

    assert (result.stderr, result.exit_code) == ("", 0)
    assert result.stdout == (
        "Undoing 1, ann's approve of 2026-11-23 12:00, about k7f3q2mx\nk7f3q2mx pending (was approved)\n"
    )
    with desk.queue() as queue:
        assert queue.decisions()[-1].why == "a slip"


def test_undoing_what_another_moderator_did_is_said(desk: Blog) -> None:
    assert desk.moderate("undo", "2").stdout == (
        "Undoing 2, ben's spam of 2026-11-23 12:00, about m2c8w0ra\n"
        "m2c8w0ra pending (was spam), overruling ben's spam of 2026-11-23 12:00\n"
    )


def test_of_several_one_that_fails_stops_none(desk: Blog) -> None:
    result = desk.moderate("undo", "9", "m2", "1")

    assert [line.split()[0] for line in result.stdout.splitlines()] == ["Undoing", "m2c8w0ra", "Undoing", "k7f3q2mx"]
    assert (result.stderr, result.exit_code) == ("Error: Nothing was undone: no decision stands for 9.\n", 1)


def test_a_delete_stays(desk: Blog) -> None:
    desk.moderate("delete", "--force", "k7")

    result = desk.moderate("undo")

    assert result.stderr == "Error: Nothing was undone: what number 3 has deleted or erased does not come back.\n"
    assert (result.stdout, result.exit_code) == ("", 1)
