"""Remark42's backups and what its API answers: a list of comments, or a tree of any depth."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from moderation.errors import InvalidExport
from moderation.imports import jsonfile
from moderation.imports.foreign import ForeignComment
from moderation.imports.systems import remark42
from moderation.queue.submission import State

HEADER = {"version": 1, "users": [{"id": "github_1", "details": {"email": "ann@example.com"}}], "posts": None}


def a_comment(id: str = "1", **fields: object) -> dict[str, object]:
    values: dict[str, object] = {
        "id": id,
        "pid": "",
        "text": "<p>I agree.</p>",
        "user": {"name": "Ann", "id": "github_1", "ip": "3f2a"},
        "locator": {"site": "blog", "url": "https://blog.example/hello/"},
        "time": "2017-12-17T04:47:50.123456789+01:00",
    }
    return values | fields


def written(folder: Path, *values: object, packed: bool = False) -> Path:
    """A file with a value a line."""
    path = folder / "backup-blog-20261123.gz"
    data = "".join(f"{json.dumps(value)}\n" for value in values).encode()
    path.write_bytes(gzip.compress(data) if packed else data)
    return path


def numbers(path: Path) -> list[str]:
    return [comment.number for comment in remark42.read(path)]


@pytest.mark.parametrize("packed", [True, False])
def test_a_line_of_a_backup_becomes_a_comment(packed: bool, tmp_path: Path) -> None:
    path = written(tmp_path, HEADER, a_comment("2", pid="1", title="Hello", orig="I *agree*."), packed=packed)

    assert list(remark42.read(path)) == [
        ForeignComment(
            number="2",
            page="https://blog.example/hello/",
            title="Hello",
            author="Ann",
            date=datetime(2017, 12, 17, 3, 47, 50, 123456, tzinfo=UTC),
            text="<p>I agree.</p>",
            parent="1",
            email="ann@example.com",
        )
    ]


def test_the_hash_of_an_address_is_no_address(tmp_path: Path) -> None:
    assert [comment.ip for comment in remark42.read(written(tmp_path, HEADER, a_comment()))] == [""]


def test_a_deleted_comment_without_its_text_is_left_out(tmp_path: Path) -> None:
    deleted = [a_comment("1", delete=True, text=""), a_comment("2", delete=True), a_comment("3")]

    assert [(comment.number, comment.state) for comment in remark42.read(written(tmp_path, HEADER, *deleted))] == [
        ("2", State.TRASH),
        ("3", State.APPROVED),
    ]


def test_a_backup_without_comments_has_none(tmp_path: Path) -> None:
    assert numbers(written(tmp_path, HEADER)) == []


def test_a_list_is_read_in_its_order(tmp_path: Path) -> None:
    assert numbers(written(tmp_path, [a_comment("1"), a_comment("2")])) == ["1", "2"]


def test_a_tree_is_read_each_comment_before_its_replies(tmp_path: Path) -> None:
    replies = [{"comment": a_comment("2"), "replies": [{"comment": a_comment("3")}]}, {"comment": a_comment("4")}]
    tree = [{"comment": a_comment("1"), "replies": replies}, {"comment": a_comment("5"), "replies": None}]

    assert numbers(written(tmp_path, {"comments": tree})) == ["1", "2", "3", "4", "5"]


def test_a_deep_tree_is_read(tmp_path: Path) -> None:
    node: dict[str, object] = {"comment": a_comment("200")}
    for number in reversed(range(200)):
        node = {"comment": a_comment(str(number)), "replies": [node]}

    assert numbers(written(tmp_path, {"comments": [node]})) == [str(number) for number in range(201)]


@pytest.mark.parametrize("user", [None, "Ann", {"name": ["Ann"]}, {"name": True}, {}])
def test_a_name_of_another_type_is_empty(user: object, tmp_path: Path) -> None:
    path = written(tmp_path, [a_comment(user=user)])

    assert [comment.author for comment in remark42.read(path)] == [""]


def test_half_a_surrogate_pair_can_be_written_after_all(tmp_path: Path) -> None:
    path = written(tmp_path, [a_comment(text="a\ud83d b", id="\udfff")])

    assert [(comment.number, comment.text) for comment in remark42.read(path)] == [("\ufffd", "a\ufffd b")]


def test_a_byte_order_mark_is_no_part_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "remark42"
    path.write_text(json.dumps([a_comment()]), encoding="utf-8-sig")

    assert numbers(path) == ["1"]


def test_of_two_values_of_one_name_the_last_counts(tmp_path: Path) -> None:
    path = tmp_path / "remark42"
    path.write_text('[{"locator": {}, "id": "1", "id": "2"}]')

    assert numbers(path) == ["2"]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        pytest.param(b"", "line 1: is not JSON", id="empty"),
        pytest.param(b'[\n{"id": 1,\n}]', "line 3: is not JSON", id="a comma too many"),
        pytest.param(b'[\n"\xff"]', "line 2: is not text in UTF-8", id="not UTF-8"),
        pytest.param(b"[" * 100_000, "is nested too deeply", id="nested"),
        pytest.param(b"[" + b"1" * 5000 + b"]", "is not JSON", id="a huge number"),
        pytest.param(b'[{"locator": NaN}]', "NaN is no number", id="not a number"),
        pytest.param(b"1", "this is not a list of objects", id="a number"),
        pytest.param(b'{"comments": [[]]}', "this is not a list of objects", id="lists in a list"),
        pytest.param(b'[{"id": "1"}]', "does not say where it stands", id="another system's"),
        pytest.param(
            b'[{"locator": {}, "replies": 1}]', '"replies" is not a list of objects', id="replies as a number"
        ),
        pytest.param(b'{"version": 2, "users": []}', "line 1: is a backup of version 2", id="a version to come"),
        pytest.param(b'{"version": 1, "users": []}\n\n[]\n', "line 3: is not a comment", id="a list for a comment"),
        pytest.param(b'{"version": 1, "users": []}\n{"id": "1"', "line 2: is not JSON", id="breaks off"),
        pytest.param(gzip.compress(b"[" * 99)[:-12], "cannot be unpacked", id="packed, and breaks off"),
        pytest.param(b"\x1f\x8b no, this is text", "cannot be unpacked", id="looks packed"),
    ],
)
def test_what_is_no_export_is_named(data: bytes, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "remark42"
    path.write_bytes(data)

    with pytest.raises(InvalidExport, match=problem):
        list(remark42.read(path))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidExport, match=r"cannot be read \(No such file"):
        list(remark42.read(tmp_path / "backup.gz"))


@pytest.mark.parametrize("comments", [[[a_comment()] * 9], [HEADER, *[a_comment()] * 9]], ids=["list", "backup"])
def test_a_packed_file_may_not_grow_without_end(
    comments: list[object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jsonfile, "LIMIT", 1000)

    with pytest.raises(InvalidExport, match="is larger than 1000 bytes"):
        list(remark42.read(written(tmp_path, *comments, packed=True)))


Row = tuple[str, str, str, str, str, str]


def another_reading(nodes: list[dict[str, Any]]) -> Iterator[Row]:
    """The comments that are not deleted, by recursion."""
    for node in nodes:
        comment = node.get("comment", node)
        if not comment.get("delete"):
            user, page = comment["user"]["name"], comment["locator"]["url"]
            yield comment["id"], comment["pid"], page, user, comment["time"], comment["text"]
        yield from another_reading(node.get("replies", []))


@pytest.mark.parametrize(
    ("name", "count"), [("remark42-tree.json", 12), ("remark42-tree_del.json", 8), ("remark42-tree_bench.json", 58)]
)
def test_a_real_answer_is_read_as_it_was_written(name: str, count: int, corpora: Path) -> None:
    path = corpora / "wxr/other" / name
    document = json.loads(path.read_text(encoding="utf-8"))
    expected = list(another_reading(document if isinstance(document, list) else document["comments"]))

    assert len(expected) == count
    assert [
        (c.number, c.parent, c.page, c.author, f"{c.date:%Y-%m-%dT%H:%M:%SZ}", c.text) for c in remark42.read(path)
    ] == expected
