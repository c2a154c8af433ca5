"""The flow: a reader is sent to a provider, and what comes back is exchanged for who they are.

OAuth 2.0's authorization code flow (RFC 6749, 4.1) with PKCE (RFC 7636), as RFC 9700 wants it: a state, a verifier and
a nonce for each alone, an exact address for each provider to come back to, and the issuer's name in the answer where it
is known (RFC 9207). Authlib speaks the protocol.
"""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import AsyncOAuth2Client

from .account import Account, account_in
from .keys import Client
from .openid import Foreign, Json, discover, fetch, verified
from .outside import TIMEOUT, Limited, PublicOnly
from .registrations import Registrations

FAILURES = (
    Foreign,
    AuthlibBaseError,
    httpx2.HTTPError,
    httpx2.InvalidURL,
    TimeoutError,
    LookupError,
    TypeError,
    ValueError,
)
"""What may go wrong with another server and with what it says; none of their texts is for anybody's eyes."""
_SERVER = re.compile(r"(?=.{4,100}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """One reader's way to a provider and back; kept with the draft."""

    place: str
    """The provider, or one of its servers: ``mastodon@example.social``."""
    back: str
    """The address to come back to."""
    id: str = ""
    """The key that the server gave us, if it is one that does."""
    secret: str = field(default="", repr=False)
    state: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48), repr=False)
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)

    def kept(self) -> dict[str, str]:
        """All but the state, under which it is kept."""
        return {name: value for name, value in asdict(self).items() if name != "state"}


class Flows:
    """Begins and ends flows with the configured providers, and asks nobody else. Raises one of ``FAILURES``."""

    def __init__(self, clients: Mapping[str, Client], public: type[Limited] = PublicOnly) -> None:
        """``public`` is the way to servers that readers name."""
        self._clients = clients
        self._public = public
        self._registrations = Registrations()

    def knows(self, place: str) -> bool:
        """Whether that is a provider with a key, or a server of one that gives keys itself."""
        name, at, server = place.partition("@")
        client = self._clients.get(name)
        if client is None or bool(client.provider.register) != bool(at):
            return False
        return not at or bool(_SERVER.match(server))

    async def begin(self, place: str, back: str, now: datetime) -> tuple[Flow, str]:
        """A flow, and the address at the provider to send its reader to."""
        client = self._client(place)
        provider, flow = client.provider, Flow(place=place, back=back)
        async with self._session(client, flow) as session:
            if provider.issuer:
                provider, _ = await discover(session, provider)
            if provider.register:
                known = await self._registrations.to(provider, session, back, now)
                flow, session.client_id = replace(flow, id=known.id, secret=known.secret), known.id
            more = {"nonce": flow.nonce} if provider.issuer else {}
            more |= {"prompt": provider.prompt} if provider.prompt else {}
            address, _ = session.create_authorization_url(provider.authorize, flow.state, flow.verifier, **more)
        return flow, address

    async def end(self, flow: Flow, answer: Mapping[str, str], now: datetime) -> Account:
        """Who came back with this answer."""
        client = self._client(flow.place)
        provider = client.provider
        metadata: Json = {}
        async with self._session(client, flow) as session:
            if provider.issuer:
                provider, metadata = await discover(session, provider)
            _require_issuer(metadata, answer)
            token = await self._exchange(session, provider.token, answer["code"], flow)
            if not provider.issuer:
                return account_in(await fetch(session, provider.account, bare=False), provider)
            said = await verified(session, metadata, token["id_token"], client.id, flow.nonce, now)
            if provider.account and not any(said.get(name) for name in provider.names):
                more = await fetch(session, provider.account, bare=False)
                if more.get("sub") != said["sub"]:  # OpenID Connect Core 1.0, 5.3.2
                    raise Foreign
                said = {**more, **said}
            return account_in(said, provider)

    async def _exchange(self, session: Any, address: str, code: str, flow: Flow) -> Json:
        try:
            token: Json = await session.fetch_token(
                address, grant_type="authorization_code", code=code, code_verifier=flow.verifier
            )
        except AuthlibBaseError as error:
            if error.error == "invalid_client":  # RFC 6749, 5.2: the next sign-in needs another key
                self._registrations.forget(flow.back)
            raise
        return token

    def _client(self, place: str) -> Client:
        name, _, server = place.partition("@")
        return self._clients[name].at(f"https://{server}") if server else self._clients[name]

    @asynccontextmanager
    async def _session(self, client: Client, flow: Flow) -> AsyncIterator[Any]:
        outside = self._public if client.provider.register else Limited
        session = AsyncOAuth2Client(
            client.id or flow.id,
            client.secret or flow.secret,
            token_endpoint_auth_method=client.provider.method,
            scope=client.provider.scope or None,
            redirect_uri=flow.back,
            code_challenge_method="S256",
            leeway=0,
            transport=outside(trust_env=False),
            timeout=TIMEOUT,
            follow_redirects=False,
        )
        async with asyncio.timeout(TIMEOUT), session:
            yield session


def _require_issuer(metadata: Json, answer: Mapping[str, str]) -> None:
    """RFC 9207, 2.4. Where no issuer is known, each provider's own address to come back to tells them apart (RFC 9700,
    4.4.2.2)."""
    promised = metadata.get("authorization_response_iss_parameter_supported") is True
    if metadata and (promised or "iss" in answer) and answer.get("iss") != metadata["issuer"]:
        raise Foreign
