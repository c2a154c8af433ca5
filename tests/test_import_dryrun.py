"""A dry run says what the import then does, word for word, and touches nothing."""

from __future__ import annotations

import re
from typing import Any

import pytest

from blog import Blog
from wxr import a_page, a_post, a_small_blog, a_wp_comment, bring, content, state, times, uploads, write


@pytest.mark.parametrize("options", [(), ("--overwrite",)], ids=" ".join)
def test_a_dry_run_says_what_the_import_then_says_and_touches_nothing(options: Any, blog: Blog) -> None:
    options = ("--media", str(uploads(blog)), *options)
    before, touched = content(blog), times(blog)

    said = bring(blog, *a_small_blog(), options=[*options, "--dry-run"]).stdout

    assert (content(blog), times(blog)) == (before, touched)
    assert not (blog.root / "var").exists()
    assert as_done(said) == bring(blog, *a_small_blog(), options=options).stdout


def test_so_does_one_over_what_is_here(blog: Blog) -> None:
    bring(blog, a_post(comments=[a_wp_comment("1", content="First.")], content="First."))
    items = [a_post(comments=[a_wp_comment("1"), a_wp_comment("2"), a_wp_comment("2")]), a_page()]
    options = ("--media", str(uploads(blog)), "--overwrite")
    before, touched = state(blog), times(blog)

    said = bring(blog, *items, options=[*options, "--dry-run"]).stdout

    assert (state(blog), times(blog)) == (before, touched)
    assert as_done(said) == bring(blog, *items, options=options).stdout


def test_so_does_one_over_numbers_that_are_far_apart(blog: Blog) -> None:
    many = [a_wp_comment(str(number)) for number in range(1, 1100)]
    later: dict[str, Any] = {"date": "2021-01-01 00:00:00", "date_gmt": "2021-01-01 00:00:00"}
    items = [a_post(comments=[*many, a_wp_comment("1")]), a_post("other", comments=[a_wp_comment("2", **later)])]

    said = bring(blog, *items, options=["--dry-run"]).stdout

    assert as_done(said) == bring(blog, *items).stdout
    assert "1,100 comments added" in said.replace("would be ", "")


def as_done(said: str) -> str:
    """What a dry run said, as the import says it once it is done."""
    assert said.endswith("This was a dry run: nothing was changed.\n")
    said = said.replace("This was a dry run: nothing was changed.", "Now build the site (make site).")
    return re.sub("would be ", "", said)


def test_a_dry_run_of_a_broken_export_ends_as_the_import_does(blog: Blog) -> None:
    path = write(blog, a_post())
    path.write_text(path.read_text()[:-20])

    runs = [blog.moderate("import", "wordpress", str(path), *options) for options in ([], ["--dry-run"])]

    assert runs[0].stderr == runs[1].stderr
    assert [run.exit_code for run in runs] == [1, 1]
