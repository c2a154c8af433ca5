"""Each provider, answering as it documents; the network is this machine's, and nobody else is asked."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from builders import NOON
from identityserver import ID, SECRET, IdentityServer
from moderation.errors import InvalidSetting
from moderation.intake.signin.account import Account
from moderation.intake.signin.flow import FAILURES, Flows
from moderation.intake.signin.keys import Client, clients
from moderation.intake.signin.openid import Foreign
from moderation.intake.signin.providers import PROVIDERS
from moderation.providers import NAMES
from signingin import there_and_back

BACK = "https://blog.example/comments/signin/"
SERVED = [name for name, provider in PROVIDERS.items() if provider.authorize and not provider.register]
DOCUMENTED: Mapping[str, tuple[dict[str, Any], Account]] = {
    "wordpress": (
        {
            "ID": 78972699,
            "display_name": "Zoë",
            "username": "zoe",
            "profile_URL": "https://gravatar.com/zoe",
            "email": "zoe@example.org",
        },
        Account("78972699", "Zoë", "https://gravatar.com/zoe"),
    ),
    "facebook": ({"id": "10158", "name": "Zoë Q."}, Account("10158", "Zoë Q.", "")),
    "x": (
        {"data": {"id": "2244994945", "name": "Zoë", "username": "zoe"}},
        Account("2244994945", "Zoë", "https://x.com/zoe"),
    ),
    "github": (
        {"login": "zoe", "id": 1, "name": None, "html_url": "https://github.com/zoe", "type": "User"},
        Account("1", "zoe", "https://github.com/zoe"),
    ),
}
"""What the page that the table names says of an account, and what is read of it."""


@pytest.fixture
def server() -> Iterator[IdentityServer]:
    with IdentityServer() as server:
        yield server


def here(name: str, server: IdentityServer) -> Client:
    """The intake as this provider knows it, if it were on this machine."""
    provider = replace(PROVIDERS[name], token=f"{server.url}/token", account=f"{server.url}/me")
    return Client(provider=provider, id=ID, secret=SECRET)


def test_every_provider_has_a_name_and_every_name_a_provider() -> None:
    assert NAMES.keys() == PROVIDERS.keys()


@pytest.mark.parametrize("name", SERVED)
def test_a_documented_answer_is_understood(server: IdentityServer, name: str) -> None:
    said, account = DOCUMENTED[name]
    server.answers["/me"] = (200, said)

    assert there_and_back(Flows({name: here(name, server)}), name, server) == account
    [asked] = [asked for asked in server.asked if asked.path == "/me"]
    assert asked.headers["Authorization"] == "Bearer opaque-token"


@pytest.mark.parametrize("name", SERVED)
def test_it_is_asked_for_no_more_than_the_name(server: IdentityServer, name: str) -> None:
    _, address = asyncio.run(Flows({name: here(name, server)}).begin(name, BACK + name, NOON))

    asked = dict(parse_qsl(urlsplit(address).query))
    assert address.startswith(PROVIDERS[name].authorize)
    assert asked.get("scope", "") in ("", "auth", "public_profile", "users.read tweet.read")
    assert asked["redirect_uri"] == BACK + name


@pytest.mark.parametrize("name", SERVED)
@pytest.mark.parametrize("said", [{}, {"error": "invalid_token"}, {"data": []}, {"id": None}, {"ID": {}, "id": {}}])
def test_an_answer_without_an_account_is_none(server: IdentityServer, name: str, said: dict[str, Any]) -> None:
    server.answers["/me"] = (200, said)

    with pytest.raises(FAILURES):
        there_and_back(Flows({name: here(name, server)}), name, server)


@pytest.mark.parametrize("name", SERVED)
def test_a_refused_code_is_no_sign_in(server: IdentityServer, name: str) -> None:
    server.answers["/token"] = (200, {"error": "bad_verification_code"})  # GitHub answers so with status 200

    with pytest.raises(FAILURES):
        there_and_back(Flows({name: here(name, server)}), name, server)


def test_every_address_of_the_table_is_encrypted() -> None:
    served = (PROVIDERS[name] for name in SERVED)
    addresses = [address for one in served for address in (one.authorize, one.token, one.account)]

    assert [address for address in addresses if not address.startswith("https://")] == []


# What the owner sets.


def test_each_provider_is_set_with_its_key() -> None:
    known = clients(f"google=a:b github=c:d= mastodon https://id.example.org/realm=e:f:g {'http://localhost:9'}=h:i")

    assert {name: (client.id, client.secret) for name, client in known.items()} == {
        "google": ("a", "b"),
        "github": ("c", "d="),
        "mastodon": ("", ""),
        "id.example.org": ("e", "f:g"),
        "localhost:9": ("h", "i"),
    }
    assert known["id.example.org"].provider.issuer == "https://id.example.org/realm"


@pytest.mark.parametrize(
    ("setting", "problem"),
    [
        ("gogle=id:hush", "must be google"),
        ("google", "must be google=ID:SECRET"),
        ("google=id", "must be google=ID:SECRET"),
        ("http://id.example.org=id:hush", "must be one of wordpress, google"),
        ("myspace=id:hush", "must be one of wordpress, google"),
    ],
)
def test_a_setting_that_is_wrong_is_named_without_its_secret(setting: str, problem: str) -> None:
    with pytest.raises(InvalidSetting, match=problem) as caught:
        clients(setting)

    assert "hush" not in str(caught.value)


def test_an_issuer_names_no_address_that_is_less_safe_than_its_own(server: IdentityServer) -> None:
    server.metadata = {"issuer": "https://id.example", "token_endpoint": "http://id.example/token"}
    flows = Flows(clients(server.key_setting))

    with pytest.raises(Foreign):
        asyncio.run(flows.begin(server.place, BACK, NOON))
