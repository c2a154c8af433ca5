"""The button under an article, from the side of the door."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response
from sqlalchemy import select

from builders import NOON
from door import FORM, INDEX, IP, JSON, KEY, Door
from moderation.intake.gate import client_hash
from moderation.intake.signin.identity import Identities, Identity
from moderation.queue.schema import LIKES

LIKED = replace(INDEX, site=replace(INDEX.site, likes=True))
TYPE = {"Content-Type": "application/x-www-form-urlencoded"}
DAY = timedelta(days=1)


class Clock:
    """Stands at noon until somebody turns it."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def a_door(folder: Path, clock: Clock | None = None, **settings: Any) -> Door:
    return Door(folder, now=clock or Clock(), **{"site": LIKED} | settings)


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    with a_door(tmp_path) as door:
        yield door


def press(door: Door, slug: str = "hello", headers: Mapping[str, str] | None = None, content: bytes = b"") -> Response:
    """The answer to the form under the article, which has no fields, as a browser sends it."""
    return door.client.post(f"/comments/likes/{slug}", content=content, headers={**TYPE, **(headers or {})})


def readers(door: Door) -> list[str]:
    """The hashes that are kept."""
    with door.queue._engine.connect() as connection:
        return [*connection.scalars(select(LIKES.c.reader))]


def test_a_press_likes_the_article_and_leads_back_to_it(door: Door) -> None:
    answer = press(door)

    assert (answer.status_code, answer.headers["Location"]) == (303, "https://blog.example/hello/#liked")
    assert door.queue.likes.counts() == {"hello": 1}


def test_another_press_takes_it_back(door: Door) -> None:
    press(door)

    assert press(door).headers["Location"] == "https://blog.example/hello/#unliked"
    assert door.queue.likes.counts() == {"hello": 0}


def test_an_article_that_takes_no_comments_can_be_liked(door: Door) -> None:
    assert press(door, "closed").status_code == 303


def test_a_program_is_told_in_json(door: Door) -> None:
    assert [press(door, headers=JSON).json() for _ in range(2)] == [{"liked": True}, {"liked": False}]


@pytest.mark.parametrize("claim", [{"Referer": "https://evil.example/"}, {"Host": "evil.example"}])
def test_the_way_back_is_to_our_own_address_whatever_is_sent(door: Door, claim: dict[str, str]) -> None:
    answer = press(door, "hello?next=https://evil.example/", headers=claim)

    assert answer.headers["Location"].startswith("https://blog.example/hello/#")


# Who counts.


def test_a_reader_counts_again_in_another_month(tmp_path: Path) -> None:
    clock = Clock()
    with a_door(tmp_path, clock) as door:
        press(door)
        clock.now += 8 * DAY

        assert press(door).headers["Location"].endswith("#liked")
        assert door.queue.likes.counts() == {"hello": 2}


def test_in_another_month_a_reader_cannot_be_known_again(tmp_path: Path) -> None:
    clock = Clock()
    with a_door(tmp_path, clock) as door:
        press(door)
        clock.now += 8 * DAY
        press(door)

        assert len({*readers(door), client_hash(IP, KEY.encode())}) == 3


def test_no_address_is_kept(door: Door) -> None:
    press(door)

    kept = b"".join(path.read_bytes() for path in door.database.parent.iterdir())
    assert b"hello" in kept
    assert IP.encode() not in kept


# Who has signed in.


def identity(account: str = "a hash", article: str = "hello") -> str:
    """What the form of somebody carries who has signed in."""
    zoe = Identity(provider="google", account=account, name="Zoë Q.")
    return Identities(KEY.encode()).sign(zoe, article, NOON)


def press_as(door: Door, signed: str, slug: str = "hello", headers: Mapping[str, str] | None = None) -> Response:
    """The answer to the button in their form."""
    return door.client.post(f"/comments/likes/{slug}", data=FORM | {"identity": signed}, headers=headers)


def test_who_has_signed_in_is_offered_the_button_with_their_name(door: Door) -> None:
    page = door.post(preview="1", identity=identity()).text

    assert '<button type="submit" formaction="/comments/likes/hello" formnovalidate>Like this</button>' in page
    assert "/comments/likes/" not in door.post(preview="1").text


def test_without_the_setting_they_are_not(tmp_path: Path) -> None:
    with a_door(tmp_path, site=INDEX) as door:
        assert "/comments/likes/" not in door.post(preview="1", identity=identity()).text


def test_they_stay_signed_in_and_keep_their_text(door: Door) -> None:
    signed = identity()
    pages = [press_as(door, signed) for _ in range(2)]

    assert [page.status_code for page in pages] == [200, 200]
    assert ["Thank you. Your like is counted" in page.text for page in pages] == [True, False]
    assert ["You have taken your like back." in page.text for page in pages] == [False, True]
    assert all(said in pages[0].text for said in (FORM["comment"], signed, "You are commenting as Zoë Q."))


def test_a_like_is_the_persons_whatever_network_it_comes_from(door: Door) -> None:
    press_as(door, identity())
    press_as(door, identity("another"))

    assert sorted(readers(door)) == ["account:a hash", "account:another"]


def test_it_counts_no_second_time_beside_their_networks(door: Door) -> None:
    press(door)

    assert press_as(door, identity(), headers=JSON).json() == {"liked": True}
    assert door.queue.likes.counts() == {"hello": 1}


@pytest.mark.parametrize("signed", ["forged", identity(article="other")], ids=["forged", "for another article"])
def test_nobody_likes_in_anothers_name(door: Door, signed: str) -> None:
    answer = press_as(door, signed)

    assert (answer.status_code, FORM["comment"] in answer.text) == (403, True)
    assert door.queue.likes.counts() == {}


def test_people_are_limited_as_their_network_is(tmp_path: Path) -> None:
    with a_door(tmp_path, rate=1) as door:
        answers = [press(door), press_as(door, identity())]

    assert [answer.status_code for answer in answers] == [303, 429]
    assert "You are commenting as Zoë Q." in answers[-1].text


# What is refused.


def test_without_the_setting_there_is_no_such_button(tmp_path: Path) -> None:
    with a_door(tmp_path, site=INDEX) as door:
        assert press(door).status_code == 404
        assert door.queue.likes.counts() == {}


@pytest.mark.parametrize(
    ("slug", "headers", "status"),
    [
        pytest.param("nowhere", {}, 404, id="an article that there is not"),
        pytest.param("hello", {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}, 403, id="elsewhere"),
        pytest.param("hello", {"Content-Type": "application/json"}, 415, id="no form"),
        pytest.param("hello", {"Content-Length": "9999999"}, 413, id="too much"),
    ],
)
def test_what_the_gate_refuses_does_not_count(door: Door, slug: str, headers: dict[str, str], status: int) -> None:
    assert press(door, slug, headers).status_code == status
    assert door.queue.likes.counts() == {}


def test_looking_likes_nothing(door: Door) -> None:
    assert door.client.get("/comments/likes/hello").status_code == 405
    assert door.queue.likes.counts() == {}


def test_so_many_a_minute_are_taken(tmp_path: Path) -> None:
    with a_door(tmp_path, rate=2) as door:
        answers = [press(door) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert answers[-1].headers["Retry-After"] == "60"


def test_likes_and_comments_are_limited_each_by_itself(tmp_path: Path) -> None:
    with a_door(tmp_path, rate=1) as door:
        assert [press(door).status_code, door.post().status_code] == [303, 303]


def test_where_it_cannot_be_kept_a_reader_is_asked_to_come_back(door: Door) -> None:
    with door.queue._engine.begin() as connection:
        LIKES.drop(connection)

    assert press(door).status_code == 503
