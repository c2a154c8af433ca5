"""What readers do who sign in, with a provider on this machine."""

from __future__ import annotations

import asyncio
import html
import re
from datetime import datetime

from httpx2 import Response

from builders import NOON
from door import FORM, JSON, Door
from identityserver import IdentityServer
from moderation.intake.signin.account import Account
from moderation.intake.signin.flow import Flows

NOT_SIGNED_IN = "You are not signed in"
BACK = "https://blog.example/comments/signin/"


class Clock:
    """Stands still until it is put forward."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def leave(door: Door, provider: IdentityServer, **typed: str) -> str:
    """The address at the provider that the form's button leads to."""
    answer = door.post("hello", JSON, signin=provider.place, **typed)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["address"])


def come_back(door: Door, provider: IdentityServer, said: dict[str, str], place: str = "") -> Response:
    """The answer to a browser that a provider sends back."""
    return door.client.get(f"/comments/signin/{place or provider.place}", params=said)


def signed_in(door: Door, provider: IdentityServer, **typed: str) -> Response:
    return come_back(door, provider, provider.grant(leave(door, provider, **typed)))


def field(page: Response, name: str) -> str:
    """What a field of the page's form holds."""
    [value] = re.findall(rf'name="{name}" value="([^"]*)"', page.text)
    return html.unescape(str(value))


def text_in(page: Response) -> str:
    [text] = re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", page.text, re.DOTALL)
    return html.unescape(str(text))


def refused(answer: Response) -> tuple[int, bool, str]:
    return answer.status_code, NOT_SIGNED_IN in answer.text, text_in(answer)


KEPT = (403, True, FORM["comment"])
"""What is said of a refusal that keeps the text."""


async def _there_and_back(flows: Flows, place: str, server: IdentityServer, now: datetime) -> Account:
    flow, address = await flows.begin(place, f"{BACK}{place}", now)
    said = server.grant(address)
    del said["iss"]
    return await flows.end(flow, said, now)


def there_and_back(flows: Flows, place: str, server: IdentityServer, now: datetime = NOON) -> Account:
    """Who comes back."""
    return asyncio.run(_there_and_back(flows, place, server, now))
