"""Every answer of the contract, one by one: to people a page, to programs a problem document."""

from __future__ import annotations

import contextlib
import json
import logging
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus
from pathlib import Path

import pytest
from httpx2 import Response

from builders import NOON
from door import HOST, IP, JSON, KEY, Door
from emptyqueue import IMPATIENT
from moderation.intake.gate import MAX_BODY, client_hash
from moderation.queue.ledger import Action

Headers = Mapping[str, str]
FORM_TYPE = {"Content-Type": "application/x-www-form-urlencoded"}
HIDDEN = (IP, "Firefox", KEY, client_hash(IP, KEY.encode()), "queue.db", "site.json", "sqlite")


def thanks(door: Door, headers: Headers) -> Response:
    return door.post(headers=headers)


def previewed(door: Door, headers: Headers) -> Response:
    return door.post(headers=headers, preview="1")


def receipt(door: Door, headers: Headers) -> Response:
    return door.client.get(door.post().headers["Location"], headers=dict(headers))


def too_late(door: Door, headers: Headers) -> Response:
    address = door.post().headers["Location"]
    door.queue.decide(door.kept()[0].id, Action.TRASH, who="ann", at=NOON)
    return door.client.post(address, data={"withdraw": "1"}, headers=dict(headers))


def unreadable(door: Door, headers: Headers) -> Response:
    return door.client.post("/comments/hello", data={f"field{n}": "x" for n in range(50)}, headers=dict(headers))


def with_a_file(door: Door, headers: Headers) -> Response:
    return door.client.post("/comments/hello", files={"comment": ("a.txt", b"x")}, headers=dict(headers))


def in_no_known_charset(door: Door, headers: Headers) -> Response:
    parts = b'--x\r\nContent-Disposition: form-data; name="author"\r\n\r\nZo\r\n--x--\r\n'
    charset = {"Content-Type": "multipart/form-data; boundary=x; charset=undefined"}
    return door.client.post("/comments/hello", content=parts, headers={**headers, **charset})


def closed(door: Door, headers: Headers) -> Response:
    return door.post("closed", headers)


def from_a_foreign_site(door: Door, headers: Headers) -> Response:
    return door.post(headers={**headers, "Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"})


def to_no_article(door: Door, headers: Headers) -> Response:
    return door.post("nowhere", headers)


def to_nothing(door: Door, headers: Headers) -> Response:
    return door.client.post("/nothing/at/all", headers=dict(headers))


def by_another_method(door: Door, headers: Headers) -> Response:
    return door.client.get("/comments/hello", headers=dict(headers))


def too_large(door: Door, headers: Headers) -> Response:
    return door.client.post("/comments/hello", content=b"x" * (MAX_BODY + 1), headers={**headers, **FORM_TYPE})


def too_large_in_pieces(door: Door, headers: Headers) -> Response:
    pieces = (b"x" * 1024 for _ in range(MAX_BODY // 1024 + 1))
    return door.client.post("/comments/hello", content=pieces, headers={**headers, **FORM_TYPE})


def as_json(door: Door, headers: Headers) -> Response:
    return door.client.post("/comments/hello", json={"comment": "I agree."}, headers=dict(headers))


def with_a_mistake(door: Door, headers: Headers) -> Response:
    return door.post(headers=headers, author="", email="zoe")


def too_often(door: Door, headers: Headers) -> Response:
    for _ in range(3):
        answer = door.post(headers=headers)
    return answer


def while_the_queue_is_locked(door: Door, headers: Headers) -> Response:
    with contextlib.closing(sqlite3.connect(door.database)) as somebody_else:
        somebody_else.execute("BEGIN EXCLUSIVE")
        return door.post(headers=headers)


def without_an_index(door: Door, headers: Headers) -> Response:
    door.index.unlink()
    return door.post(headers=headers)


Knock = Callable[[Door, Headers], Response]
THANKED = [pytest.param(thanks, (303, 202), id="thanks")]
SHOWN = [pytest.param(previewed, 200, id="preview"), pytest.param(receipt, 200, id="receipt")]
REFUSED = [
    pytest.param(unreadable, 400, id="400 too many fields"),
    pytest.param(with_a_file, 400, id="400 a file"),
    pytest.param(in_no_known_charset, 400, id="400 charset of the sender's own"),
    pytest.param(closed, 403, id="403 closed"),
    pytest.param(from_a_foreign_site, 403, id="403 foreign site"),
    pytest.param(to_no_article, 404, id="404 no such article"),
    pytest.param(to_nothing, 404, id="404 no such address"),
    pytest.param(by_another_method, 405, id="405"),
    pytest.param(too_late, 409, id="409"),
    pytest.param(too_large, 413, id="413"),
    pytest.param(too_large_in_pieces, 413, id="413 in pieces"),
    pytest.param(as_json, 415, id="415"),
    pytest.param(with_a_mistake, 422, id="422"),
    pytest.param(too_often, 429, id="429"),
    pytest.param(while_the_queue_is_locked, 503, id="503 queue"),
    pytest.param(without_an_index, 503, id="503 index"),
]
EVERY = [*(pytest.param(case.values[0], id=case.id) for case in (*THANKED, *SHOWN, *REFUSED))]
BOTH = [pytest.param({}, id="page"), pytest.param(JSON, id="JSON")]


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    with Door(tmp_path, rate=2, patience=IMPATIENT) as door:
        yield door


@pytest.mark.parametrize(("knock", "status"), REFUSED)
def test_a_person_gets_a_page(door: Door, knock: Knock, status: int) -> None:
    answer = knock(door, {})

    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "text/html; charset=utf-8")
    assert answer.text.startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(("knock", "status"), REFUSED)
def test_a_program_gets_a_problem_document(door: Door, knock: Knock, status: int) -> None:
    answer = knock(door, JSON)

    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
    problem = answer.json()
    assert {name: type(value) for name, value in problem.items()} == {
        "type": str,
        "title": str,
        "status": int,
        "detail": str,
        "errors": list,
    }
    assert (problem["type"], problem["status"]) == ("about:blank", status)
    assert problem["title"] == HTTPStatus(status).phrase  # as RFC 9457 wants it for about:blank
    assert problem["detail"]


def test_the_problem_document_points_at_each_mistake(door: Door) -> None:
    answer = with_a_mistake(door, JSON)

    no_name = "Please give a name; a first name or a nickname will do."
    no_email = "That is not an email address: it should look like name@example.org, or be left out."
    assert answer.json()["errors"] == [
        {"pointer": "#/author", "detail": no_name},
        {"pointer": "#/email", "detail": no_email},
    ]


@pytest.mark.parametrize("headers", BOTH)
@pytest.mark.parametrize("knock", EVERY)
def test_no_answer_may_run_be_framed_or_be_kept(door: Door, knock: Knock, headers: Headers) -> None:
    answer = knock(door, headers)

    policy = answer.headers["Content-Security-Policy"]
    directives = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
    assert directives["default-src"] == directives["base-uri"] == directives["frame-ancestors"] == "'none'"
    assert set(directives["style-src"].split()) | set(directives["form-action"].split()) <= {"'self'", HOST}
    sealed = ("Cache-Control", "X-Content-Type-Options", "X-Robots-Tag", "Referrer-Policy")
    assert [answer.headers[name] for name in sealed] == ["no-store", "nosniff", "noindex", "same-origin"]
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("headers", BOTH)
@pytest.mark.parametrize("knock", EVERY)
def test_no_answer_tells_anything_private(door: Door, knock: Knock, headers: Headers) -> None:
    answer = knock(door, headers)

    told = f"{answer.headers} {answer.text}"
    assert not [private for private in HIDDEN if private in told]


@pytest.mark.parametrize(("knock", "status"), REFUSED)
def test_a_problem_document_repeats_nothing_that_was_typed(door: Door, knock: Knock, status: int) -> None:
    told = json.dumps(knock(door, JSON).json())

    assert not [typed for typed in ("zoe@", "Zoë", "I agree", "zoe.example") if typed in told]


@pytest.mark.parametrize("headers", BOTH)
@pytest.mark.parametrize("knock", EVERY)
def test_no_answer_leaves_anything_private_in_the_log(
    door: Door, knock: Knock, headers: Headers, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    knock(door, headers)

    private = (IP, "Firefox", KEY, "zoe", "Zoë", "I agree")
    assert not [text for text in private if text in caplog.text]


@pytest.mark.parametrize(("knock", "status"), [case for case in REFUSED if case.id not in ("409", "429")])
def test_what_is_refused_is_not_in_the_queue(door: Door, knock: Knock, status: int) -> None:
    knock(door, {})

    assert door.kept() == []


# What only some answers have.


@pytest.mark.parametrize("headers", BOTH)
def test_too_often_says_when_to_come_back(door: Door, headers: Headers) -> None:
    answer = too_often(door, headers)

    assert answer.headers["Retry-After"] == "60"
    assert "Please try again in 60 seconds." in answer.text


@pytest.mark.parametrize("headers", BOTH)
@pytest.mark.parametrize("knock", [while_the_queue_is_locked, without_an_index])
def test_an_outage_says_when_to_come_back(door: Door, knock: Knock, headers: Headers) -> None:
    answer = knock(door, headers)

    assert answer.headers["Retry-After"] == "60"
    assert "Please send it again in a minute." in answer.text


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_another_method_is_told_which_one_it_takes(door: Door, method: str) -> None:
    answer = door.client.request(method, "/comments/hello")

    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, 403, id="a sandboxed frame"),
        pytest.param(
            {"Origin": "https://friend.example", "Sec-Fetch-Site": "cross-site"}, 303, id="one the owner named"
        ),
        pytest.param({"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}, 403, id="one he did not"),
    ],
)
def test_the_owner_says_which_other_sites_may_send_here(tmp_path: Path, headers: Headers, status: int) -> None:
    with Door(tmp_path, origins="https://friend.example") as door:
        assert door.post(headers=headers).status_code == status


def test_a_body_that_says_it_is_too_large_is_believed(door: Door) -> None:
    headers = {**FORM_TYPE, "Content-Length": str(MAX_BODY + 1)}

    assert door.client.post("/comments/hello", content=b"comment=x", headers=headers).status_code == 413


def test_a_body_as_large_as_can_be_is_read_and_answered_with_all_of_it(door: Door) -> None:
    text = "x" * (MAX_BODY - len("author=&comment="))

    answer = door.client.post("/comments/hello", data={"author": "", "comment": text})

    assert answer.status_code == 422
    assert text in answer.text
