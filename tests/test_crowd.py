"""The witnesses of the faults would notice what they are there for."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from blog import Blog
from builders import a_submission
from crowd import Reckoning
from hostile import VALUES
from place import Place
from requestfuzz import CLIENTS, barrage, complaints


@pytest.mark.parametrize(
    ("kept", "flaws"),
    [
        pytest.param(["thanked"], [], id="all well"),
        pytest.param(["thanked", "cut off"], [], id="stored, and nobody was left to thank"),
        pytest.param([], ["'thanked' was thanked for and is not there"], id="lost"),
        pytest.param(["thanked", "thanked"], ["'thanked' is there 2 times"], id="doubled"),
        pytest.param(["thanked", "other"], ["'other' was sent by nobody"], id="out of nowhere"),
    ],
)
def test_a_reckoning_finds_what_is_lost_doubled_or_sent_by_nobody(
    blog: Blog, kept: list[str], flaws: list[str]
) -> None:
    reckoning = Reckoning(sent={"thanked", "cut off"}, thanked={"thanked"})
    with blog.queue() as queue:
        queue.add([a_submission(text=text) for text in kept])

    assert list(reckoning.flaws(blog)) == flaws


async def mistaken(request: Request) -> Response:
    return PlainTextResponse("A mistake.", 500)


def test_an_answer_that_tells_of_a_mistake_is_found() -> None:
    place = Place(Starlette(routes=[Route("/{path:path}", mistaken, methods=["GET", "POST"])]))
    with place.running(), ThreadPoolExecutor(CLIENTS) as pool:
        answers = barrage(pool, f"http://127.0.0.1:{place.port}", "6", 100, VALUES)

    assert len(answers.findings) == answers.statuses[500] > 50


def test_a_mistake_in_the_log_is_found() -> None:
    log = "Listening\n2026 INFO Took comment\n2026 WARNING Unsupported upgrade request.\n2026 ERROR A mistake\n"

    assert list(complaints(log)) == ["2026 ERROR A mistake"]
