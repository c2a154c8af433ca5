"""A real SMTP server on a port of this machine, which keeps what it is sent."""

from __future__ import annotations

import asyncio
import email
import email.policy
import ssl
import subprocess
import threading
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from types import TracebackType
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from moderation.settings import Settings


class MailServer:
    """Takes mail for anybody, or says what it was told to say instead. With a password, it knows one user, ann."""

    def __init__(self, tls: ssl.SSLContext | None = None, password: str = "", port: int = 0) -> None:
        self.letters: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.logins = 0
        self.answer = "250 OK"
        """What it says to a message."""
        self.taken: Callable[[], None] = lambda: None
        """Called as soon as it has a message, before it says so."""
        self.reached: Callable[[], None] = lambda: None
        """Called as soon as it knows for whom a message is, before it has it."""
        self.refusals: dict[str, str] = {}
        """What it says instead of taking mail for an address."""
        self._options: dict[str, Any] = {"tls_context": tls, "hostname": "localhost"}
        if password:
            self._options |= {"authenticator": self._knows, "auth_require_tls": tls is not None}
        self._password = password
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self.port = port

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def __enter__(self) -> MailServer:
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(self._serve(), self._loop).result(20)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, kind: type[BaseException] | None, e: BaseException | None, tb: TracebackType | None) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(20)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _serve(self) -> asyncio.Server:
        return await self._loop.create_server(
            lambda: SMTP(self, loop=self._loop, **self._options), "127.0.0.1", self.port
        )

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Called by aiosmtpd."""
        if address in self.refusals:
            return self.refusals[address]
        await asyncio.to_thread(self.reached)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Called by aiosmtpd."""
        assert isinstance(envelope.content, bytes)
        if self.answer.startswith("2"):
            letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
            assert isinstance(letter, EmailMessage)
            self.letters.append(letter)
            self.recipients += map(str, envelope.rcpt_tos)
            await asyncio.to_thread(self.taken)
        return self.answer

    def _knows(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        known = isinstance(data, LoginPassword) and (data.login, data.password) == (b"ann", self._password.encode())
        self.logins += known
        return AuthResult(success=known, handled=False)

    async def _close(self) -> None:
        self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)


def mailing(server: MailServer | str, **settings: Any) -> Settings:
    """Settings for a moderator who wants mail."""
    url = server if isinstance(server, str) else server.url
    common: dict[str, Any] = {"mail": url, "mail_from": "blog@blog.example", "mail_to": "ann@desk.example"}
    return Settings(**{**common, "secret": "a key", "site_index": Path("nowhere/site.json"), **settings})


def certificate(folder: Path) -> Path:
    """A new certificate that ``localhost`` has signed itself, with its key."""
    path = folder / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost"]
    command += ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", str(path), "-out", f"{path}.crt"]
    subprocess.run(command, check=True, capture_output=True)
    path.write_text(path.read_text() + Path(f"{path}.crt").read_text())
    return path
