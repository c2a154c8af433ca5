"""``moderate edit``: in an editor, by scripts, and with what does not work."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from blog import Blog
from builders import a_submission
from moderation.queue.submission import State
from terminals import on_terminal

HELLO = "hello/index.html"
DIFF = """\
--- before
+++ after
@@ -1,4 +1,4 @@
 Author: Jane
 Website: 
 
-My number is 555-1234.
+(number removed)
"""


@pytest.fixture
def desk(site: Blog) -> Blog:
    with site.queue() as queue:
        queue.add([a_submission("k7f3q2mx", author="Jane", text="My number is 555-1234.")])
    site.moderate("approve", "k7f3q2mx")
    return site


def text(blog: Blog) -> str:
    with blog.queue() as queue:
        return queue.get("k7f3q2mx").comment.text


def an_editor(folder: Path, before: str, after: str) -> str:
    """A program that does what a person would do in an editor; its drafts are in this folder."""
    path = folder / "editor"
    path.write_text(f"#!/bin/sh\nsed -i 's/{before}/{after}/' \"$1\"\n")
    path.chmod(0o755)
    return str(path)


def drafts(folder: Path) -> list[Path]:
    return [*folder.glob("k7f3q2mx-*.md")]


def test_a_script_gives_the_text_and_is_not_asked(desk: Blog) -> None:
    result = desk.moderate("edit", "k7", "--text", "(number removed)", "--reason", "private")

    assert (result.stdout, result.stderr, result.exit_code) == (f"{DIFF}k7f3q2mx edited\n", "", 0)
    with desk.queue() as queue:
        assert queue.decisions()[-1].why == "private"


def test_the_page_says_so_at_once(desk: Blog) -> None:
    desk.moderate("edit", "k7", "--text", "(number removed)")

    assert "(number removed)" in desk.page(HELLO)
    assert "555-1234" not in desk.page(HELLO)


def test_a_file_may_change_the_author_too(desk: Blog, tmp_path: Path) -> None:
    (tmp_path / "new.md").write_text("Author: J.\nWebsite: https://j.example/\n\nHi.\n")

    assert desk.moderate("edit", "k7", "-F", str(tmp_path / "new.md")).exit_code == 0

    with desk.queue() as queue:
        comment = queue.get("k7f3q2mx").comment
    assert (comment.author, comment.website, comment.text) == ("J.", "https://j.example/", "Hi.")


def test_what_is_unchanged_is_no_edit(desk: Blog) -> None:
    result = desk.moderate("edit", "k7", "--text", "My number is 555-1234.")

    assert (result.stdout, result.exit_code) == ("k7f3q2mx is unchanged\n", 0)
    with desk.queue() as queue:
        assert len(queue.decisions()) == 1


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("Author: \n\nHi.\n", "The comment's author is empty."),
        ("Author: Jane\n\n\n", "The comment's text is empty."),
        ("Author: Jane\nWebsite: javascript:\n\nHi.\n", "The comment's website is not a web address."),
        ("Author: Jane\nDate: 2026-01-01\n\nHi.\n", "'Date' is not one of Author, Website"),
        ("Hi.\n", "'Hi.' is not one of Author, Website"),
    ],
)
def test_what_no_comment_may_say_is_refused(desk: Blog, tmp_path: Path, typed: str, problem: str) -> None:
    path = tmp_path / "new.md"
    path.write_text(typed)

    result = desk.moderate("edit", "k7", "-F", str(path))

    assert (result.stdout, result.stderr, result.exit_code) == ("", f"Error: {path}: {problem}\n", 1)
    assert text(desk) == "My number is 555-1234."


def test_without_a_terminal_there_is_no_editor(desk: Blog) -> None:
    result = desk.moderate("edit", "k7")

    assert (result.stderr, result.exit_code) == (
        "Error: There is no terminal for an editor: give the text, or -F FILE.\n",
        2,
    )


@pytest.mark.parametrize("options", [(), ("--yes",)], ids=["asked", "not asked"])
def test_an_editor_shows_what_it_changes_and_asks(desk: Blog, tmp_path: Path, options: tuple[str, ...]) -> None:
    editor = an_editor(tmp_path, "My number.*", "(number removed)")
    typed = "" if options else "y\n"

    seen = on_terminal(desk, "edit", "k7", *options, typed=typed, VISUAL=editor, TMPDIR=str(tmp_path))

    assert seen[-1].endswith("k7f3q2mx edited")
    assert {"-My number is 555-1234.", "+(number removed)"} < {*seen}
    assert any("Save this? [y/N]" in line for line in seen) is not bool(options)
    assert (text(desk), drafts(tmp_path)) == ("(number removed)", [])


@pytest.mark.parametrize(
    ("before", "after", "typed"),
    [pytest.param("My number", "Her number", "n\n", id="no"), pytest.param("Author", "Nobody", "", id="invalid")],
)
def test_what_was_typed_for_nothing_is_kept_and_named(
    desk: Blog, tmp_path: Path, before: str, after: str, typed: str
) -> None:
    editor = an_editor(tmp_path, before, after)

    seen = on_terminal(desk, "edit", "k7", typed=typed, VISUAL=editor, TMPDIR=str(tmp_path))

    [draft] = drafts(tmp_path)
    assert any(line.endswith(f"What you typed is in {draft}") for line in seen)
    assert after in draft.read_text()
    assert draft.stat().st_mode & 0o077 == 0
    assert text(desk) == "My number is 555-1234."


def test_what_is_kept_can_be_mended_and_given_back(desk: Blog, tmp_path: Path) -> None:
    on_terminal(desk, "edit", "k7", VISUAL=an_editor(tmp_path, "Author", "Auther"), TMPDIR=str(tmp_path))
    [draft] = drafts(tmp_path)
    draft.write_text(draft.read_text().replace("Auther: Jane", "Author: J."))

    assert desk.moderate("edit", "k7", "-F", str(draft)).stdout.endswith("k7f3q2mx edited\n")


@pytest.mark.parametrize("typed", ["\x1b[2J", "a\u202eb\u2028c\td"])
def test_the_diff_obeys_nobody(desk: Blog, tmp_path: Path, typed: str) -> None:
    with desk.queue() as queue:
        queue.add([a_submission("m2c8w0ra", text=f"Hi. {typed.strip(chr(27))}", state=State.SPAM)])

    said = desk.moderate("edit", "m2", "--text", "Ho.").stdout

    assert all(line.isprintable() for line in said.split("\n"))


def test_what_it_said_before_is_shown_with_it_and_passes_for_nothing_else(desk: Blog) -> None:
    desk.moderate("edit", "k7", "--text", "Second.\n\nStatus:      spam")
    desk.moderate("edit", "k7", "--text", "Third.")
    with desk.queue() as queue:
        first, second = (f"{line.at:%Y-%m-%d %H:%M}" for line in queue.decisions()[1:])

    head, _, after = desk.moderate("get", "k7").stdout.partition("\n\n")

    assert head.endswith(f"""
Until ann's edit of {first}, number 2, it said:
  | Author: Jane
  | Website:
  |
  | My number is 555-1234.
Until ann's edit of {second}, number 3, it said:
  | Author: Jane
  | Website:
  |
  | Second.
  |
  | Status:      spam""")
    assert after == "Third.\n"


def test_scripts_get_what_it_said_before(desk: Blog) -> None:
    desk.moderate("edit", "k7", "--text", "Second.")

    shown = json.loads(desk.moderate("get", "k7", "--format", "json").stdout)

    assert shown["revisions"] == [{"decision": 2, "author": "Jane", "website": "", "text": "My number is 555-1234."}]
