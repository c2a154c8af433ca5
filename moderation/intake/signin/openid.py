"""OpenID Connect: what an issuer says of itself, and whether an ID token is its own, fresh, and for this sign-in.

OpenID Connect Discovery 1.0, 4.3; OpenID Connect Core 1.0, 3.1.3.7.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from .providers import Provider

SKEW = 120
"""Seconds by which its clock and ours may differ."""
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"]
"""Signatures of which only the issuer has the key: neither ``none`` nor one with the client's secret."""

Json = dict[str, Any]


class Foreign(Exception):
    """Said by somebody else than who was asked, or to somebody else, or before."""


async def discover(session: Any, provider: Provider) -> tuple[Provider, Json]:
    """The provider with its addresses, and all that it says of itself. Raises Foreign, KeyError, httpx2.HTTPError."""
    found = await fetch(session, f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration")
    if found["issuer"] != provider.issuer:
        raise Foreign
    named = {
        "authorize": found["authorization_endpoint"],
        "token": found["token_endpoint"],
        "account": found.get("userinfo_endpoint", ""),
    }
    if any(_is_downgrade(provider.issuer, address) for address in (*named.values(), found["jwks_uri"])):
        raise Foreign
    return replace(provider, **named), found


async def fetch(session: Any, address: str, *, bare: bool = True) -> Json:
    """The JSON object at this address; ``bare`` shows no token there. Raises Foreign, ValueError, httpx2.HTTPError."""
    response = await session.request("GET", address, withhold_token=bare, headers={"Accept": "application/json"})
    if response.status_code != 200 or not isinstance(found := response.json(), dict):
        raise Foreign
    return found


async def verified(session: Any, metadata: Json, token: str, id: str, nonce: str, now: datetime) -> Json:
    """What the ID token says, if it is to be believed. Raises Foreign, httpx2.HTTPError."""
    keys = await fetch(session, metadata["jwks_uri"])
    wanted: dict[str, Any] = {name: {"essential": True} for name in ("exp", "iat", "sub")}
    wanted |= {"iss": {"essential": True, "value": metadata["issuer"]}, "nonce": {"essential": True, "value": nonce}}
    try:
        said = jwt.decode(token, KeySet.import_key_set(keys), algorithms=ALGORITHMS).claims  # type: ignore[arg-type]
        jwt.JWTClaimsRegistry(int(now.timestamp()), SKEW, **wanted).validate(said)
    except (JoseError, ValueError, KeyError, TypeError):
        raise Foreign from None
    if said.get("aud") not in (id, [id]):  # for others, too, would be for nobody we know
        raise Foreign
    return said


def _is_downgrade(issuer: str, address: str) -> bool:
    return bool(address) and urlsplit(address).scheme not in ("https", urlsplit(issuer).scheme)
