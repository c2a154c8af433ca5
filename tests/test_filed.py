"""Lists of articles that know what is in them."""

from __future__ import annotations

from moderated_comments.filed import Filed


def test_a_list_knows_its_own() -> None:
    one, other = object(), object()

    assert (one in Filed([one]), other in Filed([one])) == (True, False)
