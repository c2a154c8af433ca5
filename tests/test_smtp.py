"""Talking to a mail server: a real one, in clear and encrypted, willing and unwilling."""

from __future__ import annotations

import shutil
import socket
import ssl
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import quote

import pytest

from conftest import require
from mailserver import MailServer, certificate
from moderation.errors import InvalidSetting, Undelivered
from moderation.notifications import addresses, smtp

PASSWORD = "p@ss/w:rd#%"  # noqa: S105  the test server's


def a_letter(**headers: str) -> EmailMessage:
    letter = EmailMessage()
    for name, value in ({"From": "blog@blog.example", "To": "ann@desk.example"} | headers).items():
        letter[name] = value
    letter.set_content("Hello.")
    return letter


def problem(url: str, timeout: float = 20) -> str:
    """Why the server at this address takes nothing."""
    with pytest.raises(Undelivered) as caught:
        smtp.MailServer(url, timeout).send(a_letter())
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)
    return caught.value.problem


@pytest.fixture
def pem(tmp_path: Path) -> Path:
    require(None if shutil.which("openssl") else "openssl is not installed")
    return certificate(tmp_path)


@pytest.fixture
def tls(pem: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


def test_a_message_gets_there() -> None:
    with MailServer() as server:
        smtp.MailServer(server.url).send(a_letter(Subject="Blüten"))

    assert [(letter["Subject"], letter.get_content()) for letter in server.letters] == [("Blüten", "Hello.\r\n")]
    assert server.recipients == ["ann@desk.example"]


def test_a_line_may_begin_as_mailboxes_begin_their_messages() -> None:
    letter = a_letter()
    letter.set_content("From Ann, with love.")
    with MailServer() as server:
        smtp.MailServer(server.url).send(letter)

    assert server.letters[0].get_content() == "From Ann, with love.\r\n"


def test_a_probe_sends_nothing() -> None:
    with MailServer() as server:
        smtp.MailServer(server.url).probe()

    assert server.letters == []


def test_a_password_may_hold_anything_that_is_escaped_in_the_address() -> None:
    with MailServer(password=PASSWORD) as server:
        smtp.MailServer(f"smtp://ann:{quote(PASSWORD, safe='')}@127.0.0.1:{server.port}").send(a_letter())

    assert (server.logins, len(server.letters)) == (1, 1)


def test_a_password_that_is_wrong_is_said_and_not_shown() -> None:
    with MailServer(password=PASSWORD) as server:
        said = problem(f"smtp://ann:wrong@127.0.0.1:{server.port}")

    assert said == "it refused the user or the password"


def test_a_password_that_no_server_can_be_told_is_a_problem_like_any_other() -> None:
    with MailServer(password=PASSWORD) as server:
        assert problem(f"smtp://ann:%E2%98%82@127.0.0.1:{server.port}") == "the question could not be put to it"


def test_what_can_be_encrypted_is(tls: ssl.SSLContext, pem: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))

    with MailServer(tls, PASSWORD) as server:  # which takes no password in clear
        smtp.MailServer(f"smtp://ann:{quote(PASSWORD, safe='')}@localhost:{server.port}").send(a_letter())

    assert (server.logins, len(server.letters)) == (1, 1)


def test_a_certificate_that_nobody_has_signed_is_not_trusted(tls: ssl.SSLContext) -> None:
    with MailServer(tls) as server:
        assert problem(server.url) == "its encryption is not to be trusted"


def test_no_password_goes_over_a_network_in_clear() -> None:
    with MailServer(password=PASSWORD) as server:
        anywhere = f"0.0.0.0:{server.port}"  # which leads here, too, but nobody can know that
        assert problem(f"smtp://ann:secret@{anywhere}").startswith("it offers no encryption")
        assert server.logins == 0


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("451 Greylisted ann@desk.example", "it answered with status 451"),
        ("554 Spam from blog@blog.example", "it answered with status 554"),
    ],
)
def test_a_refusal_is_told_by_its_number(answer: str, said: str) -> None:
    with MailServer() as server:
        server.answer = answer
        assert problem(server.url) == said


@pytest.mark.parametrize(("answer", "for_good"), [("450 Greylisted", False), ("550 5.1.1 Unknown", True)])
def test_who_is_refused_for_good_is_told_from_who_is_refused_for_now(answer: str, for_good: bool) -> None:
    with MailServer() as server:
        server.refusals = {"ann@desk.example": answer}
        with pytest.raises(Undelivered) as caught:
            smtp.MailServer(server.url).send(a_letter())

    assert (caught.value.problem, caught.value.for_good) == ("it takes no mail for this address", for_good)


def test_nobody_at_home_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]

    assert problem(f"smtp://127.0.0.1:{port}") == "it could not be reached"


def test_a_server_that_says_nothing_is_not_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert problem(f"smtp://127.0.0.1:{silent.getsockname()[1]}", 0.1) == "it did not answer in time"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mail.example.org",
        "http://mail.example.org",
        "smtp://",
        "smtp://ann:hush@mail.example.org:x",
        "smtp://ann:hu/sh@mail.example.org",
        "smtp://ann:hu#sh@mail.example.org",
        "smtp://mail.example.org/?tls=no",
        "smtp://[::1",
    ],
)
def test_what_is_no_address_of_a_mail_server_is_refused_and_not_shown(url: str) -> None:
    with pytest.raises(InvalidSetting) as caught:
        smtp.MailServer(url)

    assert "MODERATION_MAIL is '…', but must be smtp://" in str(caught.value)
    assert "hu" not in str(caught.value).replace("such", "")


@pytest.mark.parametrize(
    ("host", "loops"),
    [("127.0.0.1", True), ("127.1.2.3", True), ("::1", True), ("localhost", True)]
    + [(host, False) for host in ("192.0.2.1", "localhost.example.org", "127.0.0.1.example.org", "mail")],
)
def test_this_machine_is_known(host: str, loops: bool) -> None:
    assert addresses.is_loopback(host) is loops
