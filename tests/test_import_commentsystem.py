"""The files of pelican_comment_system, in the same folders that ours are in."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from builders import a_comment
from moderation.errors import InvalidExport
from moderation.imports.foreign import ForeignComment
from moderation.imports.systems import commentsystem
from moderation.published import commentfile

# The example of its own documentation, and one line more.
EXAMPLE = """\
date: 2014-3-21 15:02
author: Author of the comment
website: http://authors.website.com
replyto: 1md
anothermetatag: some random tag
email: author@example.com

Content of the comment.

    with *everything* as typed & <b>kept</b>
"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def a_file(folder: Path, name: str, *headers: str) -> Path:
    return written(folder, name, "\n".join(["date: 2014-03-21T15:02+01:00", "author: Ann", *headers, "", "I agree."]))


def numbers(folder: Path) -> list[str]:
    return [comment.number for comment in commentsystem.read(folder)]


def test_a_file_becomes_a_comment(tmp_path: Path) -> None:
    written(tmp_path, "foo-bar/0.md", EXAMPLE)
    a_file(tmp_path, "foo-bar/1.md")

    assert next(commentsystem.read(tmp_path)) == ForeignComment(
        number="foo-bar/0.md",
        page="foo-bar",
        author="Author of the comment",
        website="http://authors.website.com",
        date=datetime(2014, 3, 21, 15, 2, tzinfo=UTC),
        text="Content of the comment.\n\n    with *everything* as typed & <b>kept</b>",
        parent="foo-bar/1.md",
        email="author@example.com",
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("---\nDate: 2014-03-21 15:02\nAuthor: Ann\n---\n\nI agree.\n", id="between lines"),
        pytest.param("date: 2014-03-21 15:02\r\nauthor: Ann\r\n\r\nI agree.\r\n", id="from Windows"),
        pytest.param("\ufeffdate: 2014-03-21 15:02\nauthor:   Ann\n  \nI agree.", id="from an editor"),
    ],
)
def test_a_file_may_look_otherwise(text: str, tmp_path: Path) -> None:
    written(tmp_path, "hello/one.md", text)

    [comment] = commentsystem.read(tmp_path)

    assert (comment.author, comment.date, comment.text) == (
        "Ann",
        datetime(2014, 3, 21, 15, 2, tzinfo=UTC),
        "I agree.",
    )


def test_a_file_may_be_restructuredtext(tmp_path: Path) -> None:
    written(tmp_path, "hello/1.rst", "#####\nHello\n#####\n:date: 2014-03-21 15:02\n:author: Ann\n\nI **agree**.\n")

    assert [(comment.author, comment.text) for comment in commentsystem.read(tmp_path)] == [("Ann", "I **agree**.")]


@pytest.mark.parametrize(
    ("name", "header", "replyto"),
    [
        pytest.param("1.md", "", "1md", id="as the plugin makes a slug"),
        pytest.param("1.md", "", "1.md", id="by the file's name"),
        pytest.param("random Name.md", "", "random-namemd", id="with a space"),
        pytest.param("1.md", "slug: the-first", "the-first", id="by a slug of its own"),
    ],
)
def test_a_reply_names_what_it_answers(name: str, header: str, replyto: str, tmp_path: Path) -> None:
    a_file(tmp_path, f"hello/{name}", *[header] if header else [])
    a_file(tmp_path, "hello/z.md", f"replyto: {replyto}")

    assert [comment.parent for comment in commentsystem.read(tmp_path)] == ["", f"hello/{name}"]


@pytest.mark.parametrize("replyto", ["7md", "123", ""])
def test_a_reply_to_what_is_not_there_answers_none(replyto: str, tmp_path: Path) -> None:
    a_file(tmp_path, "hello/0.md", f"replyto: {replyto}")
    a_file(tmp_path, "hello/1.md", "slug: !")

    assert [comment.parent for comment in commentsystem.read(tmp_path)] == ["", ""]


def test_the_same_name_on_two_pages_is_two_comments(tmp_path: Path) -> None:
    a_file(tmp_path, "hello/0.md")
    a_file(tmp_path, "other/0.md")

    assert numbers(tmp_path) == ["hello/0.md", "other/0.md"]


def test_comment_files_of_our_own_are_passed_over(tmp_path: Path) -> None:
    a_file(tmp_path, "hello/0.md")
    commentfile.write(tmp_path, a_comment("7", article="hello"))
    commentfile.write(tmp_path, a_comment("k7f3q2mx", article="hello", parent="7"))

    assert numbers(tmp_path) == ["hello/0.md"]


def test_a_folder_that_holds_only_ours_has_none(tmp_path: Path) -> None:
    commentfile.write(tmp_path, a_comment("7", article="hello"))

    assert numbers(tmp_path) == []


def test_a_folder_without_files_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidExport, match=r"has no folders of \.md or"):
        list(commentsystem.read(tmp_path))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("I agree.", id="no headers"),
        pytest.param("author: Ann\n\nI agree.", id="no date"),
        pytest.param("author: Ann\ndate: yesterday\n\nI agree.", id="a date that is none"),
        pytest.param("author:\ndate: 2014-03-21\n\nI agree.", id="nobody"),
    ],
)
def test_what_is_no_comment_is_named(text: str, tmp_path: Path) -> None:
    written(tmp_path, "hello/notes.md", text)

    with pytest.raises(InvalidExport, match=r"notes\.md: is not a comment: it has no author, or no date"):
        list(commentsystem.read(tmp_path))
