"""Staticman's files: YAML or JSON as its sites name their fields, in a folder for each article."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from moderation.errors import InvalidExport
from moderation.imports.foreign import ForeignComment
from moderation.imports.systems import pagefolders, staticman


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def numbers(folder: Path) -> list[str]:
    return [comment.number for comment in staticman.read(folder)]


def test_a_file_becomes_a_comment(tmp_path: Path) -> None:
    text = """\
_id: f6c61440-d8dc-11e6-b55c-c714fe44c9f5
_parent: /articles/hello/
message: >-
  I agree: a < b
  and *more*.
name: Ann
email: ann@example.com
url: 'https://ann.example/'
hidden: ''
date: '2017-01-12T15:37:03.192Z'
"""
    written(tmp_path, "hello/comment-1484235423197.yml", text)

    assert list(staticman.read(tmp_path)) == [
        ForeignComment(
            number="f6c61440-d8dc-11e6-b55c-c714fe44c9f5",
            page="hello",
            author="Ann",
            website="https://ann.example/",
            date=datetime(2017, 1, 12, 15, 37, 3, 192000, tzinfo=UTC),
            text="I agree: a < b and *more*.",
            email="ann@example.com",
        )
    ]


def test_a_file_may_be_json(tmp_path: Path) -> None:
    written(tmp_path, "hello/entry1.json", json.dumps({"_id": "a1", "message": "I agree.", "date": 1507212321}))

    [comment] = staticman.read(tmp_path)

    assert (comment.number, comment.text, comment.date) == (
        "a1",
        "I agree.",
        datetime(2017, 10, 5, 14, 5, 21, tzinfo=UTC),
    )


@pytest.mark.parametrize("email", ["ec3b557478297139690b3cde215a4988", "''", "null", "[a@b.example]"])
def test_what_is_no_address_is_not_taken_for_one(email: str, tmp_path: Path) -> None:
    written(tmp_path, "hello/entry1.yml", f"message: I agree.\nemail: {email}\n")

    assert [comment.email for comment in staticman.read(tmp_path)] == [""]


@pytest.mark.parametrize(
    ("name", "author"),
    [
        ("Ann", "Ann"),
        ("'null'", "null"),
        ("null", ""),
        ("~", ""),
        ("", ""),
        ("yes", "yes"),
        ("1e3", "1e3"),
        ("2017-01-12", "2017-01-12"),
        ("!!int abc", "abc"),
        ("!!binary '%'", "%"),
        ("!!python/object/apply:os.getcwd []", ""),
        ("{a: b}", ""),
    ],
)
def test_a_name_is_a_text_as_written_whatever_yaml_makes_of_it(name: str, author: str, tmp_path: Path) -> None:
    written(tmp_path, "hello/entry1.yml", f"message: I agree.\nname: {name}\n")

    assert [comment.author for comment in staticman.read(tmp_path)] == [author]


@pytest.mark.parametrize("field", ["replying_to_uid", "reply_to", "replyID", "replying_to", "parent_id", "_parent"])
@pytest.mark.parametrize("said", ["a1", "entry1"], ids=["by its id", "by its file"])
def test_a_reply_names_what_it_answers(field: str, said: str, tmp_path: Path) -> None:
    written(tmp_path, "hello/entry1.yml", "_id: a1\nmessage: I agree.\n")
    written(tmp_path, "hello/entry2.yml", f"_id: a2\nmessage: So do I.\n{field}: {said}\n")

    assert [comment.parent for comment in staticman.read(tmp_path)] == ["", "a1"]


def test_a_reply_may_count_the_comments_that_answer_none(tmp_path: Path) -> None:
    for number, replying_to in enumerate(["", "1", "", "2", "9", "0"], start=1):
        written(tmp_path, f"hello/comment-{number}.yml", f"_id: a{number}\nmessage: x\nreplying_to: '{replying_to}'\n")

    assert [comment.parent for comment in staticman.read(tmp_path)] == ["", "a1", "", "a3", "", ""]


def test_a_reply_answers_none_on_another_page(tmp_path: Path) -> None:
    written(tmp_path, "hello/entry1.yml", "_id: a1\nmessage: I agree.\n")
    written(tmp_path, "other/entry2.yml", "_id: a2\nmessage: So do I.\nreplying_to: a1\n")

    assert [comment.parent for comment in staticman.read(tmp_path)] == ["", ""]


def test_a_comment_without_an_id_is_known_by_its_file(tmp_path: Path) -> None:
    for name in ("2019/hello/entry1.yml", "other/entry1.yml"):
        written(tmp_path, name, "message: I agree.\n")

    assert numbers(tmp_path) == ["2019/hello/entry1", "other/entry1"]


def test_other_files_are_passed_over(tmp_path: Path) -> None:
    secret = written(tmp_path, "secret.yml", "message: not for you\n")
    written(tmp_path, "comments/hello/entry1.yml", "_id: a1\nmessage: I agree.\n")
    for name in ("settings.yml", "hello/notes.txt", "hello/.entry2.yml", ".git/entry3.yml"):
        written(tmp_path / "comments", name, "no: comment\n")
    (tmp_path / "comments/hello/entry4.yml").symlink_to(secret)
    (tmp_path / "comments/link").symlink_to(tmp_path)

    assert numbers(tmp_path / "comments") == ["a1"]


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nmessage: *b\n"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("", "is not a comment: it has no field named message", id="empty"),
        pytest.param("- message", "is not a comment", id="a list"),
        pytest.param("name: Ann", "is not a comment", id="no text"),
        pytest.param("message: x\nname: [", "line 2: is not YAML", id="not closed"),
        pytest.param("message: x\n\tname: y", "line 2: is not YAML", id="a tab"),
        pytest.param("message: x\n? [a]\n: b", "line 2: is not YAML", id="a list for a key"),
        pytest.param("message: x\n---\nmessage: y", "line 2: is not YAML", id="two documents"),
        pytest.param(BOMB, "line 2: is not YAML .an alias", id="aliases"),
        pytest.param("message: &a [*a]", "line 1: is not YAML .an alias", id="itself within itself"),
        pytest.param("message: \x01", "control character", id="a control character"),
        pytest.param("message: " + "[" * 5000, "is nested too deeply", id="nested"),
        pytest.param("message: " + "x" * pagefolders.LIMIT, "is larger than", id="large"),
    ],
)
def test_what_is_no_comment_is_named(text: str, problem: str, tmp_path: Path) -> None:
    written(tmp_path, "hello/entry1.yml", text)

    with pytest.raises(InvalidExport, match=rf"entry1\.yml.*{problem}"):
        list(staticman.read(tmp_path))


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    written(tmp_path, "hello/entry1.yml", "").write_bytes(b"name: Ann\nmessage: \xff\n")

    with pytest.raises(InvalidExport, match=r"entry1\.yml, line 2: is not text in UTF-8"):
        list(staticman.read(tmp_path))


def test_broken_json_is_named(tmp_path: Path) -> None:
    written(tmp_path, "hello/entry1.json", '{"message":\n}')

    with pytest.raises(InvalidExport, match=r"entry1\.json, line 2: is not JSON"):
        list(staticman.read(tmp_path))


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("nowhere", r"cannot be read \(No such file or directory\)"),
        ("file", r"cannot be read \(Not a directory\)"),
        ("empty", r"has no folders of \.yml or \.yaml or \.json files"),
    ],
)
def test_a_folder_that_holds_none_is_named(name: str, problem: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "empty/hello").mkdir(parents=True)

    with pytest.raises(InvalidExport, match=f"{name}: {problem}"):
        list(staticman.read(tmp_path / name))
