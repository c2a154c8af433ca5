"""Which submissions a selection means, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Any

import pytest

from builders import NOON, a_submission, ids
from moderation.queue.selection import Selection
from moderation.queue.store import Queue
from moderation.queue.submission import State, Verdict

ZOE = a_submission(
    "aaaaaaaa",
    author="Zoë Ångström",
    email="Zoe@Example.com",
    website="https://zoe.example/",
    ip="203.0.113.7",
    text="Straße, 100 % sure.",
    day=-40,
)
BOT = a_submission(
    "bbbbbbbb",
    article="other",
    author="Bot",
    email="bot@example.com",
    ip="2001:db8::7",
    state=State.SPAM,
    verdict=Verdict.SPAM,
)
ANN = a_submission("cccccccc", text="I agree.", verdict=Verdict.HAM)


@pytest.mark.parametrize(
    ("fields", "meant"),
    [
        pytest.param({}, [ZOE, BOT, ANN], id="everything"),
        pytest.param({"state": State.SPAM}, [BOT], id="of a state"),
        pytest.param({"article": "other"}, [BOT], id="on an article"),
        pytest.param({"verdict": Verdict.HAM}, [ANN], id="of a verdict"),
        pytest.param({"before": NOON}, [ZOE], id="before a moment"),
        pytest.param({"author": "ZOË ÅNGSTRÖM"}, [ZOE], id="by a name, in any case"),
        pytest.param({"author": "Zoë"}, [], id="not by a part of a name"),
        pytest.param({"email": "zoe@EXAMPLE.com"}, [ZOE], id="with an address, in any case"),
        pytest.param({"email": ""}, [ANN], id="without an address"),
        pytest.param({"network": ip_network("203.0.113.7")}, [ZOE], id="from an address"),
        pytest.param({"network": ip_network("203.0.113.0/24")}, [ZOE], id="from a network"),
        pytest.param({"network": ip_network("2001:db8::/32")}, [BOT], id="from a network of the newer kind"),
        pytest.param({"words": "STRASSE"}, [ZOE], id="with words in the text, in any case"),
        pytest.param({"words": "100 %"}, [ZOE], id="with a sign that databases take for a pattern"),
        pytest.param({"words": "zoe.example"}, [ZOE], id="with words in the website"),
        pytest.param({"words": "bot"}, [BOT], id="with words in name or address"),
        pytest.param({"state": State.PENDING, "verdict": Verdict.SPAM}, [], id="of which all is true"),
    ],
)
def test_what_is_said_narrows(queue: Queue, fields: dict[str, Any], meant: list[object]) -> None:
    queue.add([ZOE, BOT, ANN])
    selection = Selection(**fields)

    assert queue.select(selection) == meant
    assert sum(queue.count(selection).values()) == len(meant)
    assert ids(one for one in (ZOE, BOT, ANN) if selection.fits(one)) == ids(queue.select(selection))
