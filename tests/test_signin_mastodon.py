"""Mastodon: whatever server a reader names is asked by name, encrypted, at a public address, or not at all."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import Iterator
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest
from authlib.integrations.httpx_client import AsyncOAuth2Client
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from builders import NOON
from identityserver import IdentityServer
from moderation.intake.signin.account import Account
from moderation.intake.signin.flow import FAILURES, Flows
from moderation.intake.signin.keys import clients
from moderation.intake.signin.outside import LONGEST, Address, Limited, PublicOnly, is_public
from moderation.intake.signin.providers import PROVIDERS
from moderation.intake.signin.registrations import LIFE, Registrations
from signingin import there_and_back

BACK = "https://blog.example/comments/signin/"


@pytest.fixture
def server() -> Iterator[IdentityServer]:
    with IdentityServer() as server:
        yield server


MASTODON = {"id": "14715", "username": "zoe", "display_name": "", "url": "https://social.example/@zoe"}


class ToThisMachine(Limited):
    """The way to ``social.example``, were it here; its address and certificate are looked at in other tests."""

    server: IdentityServer

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        assert request.url.scheme == "https"
        assert request.url.host == "social.example"
        here = httpx2.URL(self.server.url)
        request.url = request.url.copy_with(scheme="http", host=here.host, port=here.port)
        return await super().handle_async_request(request)


def mastodon(server: IdentityServer) -> Flows:
    server.answers |= {
        "/api/v1/apps": (200, {"client_id": "given", "client_secret": "given, too"}),
        "/api/v1/accounts/verify_credentials": (200, MASTODON),
        "/oauth/token": (200, {"access_token": "opaque-token", "token_type": "Bearer"}),
    }
    way = type("Way", (ToThisMachine,), {"server": server})
    return Flows(clients("mastodon"), way)


def test_a_server_of_mastodon_gives_a_key_and_says_who_somebody_is(server: IdentityServer) -> None:
    account = there_and_back(mastodon(server), "mastodon@social.example", server)

    given, exchanged, _ = server.asked
    assert account == Account("14715", "zoe", "https://social.example/@zoe")
    assert given.body["redirect_uris"] == BACK + "mastodon@social.example"
    assert (exchanged.body["client_id"], exchanged.body["client_secret"]) == ("given", "given, too")


# A server is asked for a key once.


def registered(server: IdentityServer) -> int:
    """How often it gave a key."""
    return [asked.path for asked in server.asked].count("/api/v1/apps")


def test_a_key_is_used_again(server: IdentityServer) -> None:
    flows = mastodon(server)
    for _ in range(2):
        there_and_back(flows, "mastodon@social.example", server)

    assert registered(server) == 1


def test_but_not_for_so_long_that_the_server_may_have_forgotten_it(server: IdentityServer) -> None:
    flows = mastodon(server)
    for now in (NOON, NOON + LIFE):
        there_and_back(flows, "mastodon@social.example", server, now)

    assert registered(server) == 2


def test_a_server_that_has_forgotten_it_earlier_is_asked_anew_the_next_time(server: IdentityServer) -> None:
    flows = mastodon(server)
    token = server.answers["/oauth/token"]
    server.answers["/oauth/token"] = (401, {"error": "invalid_client"})
    with pytest.raises(FAILURES):
        there_and_back(flows, "mastodon@social.example", server)

    server.answers["/oauth/token"] = token
    there_and_back(flows, "mastodon@social.example", server)

    assert registered(server) == 2


def test_what_else_goes_wrong_costs_no_key(server: IdentityServer) -> None:
    flows = mastodon(server)
    server.answers["/oauth/token"] = (400, {"error": "invalid_grant"})
    for _ in range(2):
        with pytest.raises(FAILURES):
            there_and_back(flows, "mastodon@social.example", server)

    assert registered(server) == 1


def test_however_many_servers_are_named_no_more_than_so_many_are_kept(server: IdentityServer) -> None:
    server.answers["/api/v1/apps"] = (200, {"client_id": "given", "client_secret": "given, too"})
    provider, registrations = PROVIDERS["mastodon"].at(server.url), Registrations(most=2)

    async def name(*numbers: int) -> None:
        async with AsyncOAuth2Client() as session:
            for number in numbers:
                await registrations.to(provider, session, f"{BACK}{number}", NOON)

    asyncio.run(name(1, 2, 3, 2, 3))
    assert registered(server) == 3

    asyncio.run(name(1))
    assert registered(server) == 4


# Where it is.


@pytest.mark.parametrize(
    "place",
    [
        "mastodon",
        "mastodon@",
        "mastodon@localhost",
        "mastodon@127.0.0.1",
        "mastodon@[::1]",
        "mastodon@2130706433",
        "mastodon@0x7f.1",
        "mastodon@social.example:22",
        "mastodon@social.example/..",
        "mastodon@zoe@social.example",
        "mastodon@-.example",
        "github@social.example",
    ],
)
def test_a_server_goes_by_a_name_and_nothing_else(place: str) -> None:
    assert not Flows(clients("mastodon github=a:b")).knows(place)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:7f00:1::",
    ],
)
def test_no_address_of_this_machine_or_its_network_is_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700:4700::1111"])
def test_those_of_the_internet_are(address: str) -> None:
    assert is_public(ip_address(address))


async def _fetch(address: str, way: type[Limited] = PublicOnly) -> None:
    async with httpx2.AsyncClient(transport=way(trust_env=False)) as client:
        await client.get(address)


@pytest.mark.parametrize("excess", [0, 1])
def test_no_more_of_an_answer_is_read_than_the_limit(server: IdentityServer, excess: int) -> None:
    server.answers["/me"] = (200, b" " * (LONGEST + excess))

    with pytest.raises(httpx2.ReadError) if excess else contextlib.nullcontext():
        asyncio.run(_fetch(f"{server.url}/me", Limited))


@pytest.mark.parametrize(("scheme", "problem"), [("http", "not https"), ("https", "not public")])
def test_a_name_that_leads_to_this_machine_is_not_asked(server: IdentityServer, scheme: str, problem: str) -> None:
    port = urlsplit(server.url).port

    with pytest.raises((httpx2.ConnectError, httpx2.UnsupportedProtocol), match=f"^{problem}$"):
        asyncio.run(_fetch(f"{scheme}://localhost:{port}/me"))
    assert server.asked == []


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for ``localhost`` and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(NOON - timedelta(days=9999)).not_valid_after(NOON + timedelta(days=9999))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    path = tmp_path / "certificate.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(secret + made.sign(key, SHA256()).public_bytes(Encoding.PEM))
    return path


class AlsoHere(PublicOnly):
    @staticmethod
    def fits(address: Address) -> bool:
        return True


@pytest.mark.parametrize(("name", "trusted"), [("localhost", True), ("127.0.0.1", False)])
def test_the_certificate_is_that_of_the_name_though_the_address_is_asked(
    server: IdentityServer, certificate: Path, name: str, trusted: bool
) -> None:
    server.encrypt(certificate)

    async def fetch() -> int:
        way = AlsoHere(verify=ssl.create_default_context(cafile=certificate), trust_env=False)
        async with httpx2.AsyncClient(transport=way) as client:
            return (await client.get(f"https://{name}:{urlsplit(server.url).port}/me")).status_code

    if trusted:
        assert asyncio.run(fetch()) == 200
        assert server.asked[0].headers["Host"].startswith("localhost:")
    else:
        with pytest.raises(httpx2.ConnectError):
            asyncio.run(fetch())
