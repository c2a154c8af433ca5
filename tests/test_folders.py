"""What is known of an article's comments without reading them is known only as long as their files are the same."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import NOON, a_comment
from moderated_comments import stamp
from moderated_comments.folders import Folders
from moderation.published import commentfile, likefile
from moderation.sanitize import key_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two comments on one article, one on another."""
    for comment in (a_comment("1"), a_comment("2", day=1, text="So do I."), a_comment("3", day=2, article="other")):
        commentfile.write(tmp_path, comment)
    return tmp_path


def build(folder: Path, kept: dict[str, str], program: str = "1", after: int = 1) -> Folders:
    """What a build knows that has looked at one article's folder so long after it changed last."""
    folders = Folders(folder, kept, program, now=stamp.of([folder / "hello"]).settled + after)
    folders.look("hello")
    return folders


def kept(folder: Path, after: int = 1) -> dict[str, str]:
    """What such a build leaves that had to know of the comments."""
    kept: dict[str, str] = {}
    folders = build(folder, kept, after=after)
    folders.of("hello")
    folders.keep()
    return kept


def rewrite(path: Path) -> None:
    """Change the file so that neither its size nor its time says so."""
    status = path.stat()
    path.write_bytes(path.read_bytes().replace(b"Ann", b"Bob"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def test_a_folder_that_is_as_it_was_is_known_without_being_read(folder: Path) -> None:
    again = build(folder, kept(folder))

    assert "hello" in again
    assert again.of("hello") == build(folder, {}).of("hello")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda folder: rewrite(folder / "hello/1.md"), id="edited"),
        pytest.param(lambda folder: commentfile.write(folder, a_comment("4")), id="added"),
        pytest.param(lambda folder: (folder / "hello/2.md").unlink(), id="taken down"),
        pytest.param(lambda folder: likefile.write(folder, "hello", 3), id="liked"),
    ],
)
def test_one_that_changed_is_not(change: Callable[[Path], object], folder: Path) -> None:
    before = kept(folder)
    known = build(folder, before).of("hello")
    change(folder)

    again = build(folder, before)

    assert "hello" not in again
    assert again.of("hello") != known


def test_nor_is_one_that_changed_so_shortly_before_that_another_change_might_have_the_same_time(folder: Path) -> None:
    assert "hello" not in build(folder, kept(folder, after=0))


def test_nor_one_with_a_file_that_the_next_build_is_to_name_again(folder: Path) -> None:
    (folder / "hello/4.md").write_text("Nothing of a comment.\n")
    again = build(folder, kept(folder))

    assert "hello" not in again
    assert (again.of("hello").number, len(again.broken["hello"])) == (2, 1)


def test_nor_what_another_program_knew(folder: Path) -> None:
    assert "hello" not in build(folder, kept(folder), program="2")


def test_an_article_without_comments_is_known_too(folder: Path) -> None:
    assert build(folder, {}).of("gone").number == 0


def test_who_asks_for_comments_gets_them_as_they_are_now(folder: Path) -> None:
    folders = build(folder, kept(folder))
    commentfile.write(folder, a_comment("4"))

    assert [comment.id for comment in folders.comments("hello")] == ["1", "2", "4"]
    assert folders.of("hello").number == 3


def test_the_newest_are_found_by_the_newest_of_each_article(folder: Path) -> None:
    commentfile.write(folder, a_comment("5", article="third", date=NOON.replace(microsecond=1)))
    folders = build(folder, {})

    assert [comment.id for comment in folders.newest(["hello", "other", "third"], 1)] == ["3"]
    assert [comment.id for comment in folders.newest(["third", "hello", "other"], 2)] == ["3", "1", "2"]


def test_the_html_of_comments_that_were_not_read_is_kept(folder: Path) -> None:
    again = build(folder, kept(folder))

    assert {*again.texts()} == {key_of("I agree."), key_of("So do I.")}
