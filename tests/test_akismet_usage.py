"""How much of an Akismet plan is used, and that asking for it tells nobody the key."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import akismet
import pytest

from akismet_server import KEY, USAGE, AkismetServer, Answer, Asked
from moderation.errors import CheckFailed
from moderation.spam.akismet import AkismetCheck, Usage
from test_akismet import NONSENSE, a_check


@contextmanager
def a_server_that_says(body: str) -> Iterator[tuple[AkismetServer, AkismetCheck]]:
    with AkismetServer() as server, a_check(server.address) as check:
        server.usage = Answer(body)
        yield server, check


@pytest.mark.parametrize(
    ("body", "usage"),
    [
        pytest.param(USAGE.body, Usage(7463, 350_000, throttled=False), id="as documented"),
        pytest.param('{"limit": "none", "usage": 7, "throttled": false}', Usage(7, None, False), id="unlimited"),
        pytest.param('{"limit": 500, "usage": 900, "throttled": true}', Usage(900, 500, True), id="throttled"),
    ],
)
def test_it_says_how_much_of_a_plan_is_used(body: str, usage: Usage) -> None:
    with a_server_that_says(body) as (server, check):
        assert check.usage() == usage

    assert server.asked == [Asked("/1.2/usage-limit", {"api_key": KEY}, akismet.USER_AGENT)]


def test_to_ask_for_it_puts_the_key_into_no_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    with a_server_that_says(USAGE.body) as (_, check):
        check.usage()

    assert "usage-limit" in caplog.text
    assert KEY not in caplog.text


@pytest.mark.parametrize(
    "body", ["[]", "null", '{"usage": 7}', '{"limit": "many", "usage": 7, "throttled": false}', "Invalid API key"]
)
def test_an_answer_that_nobody_understands_is_a_failure(body: str) -> None:
    with a_server_that_says(body) as (_, check), pytest.raises(CheckFailed) as caught:
        check.usage()

    assert caught.value.problem == NONSENSE
