"""Commento's and Comentario's exports: people and pages stand apart from the comments and are joined by their ids."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from moderation.errors import InvalidExport
from moderation.imports.foreign import ForeignComment
from moderation.imports.systems import commento
from moderation.queue.submission import State

COMMENTER = {"commenterHex": "c1", "email": "ann@example.com", "name": "Ann", "link": "https://ann.example/"}
COMMENT = {
    "commentHex": "a2",
    "url": "/hello/",
    "commenterHex": "c1",
    "markdown": "I *agree*.",
    "html": "<p>I <em>agree</em>.</p>",
    "parentHex": "a1",
    "state": "approved",
    "creationDate": "2021-03-17T12:09:47.722181Z",
    "deleted": False,
}
USER_3 = {"id": "u1", "email": "ann@example.com", "name": "Ann", "websiteUrl": "https://ann.example/"}
PAGE_3 = {"id": "p1", "path": "/hello/", "title": "Hello"}
COMMENT_3 = {
    "id": "a2",
    "parentId": "a1",
    "pageId": "p1",
    "userCreated": "u1",
    "html": "<p>I agree.</p>",
    "createdTime": "2023-11-14T20:15:12.000Z",
    "isApproved": True,
}


def written(folder: Path, document: object) -> Path:
    path = folder / "commento.json"
    path.write_text(json.dumps(document))
    return path


def version_1(folder: Path, **fields: object) -> list[ForeignComment]:
    export = {"version": 1, "comments": [COMMENT | fields], "commenters": [COMMENTER]}
    return list(commento.read(written(folder, export)))


def version_3(folder: Path, **fields: object) -> list[ForeignComment]:
    export = {"version": 3, "pages": [PAGE_3], "comments": [COMMENT_3 | fields], "commenters": [USER_3]}
    return list(commento.read(written(folder, export)))


def test_a_comment_of_version_1(tmp_path: Path) -> None:
    assert version_1(tmp_path) == [
        ForeignComment(
            number="a2",
            page="/hello/",
            author="Ann",
            website="https://ann.example/",
            date=datetime(2021, 3, 17, 12, 9, 47, 722181, tzinfo=UTC),
            text="<p>I <em>agree</em>.</p>",
            parent="a1",
            email="ann@example.com",
        )
    ]


def test_a_comment_of_version_3(tmp_path: Path) -> None:
    assert version_3(tmp_path) == [
        ForeignComment(
            number="a2",
            page="/hello/",
            title="Hello",
            author="Ann",
            website="https://ann.example/",
            date=datetime(2023, 11, 14, 20, 15, 12, tzinfo=UTC),
            text="<p>I agree.</p>",
            parent="a1",
            email="ann@example.com",
        )
    ]


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, State.APPROVED),
        ({"state": "unapproved"}, State.PENDING),
        ({"state": "flagged"}, State.SPAM),
        ({"state": "of the art"}, State.PENDING),
        ({"state": None}, State.PENDING),
        ({"deleted": True}, State.TRASH),
    ],
)
def test_a_comment_of_version_1_keeps_its_state(fields: dict[str, object], state: State, tmp_path: Path) -> None:
    assert [comment.state for comment in version_1(tmp_path, **fields)] == [state]


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, State.APPROVED),
        ({"isApproved": False, "isPending": True}, State.PENDING),
        ({"isApproved": False, "isPending": False}, State.TRASH),
        ({"isApproved": "yes", "isPending": True}, State.PENDING),
        ({"isDeleted": True}, State.TRASH),
    ],
)
def test_a_comment_of_version_3_keeps_its_state(fields: dict[str, object], state: State, tmp_path: Path) -> None:
    assert [comment.state for comment in version_3(tmp_path, **fields)] == [state]


def test_a_deleted_comment_without_its_text_is_left_out(tmp_path: Path) -> None:
    assert version_1(tmp_path, deleted=True, markdown="[deleted]", html="[deleted]") == []
    assert version_3(tmp_path, isDeleted=True, html="") == []


def test_a_comment_that_answers_none_has_no_parent(tmp_path: Path) -> None:
    assert [comment.parent for comment in version_1(tmp_path, parentHex="root")] == [""]


def test_without_html_there_is_the_markdown(tmp_path: Path) -> None:
    assert [comment.text for comment in version_1(tmp_path, html="")] == ["I *agree*."]


@pytest.mark.parametrize("commenter", ["anonymous", "0" * 64, None, 7])
def test_who_is_not_known_has_no_name(commenter: object, tmp_path: Path) -> None:
    assert [(c.author, c.email) for c in version_1(tmp_path, commenterHex=commenter)] == [("", "")]


def test_who_has_no_account_in_version_3_may_have_a_name(tmp_path: Path) -> None:
    assert [comment.author for comment in version_3(tmp_path, userCreated="u0", authorName="Bob")] == ["Bob"]


def test_a_packed_export_is_read(tmp_path: Path) -> None:
    path = tmp_path / "export.json.gz"
    path.write_bytes(gzip.compress(json.dumps({"version": 1, "comments": [COMMENT], "commenters": None}).encode()))

    assert [comment.number for comment in commento.read(path)] == ["a2"]


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        pytest.param([], "it is not an object", id="a list"),
        pytest.param({"version": True}, "is not an export of version 1 or 3", id="version as a flag"),
        pytest.param({"version": [1]}, "is not an export of version 1 or 3", id="version as a list"),
        pytest.param({}, "is not an export of version 1 or 3", id="no version"),
        pytest.param({"version": 1, "comments": {"a": 1}}, '"comments" is not a list', id="comments as an object"),
        pytest.param({"version": 3, "comments": [1]}, '"comments" is not a list', id="comments as numbers"),
        pytest.param({"version": 3, "pages": "all"}, '"pages" is not a list', id="pages as a text"),
    ],
)
def test_what_is_no_export_is_named(document: object, problem: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidExport, match=problem):
        list(commento.read(written(tmp_path, document)))


def another_reading(document: dict[str, Any]) -> list[tuple[str, ...]]:
    people = {person.get("commenterHex", person.get("id")): person for person in document.get("commenters", [])}
    pages = {page["id"]: page["path"] for page in document.get("pages", [])}
    return [
        (
            comment.get("commentHex") or comment["id"],
            comment.get("path") or comment.get("url") if "commentHex" in comment else pages[comment["pageId"]],
            people.get(comment.get("commenterHex", comment.get("userCreated")), {"name": ""})["name"],
            people.get(comment.get("commenterHex", comment.get("userCreated")), {"email": ""})["email"],
            comment.get("html") or comment["markdown"],
            "" if comment.get("parentHex", "root") == "root" else comment["parentHex"],
            (comment.get("creationDate") or comment["createdTime"])[:19],
        )
        for comment in document.get("comments", [])
    ]


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("remark42-commento.json", 3),
        ("comentario-comentario-ok-single-v1.json", 1),
        ("comentario-comentario-ok-single-v3.json", 1),
        ("comentario-comentario-ok-empty-v1.json", 0),
        ("comentario-comentario-ok-empty-v3.json", 0),
    ],
)
def test_a_real_export_is_read_as_it_was_written(name: str, count: int, corpora: Path) -> None:
    path = corpora / "wxr/other" / name
    expected = another_reading(json.loads(path.read_text(encoding="utf-8")))

    assert len(expected) == count
    assert [
        (c.number, c.page, c.author, c.email, c.text, c.parent, f"{c.date:%Y-%m-%dT%H:%M:%S}")
        for c in commento.read(path)
    ] == expected


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("comentario-comentario-bad-format.json", r"bad-format\.json, line 1: is not JSON"),
        ("comentario-comentario-bad-version.json", r"bad-version\.json: is not an export of version 1 or 3"),
    ],
)
def test_a_real_export_that_is_broken_is_named(name: str, problem: str, corpora: Path) -> None:
    with pytest.raises(InvalidExport, match=problem):
        list(commento.read(corpora / "wxr/other" / name))
