"""A real provider on a port of this machine: it knows one person, and answers as OpenID Connect has it, or as told."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import ssl
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, parse_qsl, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

from builders import NOON
from localserver import Handler, LocalServer

ID, SECRET = "blog", "hush"
KEY = RSAKey.generate_key(2048, {"kid": "one"})
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "one"})


class Asked(NamedTuple):
    """One request."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: Mapping[str, str]


class IdentityServer(LocalServer):
    """What it says can be changed before it is asked; what it was asked is kept."""

    def __init__(self) -> None:
        super().__init__(_Handler)
        self.asked: list[Asked] = []
        self.claims: dict[str, Any] = {"sub": "42", "name": "Zoë Q.", "profile": "https://id.example/zoe"}
        """Of the ID token, besides those that the protocol wants, or instead of them."""
        self.metadata: dict[str, Any] = {}
        """The same of the discovery document."""
        self.key = KEY
        self.algorithm = "RS256"
        self.answers: dict[str, tuple[int, Any]] = {}
        """Answers by path, instead of its own."""
        self._codes: dict[str, dict[str, str]] = {}

    @property
    def url(self) -> str:
        return self.address

    @property
    def key_setting(self) -> str:
        """``MODERATION_SIGNIN`` for it."""
        return f"{self.url}={ID}:{SECRET}"

    @property
    def place(self) -> str:
        return self.url.removeprefix("http://")

    def encrypt(self, certificate: Path) -> None:
        """Speak TLS from now on, with the certificate and key in this file."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self._http.socket = context.wrap_socket(self._http.socket, server_side=True)

    def grant(self, address: str) -> dict[str, str]:
        """What it sends back with a reader who came by this address and said yes."""
        wanted = dict(parse_qsl(urlsplit(address).query))
        code = secrets.token_hex(8)
        self._codes[code] = wanted
        return {"code": code, "state": wanted["state"], "iss": self.url}

    def answer(self, asked: Asked) -> tuple[int, Any]:
        self.asked.append(asked)
        if asked.path in self.answers:
            return self.answers[asked.path]
        own = {"/.well-known/openid-configuration": self._discovery, "/keys": self._keys, "/me": self._me}
        return 200, (self._token(asked) if asked.path == "/token" else own[asked.path]())

    def _discovery(self) -> dict[str, Any]:
        paths = {"authorization_endpoint": "auth", "token_endpoint": "token", "jwks_uri": "keys"}
        found = {name: f"{self.url}/{path}" for name, path in paths.items()}
        return {"issuer": self.url, "authorization_response_iss_parameter_supported": True} | found | self.metadata

    def _keys(self) -> dict[str, Any]:
        return {"keys": [KEY.as_dict(private=False)]}

    def _me(self) -> dict[str, Any]:
        return {"sub": "42", "name": "Zoë from /me"}

    def _token(self, asked: Asked) -> dict[str, Any]:
        wanted = self._codes.pop(asked.body["code"])  # once
        digest = hashlib.sha256(asked.body["code_verifier"].encode()).digest()
        assert wanted["code_challenge_method"] == "S256"
        assert wanted["code_challenge"] == base64.urlsafe_b64encode(digest).decode().rstrip("=")
        assert wanted["redirect_uri"] == asked.body["redirect_uri"]
        now = int(NOON.timestamp())
        claims = {"iss": self.url, "aud": ID, "iat": now, "exp": now + 60, "nonce": wanted.get("nonce"), **self.claims}
        claims = {name: value for name, value in claims.items() if value is not None}
        key = self.key
        token = jwt.encode({"alg": self.algorithm, "kid": "one"}, claims, key)
        return {"access_token": "opaque-token", "token_type": "Bearer", "id_token": token}


class _Handler(Handler):
    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length", "0"))
        body = {name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()}
        asked = Asked(self.command, urlsplit(self.path).path, dict(self.headers), body)
        status, said = self.server.owner.answer(asked)
        sent = said if isinstance(said, bytes) else json.dumps(said).encode()
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", f"{self.server.owner.url}/me")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    do_POST = do_GET
