"""Clients that take their time on purpose: they are cut off, and shut nobody out but themselves."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from moderation.intake import server
from moderation.intake.connections import Connection
from patience import eventually
from place import APP, GET, POST, Office, Place

PATIENCE = 0.3  # seconds, as long as a test of patience lasts


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """A server with very little patience."""
    monkeypatch.setattr(Connection, "patience", PATIENCE)
    monkeypatch.setattr(server, "IDLE", PATIENCE)
    with Place(APP).running() as place:
        yield place


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, office: Office) -> Iterator[Place]:
    """A server that has room for three, before an office."""
    monkeypatch.setattr(Connection, "most", 3)
    with Place(office).running() as place:
        yield place
        office.opened.set()


# How long.


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"GE", id="half a line"),
        pytest.param(GET[:-2], id="a head that does not end"),
        pytest.param(POST, id="a head without its body"),
        pytest.param(POST + b"comment", id="half a body"),
        pytest.param(GET + GET[:-2], id="half a second request"),
        pytest.param(POST.replace(b"/", b"/early", 1), id="half a body that nobody wants"),
    ],
)
def test_whoever_does_not_finish_a_request_is_cut_off(hasty: Place, sent: bytes) -> None:
    assert hasty.client(sent).is_cut_off()


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(b"GET / HTTP/1.1\r\nX: ", id="head"),
        pytest.param(POST.replace(b"10", b"10000"), id="body"),
        pytest.param(POST.replace(b"/", b"/early", 1).replace(b"10", b"10000"), id="body that nobody wants"),
    ],
)
def test_whoever_goes_on_a_byte_at_a_time_is_cut_off_all_the_same(hasty: Place, sent: bytes) -> None:
    client = hasty.client(sent)

    def is_cut_off_after_another_byte() -> bool:
        try:
            client.send(b"x")
        except ConnectionError:
            return True
        return False

    eventually(is_cut_off_after_another_byte)


@pytest.mark.parametrize("path", [b"/large", b"/stream"], ids=["at once", "bit by bit"])
def test_whoever_does_not_listen_is_cut_off(hasty: Place, path: bytes) -> None:
    client = hasty.client(GET.replace(b"/", path, 1))
    eventually(lambda: hasty.connections)

    eventually(lambda: not hasty.connections)

    assert client.is_cut_off()


def test_each_request_has_its_own_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Connection, "patience", 1.0)
    with Place(APP).running() as place:
        client = place.client()
        over = time.monotonic() + 1.5

        while time.monotonic() < over:
            assert client.send(POST).send(b"0123456789").answer() == (200, b"0123456789")


def test_whoever_waits_for_us_is_not_cut_off(monkeypatch: pytest.MonkeyPatch, office: Office) -> None:
    monkeypatch.setattr(Connection, "patience", PATIENCE)
    with Place(office).running() as place:
        waiting = place.client(GET)
        eventually(lambda: office.inside)
        assert place.client().is_cut_off()  # and so the time of the first is over, too
        office.opened.set()

        assert waiting.answer() == (200, b"Hello.")


def test_whoever_does_not_listen_after_that_is_cut_off_all_the_same(
    monkeypatch: pytest.MonkeyPatch, office: Office
) -> None:
    monkeypatch.setattr(Connection, "patience", PATIENCE)
    with Place(office).running() as place:
        deaf = place.client(GET.replace(b"/", b"/stream", 1))
        eventually(lambda: office.inside)
        assert place.client().is_cut_off()
        office.opened.set()

        eventually(lambda: not place.connections)

        assert deaf.is_cut_off()


# How much.


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(b"GET /" + b"a" * 100_000, id="an address without an end"),
        pytest.param(GET[:-2] + b"X: " + b"a" * 100_000, id="a header without an end"),
        pytest.param(GET[:-2] + b"X: a\r\n" * 20_000, id="headers without an end"),
        pytest.param(GET + GET[:-2] + b"X: " + b"a" * 100_000, id="in a second request"),
    ],
)
def test_a_head_that_is_too_long_is_not_read_to_its_end(head: bytes) -> None:
    with Place(APP).running() as place:
        assert place.client(head).is_cut_off()


def test_a_body_may_be_longer_than_a_head() -> None:
    body = b"x" * 100_000
    with Place(APP).running() as place:
        client = place.client(POST.replace(b"10", b"100000") + body)

        assert [client.answer(), client.send(GET).answer()] == [(200, body), (200, b"Hello.")]


# How many.


def test_a_crowd_that_says_nothing_shuts_out_itself_and_no_reader(small: Place, office: Office) -> None:
    office.opened.set()
    crowd = [small.client() for _ in range(20)]

    assert small.client(GET).answer() == (200, b"Hello.")
    assert all(client.is_cut_off() for client in crowd[:17])


def test_whoever_is_being_served_does_not_make_room_for_others(small: Place, office: Office) -> None:
    served = small.client(GET)
    eventually(lambda: office.inside)
    crowd = [small.client() for _ in range(20)]
    assert crowd[0].is_cut_off()
    office.opened.set()

    assert served.answer() == (200, b"Hello.")


def test_when_all_places_are_taken_by_those_being_served_the_next_is_asked_to_come_back(
    small: Place, office: Office
) -> None:
    served = [small.client(GET) for _ in range(3)]
    eventually(lambda: office.inside == 3)

    status, _ = small.client(GET).answer()
    office.opened.set()

    assert status == 503
    assert all(client.answer() == (200, b"Hello.") for client in served)


def test_whoever_has_gone_is_forgotten(small: Place) -> None:
    before = len(Connection.waiting)
    client = small.client()
    eventually(lambda: len(Connection.waiting) > before)

    client.socket.close()

    eventually(lambda: len(Connection.waiting) == before)
